"""Why a child has a place or none: one sentence for each choice, from the numbers alone.

The numbers come from `methods.allocation.standing`.  Nothing here decides anything, and nothing
is left out: points, the line (录取线), places, who asked, the draw, who came before and with what
class of claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from xuequ.kernel.text import Text

from .verdicts import EN, ZH

NONE, NOT_ASKED, DIRECT, FULL = 0, 1, 2, 7
SHORT = {NONE, NOT_ASKED, DIRECT, FULL}  # told without points: the same to all of a round


class Facts(NamedTuple):
    """The numbers of one choice of one child.

    Args:
        rank: which choice, from 1.
        school: its number.
        decided: what decided, a number of `methods.allocation.standing`.
        claim: of the child at this school; `line` that of the last who entered.
        ticket: of the child; `last` that of the last who entered.
        seats: free when the round began; `asked` and `entered` children.
        place: in the queue of that round, from 1; 0 if it was not asked.
        ahead: children who entered there before it, by class of claim.
    """

    rank: int
    school: int
    decided: int
    claim: int
    line: int
    ticket: int
    last: int
    seats: int
    asked: int
    entered: int
    place: int
    ahead: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """How a locality speaks of schools and claims.

    Args:
        schools: name of each school.
        classes: of each class of claim.
        scale: units of a claim in one point, for claims that are points; 0 where the claim is
            a class, which is then not told as a number.
    """

    schools: Sequence[Text]
    classes: Sequence[Text]
    scale: int = 100
    told: dict[tuple[int, ...], Text] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # sentences without points, each made once


def reason(facts: Facts, words: Words) -> Text:
    """The sentence for one choice."""
    decided = facts.decided
    if decided in SHORT:
        key = (decided, facts.rank, facts.school, facts.seats, facts.asked)
        known = words.told.get(key)
        if known is None:
            known = words.told[key] = _short(facts, words)
        return known
    zh, en, school = ZH[decided], EN[decided], words.schools[facts.school]
    mine = line = ""
    if words.scale:
        mine, line = points(facts.claim, words.scale), points(facts.line, words.scale)
    ahead = ahead_of(facts.ahead, words.classes)
    return Text(
        zh(facts, school.zh, mine, line, ahead.zh), en(facts, school.en, mine, line, ahead.en)
    )


def _short(facts: Facts, words: Words) -> Text:
    """The sentence of a choice that is told without points and without what came before."""
    zh, en = ZH[facts.decided], EN[facts.decided]
    school = Text("", "") if facts.decided == NONE else words.schools[facts.school]
    return Text(zh(facts, school.zh, "", "", ""), en(facts, school.en, "", "", ""))


@lru_cache(maxsize=65_536)
def points(claim: int, scale: int) -> str:
    """A claim as points, without zeros at the end."""
    whole, rest = divmod(abs(claim), scale)
    text = f"{whole}.{rest:0{len(str(scale)) - 1}d}".rstrip("0") if rest else str(whole)
    return f"-{text}" if claim < 0 else text


def ahead_of(ahead: tuple[int, ...], classes: Sequence[Text]) -> Text:
    """How many entered before, by the classes of claim of which there were any."""
    total = sum(ahead)
    if not total:
        return Text("在您之前录取0人", "0 entered before")
    zh, en = [], []
    for name, count in zip(classes, ahead, strict=True):
        if count:
            zh.append(f"{name.zh}{count}人")
            en.append(f"{count} {name.en}")
    told = "、".join(zh), ", ".join(en)
    return Text(f"在您之前录取{total}人（{told[0]}）", f"{total} entered before ({told[1]})")
