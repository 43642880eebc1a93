"""A waiting list after the result: who is next, which place one has now, and why it moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Waiting:
    """A child in the waiting list of a school.

    Args:
        key: of its row.
        place: in the sealed list; children that are placed together share one.
        left_at: since when it waits no longer; none: it still does.
        cause: why it left.
        is_offered: a seat is offered to it just now.
    """

    key: int
    place: int
    left_at: datetime | None = None
    cause: str = ""
    is_offered: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """On a day somebody moved up from one place to another, for somebody before left the list."""

    at: datetime
    before: int
    after: int
    cause: str


def next_up(queue: Sequence[Waiting], free: int, *, is_drawn: bool) -> list[int]:
    """Keys of those to whom freed seats are offered now, in the order of the sealed list.

    Children who are placed together come in together or not yet.  Where no draw told equals apart,
    a shared place may hold children that only a draw can tell apart: then nobody is picked.

    Args:
        free: seats freed and not offered yet.
        is_drawn: a draw told all units apart, so that only one unit has a place.
    """
    found: list[int] = []
    still = [each for each in queue if each.left_at is None and not each.is_offered]
    for _, group in groupby(sorted(still, key=_order), key=attrgetter("place")):
        together = [each.key for each in group]
        if len(together) > free:
            if is_drawn:
                continue  # a pair that does not fit waits on; the next is looked at
            break
        found += together
        free -= len(together)
    return found


def place_now(queue: Sequence[Waiting], key: int) -> int:
    """Place of a child now, counted among those who still wait; 0: it waits no longer."""
    mine = next(each for each in queue if each.key == key)
    if mine.left_at is not None:
        return 0
    return 1 + len({each.place for each in queue if each.place < mine.place and not each.left_at})


def history(queue: Sequence[Waiting], key: int) -> list[Step]:
    """Every move upward of a child, oldest first, until it left the list itself."""
    mine = next(each for each in queue if each.key == key)
    units: dict[int, list[Waiting]] = {}
    for each in queue:
        if each.place < mine.place:
            units.setdefault(each.place, []).append(each)
    gone = []
    for members in units.values():
        times = [each.left_at for each in members]
        if all(times):
            last = max(members, key=lambda each: each.left_at or datetime.min)
            gone.append(last)
    gone.sort(key=lambda each: (each.left_at, each.place))
    steps, place = [], len(units) + 1
    for each in gone:
        if each.left_at is None or (mine.left_at is not None and each.left_at > mine.left_at):
            continue
        steps.append(Step(each.left_at, place, place - 1, each.cause))
        place -= 1
    return steps


def _order(each: Waiting) -> tuple[int, int]:
    return each.place, each.key
