"""What is counted of schools: rolls of classes and of sheets, feeding schools, seats."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Facility, School, SchoolClass
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, register_pupil
from xuequ.directory.services.feeders import set_next_school
from xuequ.enrolment.models import PastRoll
from xuequ.enrolment.queries.forecast.outlook import forecast_of
from xuequ.enrolment.queries.forecast.seats import seats_of
from xuequ.enrolment.queries.forecast.sites import counted, grades_of
from xuequ.enrolment.tests.forecasting import TODAY, filled, past_rolls, roll_rows, seats
from xuequ.enrolment.tests.world import opened, taught

pytestmark = pytest.mark.django_db
ON = TODAY.date()


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)


def rolls(cast: Cast, school: School, stage: str = "primary") -> dict[tuple[int, int], int]:
    known = counted(cast.authority, ON)
    [site] = [each for each in known.sites if each.key == (school.pk, stage)]
    return dict(site.rolls)


def test_classes_are_summed_and_stand_before_past_rolls(cast: Cast) -> None:
    [school] = taught("东一小")
    past_rolls(cast, "东一小,,2025,1,99", "东一小,,2025,2,50")
    sizes = [ClassSize("primary", 1, 1, 40), ClassSize("primary", 1, 2, 38)]
    report_classes(school, 2025, sizes, actor=MAKER)
    report_classes(school, 2027, sizes, actor=MAKER)  # a year to come
    assert rolls(cast, school) == {(2025, 1): 78, (2025, 2): 50}


def test_a_class_that_reports_nothing_counts_by_the_pupils_entered(cast: Cast) -> None:
    [school] = taught("东一小")
    room = SchoolClass.objects.create(school=school, stage="primary", year=2026, grade=1, number=1)
    silent = SchoolClass.objects.create(
        school=school, stage="primary", year=2026, grade=2, number=1
    )
    for name, since in (
        ("甲", date(2026, 9, 1)),
        ("乙", date(2026, 9, 1)),
        ("丙", date(2026, 10, 9)),
    ):
        register_pupil(room, NewPupil(f"{name}演示"), since=since, actor=MAKER)
    assert rolls(cast, school) == {(2026, 1): 2} and silent.pupil_count is None
    PastRoll.objects.create(school=school, stage="primary", year=2026, grade=2, count=7)
    assert rolls(cast, school)[2026, 2] == 7


@pytest.mark.parametrize(
    ("stage", "held", "grades"),
    [
        ("primary", (), (1, 2, 3, 4, 5, 6)),
        ("primary", (1, 5), (1, 2, 3, 4, 5)),
        ("primary", (5, 6), (1, 2, 3, 4, 5, 6)),
        ("junior", (7,), (7, 8, 9)),
        ("junior", (6, 9), (6, 7, 8, 9)),
    ],
)
def test_five_years_of_primary_are_known_by_the_rolls(
    stage: str, held: tuple[int, ...], grades: tuple[int, ...]
) -> None:
    assert grades_of(stage, {(2026, each): 40 for each in held}) == grades


def feeding(cast: Cast, school: School) -> dict[int, set[str]] | None:
    known = counted(cast.authority, ON)
    [site] = [each for each in known.sites if each.key == (school.pk, "junior")]
    if site.fed_by is None:
        return None
    names = dict(School.objects.values_list("pk", "name"))
    return {year: {names[pk] for pk, _ in keys} for year, keys in site.fed_by.items()}


def test_those_fed_by_nobody_draw_on_all_and_others_on_whom_they_are_sent(cast: Cast) -> None:
    first, second = taught("东一小", "东三小")
    [junior] = taught("西二小", stage="junior")
    past_rolls(cast, *roll_rows("西二小", {2024: (40,), 2025: (41,), 2026: (42,)}, first=7))
    past_rolls(cast, *roll_rows("东一小"))
    assert feeding(cast, junior) is None
    set_next_school(first, junior, since=date(2025, 9, 1), actor=MAKER)
    set_next_school(second, junior, since=date(2026, 11, 1), actor=MAKER)
    found = feeding(cast, junior)
    assert found is not None
    both = {"东一小", "东三小"}
    assert (found[2025], found[2026], found[2027]) == ({"东一小"}, {"东一小"}, both)
    assert found[2024] == both  # nothing was registered then


def test_its_own_primary_part_feeds_a_school_unless_it_is_sent_elsewhere(cast: Cast) -> None:
    [whole] = taught("东一小")
    taught("东一小", stage="junior")
    [other] = taught("西二小", stage="junior")
    past_rolls(cast, *roll_rows("东一小"))
    past_rolls(cast, *roll_rows("东一小", {2025: (40,), 2026: (42,)}, first=7))
    found = feeding(cast, whole)
    assert found is not None and found[2027] == {"东一小"}
    set_next_school(whole, other, since=date(2020, 9, 1), actor=MAKER)
    assert feeding(cast, whole) is None


@pytest.mark.clause("ENR-33")
def test_seats_are_those_set_else_rooms_else_classes_of_this_year(cast: Cast) -> None:
    school = filled(cast)
    [bare] = taught("东三小")
    sizes = [ClassSize("primary", 1, each, 40) for each in (0, 1, 2)]
    report_classes(bare, 2026, sizes, actor=MAKER)
    seats(cast, "东一小,小学,2028,12,45")

    def of(which: School, year: int) -> tuple[int, str] | None:
        known = counted(cast.authority, ON)
        room = seats_of(cast.authority, known, ON).room((which.pk, "primary"), year)
        return (room.seats, room.source) if room else None

    assert of(school, 2027) == (405, "set") and of(school, 2029) == (540, "set")
    assert of(school, 2025) is None  # set from 2026 on, and there are no classes
    assert of(bare, 2027) is None  # neither the policy nor a round says how large a class is
    opened(cast, name="上年", class_size=40)
    opened(cast, class_size=45)
    usual = 45
    assert of(bare, 2027) == (2 * usual, "classes")  # those not divided yet are no class
    for n in range(3):
        Facility.objects.create(
            school=bare, name=f"教室{n}", kind="classroom", since=date(2020, 9, 1)
        )
    assert of(bare, 2027) == (3 * usual, "rooms")
    taught("东三小", stage="junior")
    assert of(bare, 2027) == (2 * usual, "classes")  # nobody has said whose the rooms are


def test_a_forecast_costs_the_same_for_one_school_and_for_many(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    filled(cast)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        forecast_of(cast.authority, ON)
    for name in ("东二小", "东三小", "西一小"):
        filled(cast, name)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        forecast_of(cast.authority, ON)
