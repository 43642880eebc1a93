"""Why a duty is somebody's: the relation that binds them, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuequ.kernel.settings import PARTIES, WORDS
from xuequ.kernel.text import Text

from .duties import Owed
from .owners import Owner

KINDS: dict[str, Text] = {
    "person": Text("本人", "in person"),
    "posting": Text("交流任教", "by a posting"),
    "pairing": Text("师徒结对", "by a pairing"),
    "school": Text("学校", "as a school"),
    "consortium": Text("学区（集团）", "as a district or group"),
    "authority": Text("教育局", "as an authority"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """By what somebody owes a duty: as whom, by which tie, with whom, since when."""

    party: Text
    tie: Text
    with_whom: str  # the pair, where there is one
    honours: tuple[Text, ...]
    since: date


def relation(owed: Owed, owner: Owner) -> Relation:
    """The relation behind a duty of an owner."""
    honours = tuple(WORDS[f"honours.{each}"] for each in owed.duty.honours)
    return Relation(
        party=PARTIES[owed.duty.owed_by],
        tie=KINDS[owner.kind],
        with_whom=owner.name if owner.kind == "pairing" else "",
        honours=honours,
        since=max(owner.tenure.since, owed.since),
    )
