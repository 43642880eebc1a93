"""Which school the leavers of a school go on to (对口升学)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .types import School


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the table of feeders that cannot be."""

    school: int
    next: int
    what: Literal["itself", "unknown", "no-grades", "lacks-grade", "circle"]


def faults_of(feeders: Mapping[int, int], schools: Mapping[int, School]) -> list[Fault]:
    """What is wrong with a table of feeders, in the order of the schools.

    Of a school without any grade known only the other faults are told.
    """
    found = []
    for school, following in sorted(feeders.items()):
        fault = _fault(school, following, feeders, schools)
        if fault is not None:
            found.append(fault)
    return found


def _fault(
    school: int, following: int, feeders: Mapping[int, int], schools: Mapping[int, School]
) -> Fault | None:
    if school == following:
        return Fault(school, following, "itself")
    if school not in schools or following not in schools or not schools[following].is_open:
        return Fault(school, following, "unknown")
    if school in _onwards(school, feeders):
        return Fault(school, following, "circle")
    if not schools[following].grades:
        return Fault(school, following, "no-grades")
    ends = [last for _first, last in schools[school].grades.values()]
    if ends and not any(schools[following].stage_of(last + 1) for last in ends):
        return Fault(school, following, "lacks-grade")
    return None


def _onwards(school: int, feeders: Mapping[int, int]) -> Iterator[int]:
    """The schools after a school, each once."""
    seen: set[int] = set()
    at = feeders.get(school)
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        at = feeders.get(at)


def next_school(school: School, grade: int, feeders: Mapping[int, int], near: Near) -> int | None:
    """The school in which pupils of a school go on with a grade: as the table says, or the only
    one of the same consortium that teaches it."""
    if school.id in feeders:
        return feeders[school.id]
    found = {each for union in school.unions for each in near.teaching(union, grade)} - {school.id}
    return found.pop() if len(found) == 1 else None


class Near:
    """The schools of each consortium by the grades they teach."""

    def __init__(self, schools: Mapping[int, School]) -> None:
        self._members: dict[int, list[School]] = {}
        for each in schools.values():
            for union in each.unions if each.is_open else ():
                self._members.setdefault(union, []).append(each)

    def teaching(self, union: int, grade: int) -> list[int]:
        """The open schools of a consortium that teach a grade."""
        return [each.id for each in self._members.get(union, ()) if each.stage_of(grade)]
