"""Hand out places in the order drawn, to children and to siblings who go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.refusal import Refused

LastSeat = Literal["pass_over", "split"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What draws one ticket: a child, or siblings who ask to go together (多胞胎、长幼)."""

    number: str
    children: int = 1
    may_split: bool = False  # the family would take a place for one of them


@dataclass(frozen=True, slots=True)
class Given:
    """Who has how many places, and who waits in which order with how many children."""

    placed: Sequence[tuple[str, int]]
    waiting: Sequence[tuple[str, int]]
    left: int  # places that nobody who waits can take whole


def give(drawn: Sequence[Unit], places: int, last_seat: LastSeat) -> Given:
    """Places one after the other; never more than there are.

    Args:
        drawn: in the order drawn.
        last_seat: what becomes of siblings when fewer places are left than they need.  "pass_over":
            they wait, before those drawn later, and the places go to the next who fit.  "split":
            of a family that agreed beforehand, as many are placed as there are places.

    Raises:
        Refused("places-negative"), Refused("unit-without-children"), Refused("unit-twice").
    """
    _check(drawn, places)
    placed, waiting, left = [], [], places
    for unit in drawn:
        if unit.children <= left:
            taken = unit.children
        else:
            taken = left if last_seat == "split" and unit.may_split else 0
        if taken:
            placed.append((unit.number, taken))
            left -= taken
        if taken < unit.children:
            waiting.append((unit.number, unit.children - taken))
    return Given(placed, waiting, left)


def _check(drawn: Sequence[Unit], places: int) -> None:
    if places < 0:
        raise Refused("places-negative", number=places)
    seen: set[str] = set()
    for unit in drawn:
        if unit.children < 1:
            raise Refused("unit-without-children", number=unit.number)
        if unit.number in seen:
            raise Refused("unit-twice", number=unit.number)
        seen.add(unit.number)
