"""What the forecast of Xingning is made from: earlier years, children, seats; all made up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from random import Random

from django.db.models import Sum
from django.utils import timezone

from xuequ.directory.models import Authority, School, SchoolClass
from xuequ.enrolment.queries.forecast.outlook import forecast_of
from xuequ.enrolment.services.shortfalls import NewShortfall, record_shortfall
from xuequ.enrolment.services.taking import take_cohorts, take_past_rolls, take_seats
from xuequ.kernel.actors import program
from xuequ.kernel.sheet import Row

ACTOR = program("demo")
SEED, YEAR, BACK, AHEAD = 20261015, 2026, 5, 6
DAY = date(YEAR, 10, 15)
SIZE = {"primary": 45, "junior": 50}
Rolls = dict[tuple[int, int], int]


def fill_forecast(authority: Authority) -> None:
    """Five earlier years by sheet, children of the catchments, seats; one shortfall recorded."""
    chance = Random(SEED)
    past: list[dict[str, object]] = []
    cohorts: list[dict[str, object]] = []
    seats: list[dict[str, object]] = []
    for (school, stage), now in _rolls(authority).items():
        name = {"school": school.name, "school_code": school.code}
        rolls = _earlier(now, chance)
        past += [
            {**name, "stage": stage, "year": str(year), "grade": str(grade), "count": count}
            for (year, grade), count in rolls.items()
            if year < YEAR
        ]
        if stage == "primary":
            cohorts += [
                {**name, "born": str(year - 7), "count": count, "day": DAY, "source": "户籍登记"}
                for year, count in _children(rolls, chance).items()
            ]
        rooms = _classes(school, stage) + chance.choice((0, 0, 1, 2, 3))
        seats.append(
            {**name, "stage": stage, "year": str(YEAR), "rooms": rooms, "class_size": SIZE[stage]}
        )
    for take, rows, file in (
        (take_past_rolls, past, "历年在校生数.csv"),
        (take_cohorts, cohorts, "适龄儿童数.csv"),
        (take_seats, seats, "学位数.csv"),
    ):
        lines = [Row(n, values) for n, values in enumerate(rows, start=2)]
        take(lines, file=file, authority=authority, since=DAY, actor=ACTOR)
    _record(authority)


def _rolls(authority: Authority) -> dict[tuple[School, str], dict[int, int]]:
    """Pupils of this year by school and stage, then by grade."""
    schools = {each.pk: each for each in School.objects.filter(authority=authority)}
    rows = SchoolClass.objects.filter(school__in=schools, year=YEAR).order_by("school", "stage")
    sums = rows.values_list("school", "stage", "grade").annotate(Sum("pupil_count"))
    found: dict[tuple[School, str], dict[int, int]] = defaultdict(dict)
    for school, stage, grade, count in sums.order_by("school", "stage", "grade"):
        found[schools[school], stage][grade] = count
    return found


def _earlier(now: Mapping[int, int], chance: Random) -> Rolls:
    """The same pupils in the years before, a few more or fewer each year."""
    first, last = min(now), max(now)
    usual = sum(now.values()) / len(now)
    rolls: Rolls = {(YEAR, grade): count for grade, count in now.items()}
    for year in range(YEAR - 1, YEAR - BACK - 1, -1):
        for grade in range(first, last + 1):
            later = rolls.get((year + 1, grade + 1), usual)
            rolls[year, grade] = max(1, round(later * chance.uniform(0.98, 1.03)))
    return rolls


def _children(rolls: Rolls, chance: Random) -> dict[int, int]:
    """Children of the catchment by the year of entry: more every year here, fewer there."""
    found = {
        year: round(rolls[year, 1] / chance.uniform(0.9, 0.98))
        for year in range(YEAR - BACK, YEAR + 1)
    }
    usual = sum(found.values()) / len(found)
    trend = chance.choice((-0.05, -0.03, -0.01, 0.01, 0.05, 0.09, 0.13))
    for n in range(1, AHEAD + 1):
        found[YEAR + n] = round(usual * (1 + trend) ** n * chance.uniform(0.97, 1.03))
    return found


def _classes(school: School, stage: str) -> int:
    rows = SchoolClass.objects.filter(school=school, year=YEAR, stage=stage)
    return int(rows.count())


def _record(authority: Authority) -> None:
    """A shortfall for the primary school that is short first."""
    found = forecast_of(authority, DAY)
    if found is None:
        return
    warned = {key: found.warned(key) for key in found.outlooks if key[1] == "primary"}
    school, stage = min(warned, key=lambda key: (warned[key].urgency, key))
    year = warned[school, stage].first_short
    if year is None or year.seats is None or not year.lacking:
        return
    new = NewShortfall(
        stage,
        year.year,
        year.seats + year.lacking,
        year.seats,
        "服务地段内新建小区陆续入住，一年级每年多招一个班，现有教室已全部启用。",
        "拟腾退两间功能室改作普通教室，并报建六间教室的附属楼。",
    )
    record_shortfall(School.objects.get(pk=school), new, actor=ACTOR, now=timezone.now())
