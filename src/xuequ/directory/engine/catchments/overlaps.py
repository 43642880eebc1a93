"""Which places the lists of several catchments claim at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .types import Line
from .words import key


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of one catchment; those of one `area` may share places."""

    lines: Sequence[Line]
    area: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lines that claim one door; one catchment can clash with itself."""

    one: int
    line: Line
    other: int
    other_line: Line


def clashes(lists: Mapping[int, Listed]) -> list[Clash]:
    """Doors that two lines claim, of two catchments not served together, or of one.

    Args:
        lists: by the key of the school.
    """
    at: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for of, listed in lists.items():
        for line in listed.lines:
            at[key(line.place)].append((of, line))
    return [
        Clash(one, line, other, other_line)
        for found in at.values()
        for (one, line), (other, other_line) in combinations(found, 2)
        if line.doors.meet(other_line.doors)
        and (one == other or not _together(lists[one], lists[other]))
    ]


def _together(one: Listed, other: Listed) -> bool:
    return bool(one.area) and one.area == other.area
