"""The seats of schools cut into slots: those kept for kinds of children, and the open ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xuequ.methods.allocation.arrays import Applications, Bool, Int32, Int64
from xuequ.methods.allocation.reserves import OPEN, Slot, slotted

from .rules import Rules
from .schools import School, Schools


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """All slots, numbered through the schools; s slots.

    Args:
        of: the slots of each school, in the order in which they are asked.
        school: s, of each slot.
        kind: s, OPEN or the number of the kind.
        closed: s, are they for this kind alone?
        width: slots of a school.
    """

    of: tuple[tuple[Slot, ...], ...]
    school: Int32
    kind: Int32
    closed: Bool
    seats: Int64
    spare: Int64
    width: int

    def over(self, a: Applications, kinds: Bool) -> Applications:
        """Applications to schools as applications to slots."""
        if self.width == 1:
            return a._replace(seats=self.seats)
        return slotted(a, self.of, kinds).applications

    def open_to(self, kinds: Bool) -> Bool:
        """u by s: may the unit have a seat there at all?"""
        found = np.ones((len(kinds), len(self.kind)), bool)
        for at in np.flatnonzero(self.closed):
            found[:, at] = kinds[:, self.kind[at]]
        return found


def slots_of(schools: Schools, rules: Rules) -> Slots:
    """The slots of all schools, in the order the rules state."""
    of = tuple(_slots(each, rules) for each in schools.all)
    width = len(rules.kinds) + 1
    flat = [slot for each in of for slot in each]
    spare = [
        school.spare if slot.kind == OPEN else 0
        for school, each in zip(schools.all, of, strict=True)
        for slot in each
    ]
    return Slots(
        of,
        np.repeat(np.arange(len(of), dtype=np.int32), width),
        np.array([slot.kind for slot in flat], np.int32),
        np.array([slot.kind != OPEN and slot.reach == "only" for slot in flat], bool),
        np.array([slot.seats for slot in flat], np.int64),
        np.array(spare, np.int64),
        width,
    )


def _slots(school: School, rules: Rules) -> tuple[Slot, ...]:
    kept = {
        order: tuple(
            Slot(school.kept[at], at, "only" if kind.left == "empty" else "first")
            for at, kind in enumerate(rules.kinds)
            if kind.order == order
        )
        for order in ("before", "after")
    }
    rest = Slot(school.seats - sum(school.kept))
    return (*kept["before"], rest, *kept["after"])
