"""What a locality promises and no fact can decide (承诺事项): whose it is, when it is reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text

Owner = Literal["government", "authority", "consortium", "school"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A clause somebody reports on.  Its words are the clause's own, unless others are given."""

    clause: str
    owner: Owner
    months: int = 12  # a report stands for so long, then it is looked at again
    mode: Literal["compact", "loose"] | None = None  # only consortia run in that mode
    encouraged: bool = False  # the document explores or plans it and does not demand it
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Another owner or interval, where a locality differs from the common list."""

    clause: str
    owner: Owner | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Commitments:
    """Section `commitments`: the common list, and what a locality changes in it."""

    items: tuple[Commitment, ...] = ()
    changes: tuple[Change, ...] = ()


NAMES: dict[str, Text] = {
    "commitments": Text("承诺事项", "Commitments"),
    "commitments.items": Text("承诺事项清单", "list of commitments"),
    "commitments.changes": Text("本地调整", "changes of the locality"),
}
FIELDS: dict[str, Text] = {"encouraged": Text("仅为提倡", "encouraged only")}
