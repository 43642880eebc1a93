"""The figures of one allocation, for each group of children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xuequ.kernel.text import Text
from xuequ.methods.allocation.arrays import Bool, Int32, Int64

from ..package.allocations import Read
from ..places.carried import Carried
from ..places.slots import Slots, slots_of
from ..places.staged import metres_of
from .lists import EVERYBODY, Group, children, groups_of, positions, schools_in
from .running import case_of
from .standing import Standing, envious, standing_of, wasteful

Key = tuple[str, str]  # of a group and of a figure
OTHERWISE, UNPLACED, OWN_SCHOOL = "otherwise", "unplaced", "at_own_school"
MEAN, NINE_TENTHS, UNKNOWN = "metres_mean", "metres_90", "metres_unknown"
ENVY, WASTE = "envy", "waste"
SAID: dict[str, Text] = {
    OTHERWISE: Text("志愿外安置", "placed otherwise"),
    UNPLACED: Text("未安排", "unplaced"),
    OWN_SCHOOL: Text("在地段学校", "at the own school"),
    MEAN: Text("平均路程（米）", "mean way (m)"),
    NINE_TENTHS: Text("九成儿童不超过（米）", "way of nine in ten, at most (m)"),
    UNKNOWN: Text("路程不详", "way unknown"),
    ENVY: Text("有理由的不平", "justified envy"),
    WASTE: Text("想去的学校有空位", "seat left where they would rather be"),
}
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """All that is the same for every regime and draw."""

    read: Read
    slots: Slots
    groups: tuple[Group, ...]
    metres: Int64  # u by schools, -1 where not known
    standing: Standing | None


def ground_of(read: Read) -> Ground:
    """Made ready once."""
    slots = slots_of(read.schools, read.rules)
    metres = metres_of(case_of(read, read.rules, b""))
    return Ground(read, slots, groups_of(read), metres, standing_of(read, slots))


def name_of(figure: str) -> Text:
    """What a figure is called."""
    if figure in SAID:
        return SAID[figure]
    rank = int(figure.removeprefix("choice_"))
    numeral = NUMERALS[rank - 1] if rank <= 10 else f"十{NUMERALS[rank - 11]}"
    return Text(f"第{numeral}志愿", f"choice {rank}")


def figures(ground: Ground, found: Carried) -> dict[Key, float | None]:
    """The figures of an allocation, in children but for the ways; None where there is nobody."""
    schools = schools_in(found)
    units = ground.read.units
    at = positions(units.prefs, schools)
    told: dict[Key, float | None] = {}
    for group in ground.groups:
        for figure, value in _shares(ground, group, at, schools):
            told[group.code, figure] = value
        told.update(_ways(ground, group, schools))
    if ground.standing is not None:
        told[EVERYBODY, ENVY] = children(units, envious(ground.standing, found))
        told[EVERYBODY, WASTE] = children(units, wasteful(ground.standing, found))
    return told


def _shares(ground: Ground, group: Group, at: Int64, schools: Int32) -> Iterator[tuple[str, float]]:
    units, k = ground.read.units, ground.read.units.prefs.shape[1]
    inside = group.inside
    counts = np.bincount(at[inside], weights=units.heads[inside], minlength=k + 2)
    for rank in range(k):
        yield f"choice_{rank + 1}", float(counts[rank])
    yield OTHERWISE, float(counts[k])
    yield UNPLACED, float(counts[k + 1])
    if (units.own >= 0).any():
        yield OWN_SCHOOL, children(units, inside & (units.own >= 0) & (units.own == schools))


def _ways(ground: Ground, group: Group, schools: Int32) -> Iterator[tuple[Key, float | None]]:
    if (ground.metres < 0).all():
        return
    heads = ground.read.units.heads
    placed = np.flatnonzero(group.inside & (schools >= 0))
    way = ground.metres[placed, schools[placed]]
    known = way >= 0
    mean, nine_tenths = _of(way[known], heads[placed[known]])
    yield (group.code, MEAN), mean
    yield (group.code, NINE_TENTHS), nine_tenths
    yield (group.code, UNKNOWN), float(heads[placed[~known]].sum())


def _of(way: Int64, heads: Int32) -> tuple[float | None, float | None]:
    """The mean, and the least way that is enough for nine children in ten."""
    if not way.size:
        return None, None
    order = np.argsort(way, kind="stable")
    reached = np.cumsum(heads[order].astype(np.int64))
    enough: Bool = reached * 10 >= reached[-1] * 9
    total = float((way * heads).sum())
    return total / float(reached[-1]), float(way[order[np.argmax(enough)]])
