"""Cohort survival: pupils move up by the ratios seen, and new ones come in at the first grade.

    pupils(year, grade)       = pupils(year − 1, grade − 1) × ratio to the grade
    pupils(year, first grade) = children who reach the age in the year × ratio of entry

The base of the first grade of primary school are children of the catchment by year of birth; that
of junior school the leavers of the schools that feed it, or of all schools where none is said to.
Everything is exact; nothing is rounded before it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .ratios import Span, Step, known, step_to, total

ENTRY_AGE = 7  # school years from that of birth to that of entry: six full years of age
FARTHEST = 9  # years ahead

Key = tuple[int, str]  # school and stage


@dataclass(frozen=True, slots=True)
class Site:
    """A stage of a school, with what is known of it.

    Args:
        grades: from the first to the last, counted from the first of primary school.
        rolls: pupils by (school year, grade).
        children: of primary stages: children of the catchment by the year they would enter.
        fed_by: of junior stages: the stages whose leavers came or come, by the year they enter;
            None for «of whatever stage of the locality».
    """

    key: Key
    grades: tuple[int, ...]
    rolls: Mapping[tuple[int, int], int] = field(default_factory=dict)
    children: Mapping[int, int] = field(default_factory=dict)
    fed_by: Mapping[int, tuple[Key, ...]] | None = None

    @property
    def is_junior(self) -> bool:
        return self.key[1] == "junior"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is forecast of a site.

    Args:
        steps: how each grade comes about, the first grade by entry.
        base: who could enter, by year; None where it is not known.
        pupils: by (year, grade) from the base year on; None where it cannot be said.
    """

    key: Key
    grades: tuple[int, ...]
    steps: Mapping[int, Step]
    base: Mapping[int, Span | None]
    pupils: Mapping[tuple[int, int], Span | None]

    def entering(self, year: int) -> Span | None:
        """Those of the first grade."""
        return self.pupils[year, self.grades[0]]

    def demand(self, year: int) -> Span | None:
        """Those of all grades: seats that are needed."""
        return total(self.pupils[year, grade] for grade in self.grades)

    def lacks(self, year: int) -> tuple[int, ...]:
        """The grades of which nothing can be said in a year."""
        return tuple(grade for grade in self.grades if self.pupils[year, grade] is None)


def forecast(sites: Sequence[Site], *, since: int, years: int) -> dict[Key, Outlook]:
    """What is to be expected of every site.

    Args:
        sites: all of a locality, for leavers of one enter another.
        since: the base year, the last one counted.
        years: how many years ahead, 1 to `FARTHEST`.

    Raises:
        ValueError: nobody looks as far ahead, or not ahead at all.
    """
    if not 1 <= years <= FARTHEST:
        raise ValueError(f"1 to {FARTHEST} years ahead, not {years}")
    found: dict[Key, Outlook] = {}
    by_key = {each.key: each for each in sites}
    for site in sites:
        if not site.is_junior:
            base = {year: known(count) for year, count in site.children.items()}
            found[site.key] = _outlook(site, site.children, base, since, years)
    for site in sites:
        if site.is_junior:
            seen, coming = _leavers(site, by_key, found, since, years)
            found[site.key] = _outlook(site, seen, coming, since, years)
    return found


def _outlook(
    site: Site, seen: Mapping[int, int], coming: Mapping[int, Span | None], since: int, years: int
) -> Outlook:
    """Carry the grades on year by year."""
    rolls, first = site.rolls, site.grades[0]
    steps = {first: step_to(first, seen, _arrived(site, first), since)}
    for grade in site.grades[1:]:
        before = {year + 1: count for (year, at), count in rolls.items() if at == grade - 1}
        steps[grade] = step_to(grade, before, _arrived(site, grade), since)
    pupils: dict[tuple[int, int], Span | None] = {}
    for grade in site.grades:
        count = rolls.get((since, grade))
        pupils[since, grade] = None if count is None else known(count)
    for year in range(since + 1, since + years + 1):
        pupils[year, first] = steps[first].of(coming.get(year))
        for grade in site.grades[1:]:
            pupils[year, grade] = steps[grade].of(pupils[year - 1, grade - 1])
    base = {year: coming.get(year) for year in range(since + 1, since + years + 1)}
    return Outlook(site.key, site.grades, steps, base, pupils)


def _arrived(site: Site, grade: int) -> dict[int, int]:
    return {year: count for (year, at), count in site.rolls.items() if at == grade}


def _leavers(
    site: Site, sites: Mapping[Key, Site], found: Mapping[Key, Outlook], since: int, years: int
) -> tuple[dict[int, int], dict[int, Span | None]]:
    """Who left the schools that feed a junior stage, by the year they would enter it.

    Returns:
        What was counted, and what is forecast.
    """
    seen: dict[int, int] = {}
    coming: dict[int, Span | None] = {}
    for year in sorted({year for year, _ in site.rolls}):
        counts = [_left(sites[each], year) for each in _feeding(site, sites, year)]
        if counts and None not in counts:
            seen[year] = sum(each for each in counts if each is not None)
    for year in range(since + 1, since + years + 1):
        keys = _feeding(site, sites, year)
        coming[year] = total(
            found[each].pupils.get((year - 1, _last(sites[each]))) for each in keys
        )
    return seen, coming


def _feeding(site: Site, sites: Mapping[Key, Site], year: int) -> tuple[Key, ...]:
    if site.fed_by is None:
        return tuple(each.key for each in sites.values() if not each.is_junior)
    keys = site.fed_by.get(year, ())
    return tuple(each for each in keys if each in sites)


def _left(site: Site, year: int) -> int | None:
    """Those of the last grade in the year before."""
    return site.rolls.get((year - 1, _last(site)))


def _last(site: Site) -> int:
    return site.grades[-1]
