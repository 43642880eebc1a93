"""What families stated, and where each child is among it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xuequ.kernel.text import Text
from xuequ.methods.allocation.arrays import Bool, Int32, Int64

from ..package.allocations import Read
from ..places.applied import Applied
from ..places.carried import Carried

EVERYBODY = "all"


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Children looked at together; `inside` tells it of each unit."""

    code: str
    name: Text
    inside: Bool


def schools_in(held: Carried) -> Int32:
    """u: the school of each unit, -1 for none."""
    placed = held.composed.placed
    found: Int32 = np.where(placed < 0, -1, held.slots.school[placed]).astype(np.int32)
    return found


def positions(prefs: Int32, schools: Int32) -> Int64:
    """u: from 0 the choice that names the school where a unit is.

    Returns:
        The number of choices where its list does not name it, one more where it has no school.
    """
    k = prefs.shape[1]
    named = (prefs == schools[:, None]) & (prefs >= 0)
    found = np.where(schools < 0, k + 1, k)
    if k:
        found = np.where(named.any(axis=1), named.argmax(axis=1), found)
    at: Int64 = found.astype(np.int64)
    return at


def groups_of(read: Read) -> tuple[Group, ...]:
    """All children; those with an own school in the zone and without; and of each kind.

    A group of no child, or of all, is left out.
    """
    units, rules = read.units, read.rules
    inside = np.zeros(len(read.schools.all) + 1, bool)  # the last for no own school
    numbers = [read.schools.number[each] for each in rules.catchment]
    inside[numbers if numbers else slice(0, -1)] = True
    own = inside[units.own]
    found = [
        Group(EVERYBODY, Text("全部儿童", "all children"), np.ones(len(own), bool)),
        Group("own", Text("地段学校在片内", "own school in the zone"), own),
        Group("no_own", Text("地段学校不在片内", "no own school in the zone"), ~own),
    ]
    for at, kind in enumerate(rules.kinds):
        name = Text(f"类别 {kind.kind}", f"kind {kind.kind}")
        found.append(Group(f"kind_{kind.kind}", name, units.kinds[:, at]))
    if rules.kinds:
        none: Bool = ~np.asarray(units.kinds.any(axis=1))
        found.append(Group("no_kind", Text("不属任何类别", "of no kind"), none))
    some = (each for each in found[1:] if each.inside.any() and not each.inside.all())
    return (found[0], *some)


def children(units: Applied, inside: Bool) -> int:
    """How many children are in these units."""
    return int(units.heads[inside].sum())
