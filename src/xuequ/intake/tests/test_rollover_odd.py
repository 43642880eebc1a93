"""Who cannot be moved, and what a roll-over refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casting import MAKER
from keeping import kept
from xuequ.directory.models import Feeder
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.feeders import set_next_school
from xuequ.intake.models import Rollover
from xuequ.intake.queries.rollover.shown import class_lines, fault_lines
from xuequ.intake.queries.rollover.tables import proposal_table
from xuequ.intake.services.rollover import (
    propose_rollover,
    renew_rollover,
)
from xuequ.intake.services.rollover.editing import (
    Decided,
    decide_pupil,
)
from xuequ.intake.tests.rolling import (
    BEGAN,
    DAY,
    YEAR,
    County,
    decide,
    enter,
    feed,
    finish,
    proposed,
    pupil_of,
    room_of,
    sitting,
    whole,
)
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> County:
    return kept(whole)


def twice(here: County) -> None:
    number = "G450103201901010013"
    for school in (here.small, here.centre):
        row = enter(room_of(school, 2), 9)
        row.number = number
        row.save()


def left_behind(here: County) -> None:
    report_classes(here.centre, YEAR - 1, [ClassSize("primary", 1, 1, 1)], actor=MAKER)
    enter(room_of(here.centre, 1, YEAR - 1), 9)


def ahead(here: County) -> None:
    report_classes(here.centre, YEAR + 1, [ClassSize("primary", 3, 1, 1)], actor=MAKER)
    number = "G450103201901010013"
    for year, grade in ((YEAR, 2), (YEAR + 1, 3)):
        row = enter(room_of(here.centre, grade, year), 9, since=BEGAN if year == YEAR else DAY)
        row.number = number
        row.save()


ODD: dict[str, tuple[Callable[[County], object], int]] = {
    "twice": (twice, 2),
    "old-class": (left_behind, 1),
    "ahead": (ahead, 1),
    "begins-later": (lambda here: enter(room_of(here.centre, 2), 9, since=DAY), 1),
    "next-lacks-grade": (
        lambda here: Feeder.objects.filter(school=here.centre).update(next_school=here.small), 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", ODD)
def test_who_cannot_be_moved_is_told_with_the_reason(here: County, why: str) -> None:
    make, count = ODD[why]
    make(here)
    one = proposed(here)
    assert set(one.pupils.values_list("why", flat=True)) == {why}
    assert (one.pupils.count(), one.counts["open"]) == (count, count)
    one = propose_again(here, one)
    assert one.counts["open"] == count


def propose_again(here: County, one: Rollover) -> Rollover:
    """Worked out anew, school by school and all at once: the same."""
    before = one.digest
    again = renew_rollover(one, actor=here.bureau)
    assert again.digest == before
    assert all(class_lines(again, each.school)[1] for each in again.schools.all())
    return again


def test_a_child_entered_twice_leaves_one_of_its_classes(here: County) -> None:
    twice(here)
    one = proposed(here)
    row = one.pupils.get(school=here.small)
    decide_pupil(one, row.pupil, Decided("left", reason="重复"), actor=here.bureau)
    one.refresh_from_db()
    assert (one.counts["open"], one.counts["leaves"]) == (0, 1)
    finish(here, propose_again(here, one))
    assert sitting(here.centre, 3, YEAR + 1) == 3 and sitting(here.small, 3, YEAR + 1) == 2


REFUSED: dict[str, Callable[[County, Rollover], object]] = {
    "rollover-lacks-grade": lambda here, one: decide(
        here, one, room_of(here.centre, 6), Decided("goes", here.small)
    ),
    "rollover-not-in-it": lambda here, one: decide(
        here, one, room_of(here.centre, 6), Decided("goes", here.cast.other.school_set.get())
    ),
    "next-comes-back": lambda here, one: set_next_school(
        here.junior, here.small, since=DAY, actor=MAKER
    ),
    "next-is-itself": lambda here, one: set_next_school(
        here.small, here.small, since=DAY, actor=MAKER
    ),
    "next-is-elsewhere": lambda here, one: set_next_school(
        here.small, here.cast.other.school_set.get(), since=DAY, actor=MAKER
    ),
    "nothing-changed": lambda here, one: set_next_school(
        here.cast.loose, None, since=DAY, actor=MAKER
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_bad_input_is_refused(here: County, code: str) -> None:
    one = proposed(here)
    with pytest.raises(Refused, match=code):
        REFUSED[code](here, one)


def test_a_school_sends_its_pupils_only_where_they_may_go(here: County) -> None:
    school = here.cast.school
    one = propose_rollover(here.cast.authority, YEAR, actor=school, school=here.small)
    child = pupil_of(room_of(here.small, 1))
    with pytest.raises(Refused, match="rollover-not-in-it"):
        decide_pupil(one, child, Decided("goes", here.junior), actor=school)
    other = pupil_of(room_of(here.centre, 1))
    with pytest.raises(Refused, match="rollover-not-in-it"):
        decide_pupil(one, other, Decided("repeats"), actor=school)
    decide_pupil(one, child, Decided("goes", here.centre), actor=school)


def test_a_table_with_a_circle_is_told_on_the_proposal(here: County) -> None:
    feed(here.junior, here.small)  # past the service, as rows of an older time may be
    told = {(school, following) for school, following, _ in fault_lines(proposed(here))}
    assert ("东三小", "东二小") in told


def test_the_proposal_is_given_out_with_every_pupil_and_masked_names(here: County) -> None:
    one = proposed(here)
    table = proposal_table(one, seen_by=here.bureau)
    assert len(table.rows) == 24 and "学生11" not in str(table.said("zh-hans"))
    of_school = propose_own(here)
    assert "学生11" in str(proposal_table(of_school, seen_by=here.cast.school).said("zh-hans"))


def propose_own(here: County) -> Rollover:
    Rollover.objects.all().delete()
    return propose_rollover(here.cast.authority, YEAR, actor=here.cast.school, school=here.small)


def test_a_next_school_ends_from_a_day_on(here: County) -> None:
    set_next_school(here.centre, None, since=DAY, actor=MAKER)
    assert Feeder.objects.get(school=here.centre).until == DAY
    set_next_school(here.centre, here.junior, since=DAY, actor=MAKER)
    set_next_school(here.centre, None, since=DAY, actor=MAKER)
    assert not Feeder.objects.on(DAY).filter(school=here.centre).exists()
