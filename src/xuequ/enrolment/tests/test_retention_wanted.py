"""Beside the retention rate of a junior cohort stands the rate that is wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, register_pupil
from xuequ.enrolment.engine.following.retention import Counts
from xuequ.enrolment.queries.following.cohorts import Cohort, standing, wanted
from xuequ.enrolment.tests.world import NAMES, taught

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


@pytest.mark.clause("ENR-29")
def test_the_rate_wanted_is_that_of_the_profile_for_junior_schools_alone(cast: Cast) -> None:
    least = wanted(cast.authority, "junior", TODAY)
    assert least is not None and least.percent == "95 %"
    assert wanted(cast.authority, "primary", TODAY) is None
    assert wanted(cast.authority, "junior", date(2016, 12, 31)) is None  # not in force yet


@pytest.mark.clause("ENR-29")
def test_a_cohort_is_judged_once_it_has_finished_and_by_each_formula(cast: Cast) -> None:
    least = wanted(cast.authority, "junior", TODAY)
    counts = Counts(100, 10, 104, 0, 0, 6, is_over=True)  # 94 of 100, and 104 of 110
    over = Cohort(2024, "junior", counts, [], 0)
    assert standing(over, "entered", least) == "behind"
    assert standing(replace(over, counts=replace(counts, gone=5, kept=105)), "entered", least) == (
        "met"
    )
    assert standing(over, "changed", least) == "behind"
    assert standing(over, "entered", None) == ""
    assert standing(replace(over, counts=replace(counts, is_over=False)), "entered", least) == ""


def test_the_page_shows_what_is_wanted_of_a_junior_cohort(cast: Cast, reading: object) -> None:
    [school, _] = taught(*NAMES, stage="junior")
    report_classes(school, 2026, [ClassSize("junior", 7, 1, 40)], actor=MAKER)
    room = school.classes.get(grade=7)
    register_pupil(room, NewPupil("童演示"), since=date(2026, 9, 1), actor=MAKER)
    assert callable(reading)
    page = reading("bureau").get("/enrolment/cohorts/?of=2026-junior").content.decode()
    assert "Wanted at least" in page and "95 %" in page and "No. 6 of 2017" in page
    other = reading("bureau").get("/enrolment/cohorts/?of=2026-primary").content.decode()
    assert "Wanted at least" not in other
