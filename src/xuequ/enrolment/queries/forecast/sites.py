"""The stages of an authority's schools with what was counted of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from xuequ.directory.engine.taking.marks import Spell
from xuequ.directory.models import Authority, Pupil, School, SchoolClass, Section
from xuequ.directory.queries.feeders import feeder_spells
from xuequ.kernel.periods import year_of

from ...engine.forecast.survival import ENTRY_AGE, FARTHEST, Key, Site
from ...models import Cohort, PastRoll

Rolls = dict[tuple[int, int], int]  # pupils by school year and grade
STAGES = ("primary", "junior")


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of an authority on a day.

    Args:
        since: the latest school year of which there are rolls; None without any.
        classes: how many classes each stage has in that year.
    """

    sites: tuple[Site, ...]
    since: int | None
    classes: Mapping[Key, int]


def counted(authority: Authority, on: date) -> Counted:
    """The stages taught that day, with rolls, children and feeding schools as known that day."""
    rolls, classes = _rolls(authority, on)
    keys = _taught(authority, on, rolls)
    since = max((year for each in rolls.values() for year, _ in each), default=None)
    children = _children(authority, on)
    feeding = _Feeding(feeder_spells(authority), set(keys), on)
    sites = []
    for key in keys:
        found = rolls.get(key, {})
        is_junior = key[1] == "junior"
        years = {year for year, _ in found}
        sites.append(
            Site(
                key,
                grades_of(key[1], found),
                found,
                {} if is_junior else children.get(key[0], {}),
                feeding.into(key[0], years, since) if is_junior else None,
            )
        )
    now = {key: count for (key, year), count in classes.items() if year == since}
    return Counted(tuple(sites), since, now)


def _taught(authority: Authority, on: date, rolls: Mapping[Key, Rolls]) -> list[Key]:
    """The stages of schools there are; of one without any registered, those it has rolls of."""
    schools = School.objects.on(on).filter(authority=authority)
    taught = Section.objects.on(on).filter(school__in=schools.values("pk"))
    keys = set(taught.values_list("school", "stage"))
    silent = set(schools.values_list("pk", flat=True)) - {school for school, _ in keys}
    keys |= {key for key in rolls if key[0] in silent}
    return sorted(each for each in keys if each[1] in STAGES)


def grades_of(stage: str, rolls: Mapping[tuple[int, int], int]) -> tuple[int, ...]:
    """The grades of a stage; where primary school has five years, junior school has four."""
    held = {grade for _, grade in rolls}
    if stage == "junior":
        return tuple(range(6 if 6 in held else 7, 10))
    return tuple(range(1, 6 if 5 in held and 6 not in held else 7))


def _rolls(authority: Authority, on: date) -> tuple[dict[Key, Rolls], dict[tuple[Key, int], int]]:
    """Pupils by school and stage, up to the year of a day; and the number of classes by year.

    Classes count as they report; one that reports nothing by the pupils entered on 1 October.
    A grade with a class of which nothing is known is left to what was entered as a past roll.
    """
    latest = year_of(on)
    mine = {"school__authority": authority, "year__lte": latest, "stage__in": STAGES}
    rooms = SchoolClass.objects.filter(**mine).order_by()
    entered = _entered(authority, on)
    sums: dict[tuple[Key, int, int], int | None] = defaultdict(int)
    classes: dict[tuple[Key, int], int] = defaultdict(int)
    fields = ("pk", "school", "stage", "year", "grade", "number", "pupil_count")
    for pk, school, stage, year, grade, number, count in rooms.values_list(*fields):
        held = entered.get(pk) if count is None else count
        before = sums[(school, stage), year, grade]
        sums[(school, stage), year, grade] = (
            None if held is None or before is None else before + held
        )
        classes[(school, stage), year] += number > 0
    found: dict[Key, Rolls] = defaultdict(dict)
    for school, stage, year, grade, count in PastRoll.objects.filter(**mine).values_list(
        "school", "stage", "year", "grade", "count"
    ):
        found[school, stage][year, grade] = count
    for (key, year, grade), held in sums.items():
        if held is not None:
            found[key][year, grade] = held
    return found, classes


def _entered(authority: Authority, on: date) -> dict[int, int]:
    """The pupils entered in classes that report no number, on 1 October of their year."""
    silent = SchoolClass.objects.filter(school__authority=authority, pupil_count=None)
    found: dict[int, int] = {}
    for year in sorted(set(silent.order_by().values_list("year", flat=True))):
        day = min(on, date(year, 10, 1))
        rows = Pupil.objects.on(day).filter(school_class__in=silent.filter(year=year)).order_by()
        found |= dict(rows.values_list("school_class").annotate(Count("pk")))
    return found


def _children(authority: Authority, on: date) -> dict[int, dict[int, int]]:
    """Children of each catchment by the year they enter, as counted last."""
    rows = Cohort.objects.filter(school__authority=authority, day__lte=on).order_by("day")
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for school, born, count in rows.values_list("school", "born", "count"):
        found[school][born + ENTRY_AGE] = count
    return found


class _Feeding:
    """Whose leavers enter a school: those said to go on there, and its own primary part."""

    def __init__(self, spells: Mapping[int, Iterable[Spell]], keys: set[Key], on: date) -> None:
        self.spells, self.keys, self.on = spells, keys, on

    def into(
        self, school: int, years: set[int], since: int | None
    ) -> dict[int, tuple[Key, ...]] | None:
        """By the year of entry; None: nobody is said to.

        Years to come, and years of which nothing is registered, are taken as it is on the day.
        """
        now = self._on(school, self.on)
        found = {year: self._on(school, date(year, 9, 1)) or now for year in years}
        if since is not None:
            found |= dict.fromkeys(range(since + 1, since + FARTHEST + 1), now)
        return found if any(found.values()) else None

    def _on(self, school: int, day: date) -> tuple[Key, ...]:
        following = {
            each: int(str(spell.values["next"]))
            for each, spells in self.spells.items()
            for spell in spells
            if spell.holds(day)
        }
        fed = {each for each, following in following.items() if following == school}
        if school not in following:
            fed.add(school)
        return tuple(sorted((each, "primary") for each in fed if (each, "primary") in self.keys))
