"""What somebody decides otherwise than proposed."""

from __future__ import annotations

import pytest

from casting import MAKER
from keeping import kept
from working import teacher
from xuequ.directory.models import ClassTeacher, Feeder, Pupil
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.feeders import set_next_school
from xuequ.intake.queries.rollover.shown import class_lines
from xuequ.intake.queries.rollover.tables import unmoved_table
from xuequ.intake.services.rollover import (
    ask_second,
    renew_rollover,
)
from xuequ.intake.services.rollover.editing import (
    ClassDecided,
    Decided,
    decide_class,
    decide_pupil,
    set_grades,
    waive_pupils,
)
from xuequ.intake.tests.rolling import (
    DAY,
    YEAR,
    County,
    decide,
    enter,
    finish,
    proposed,
    pupil_of,
    room_of,
    sitting,
    whole,
)
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> County:
    return kept(whole)


def alone(here: County) -> None:
    """No school is known in which those of 东一小 go on."""
    Feeder.objects.filter(school=here.centre).delete()
    here.junior.memberships.all().delete()


def test_pupils_repeat_leave_and_go_elsewhere(here: County) -> None:
    one = proposed(here)
    decide(here, one, room_of(here.centre, 2), Decided("repeats"))
    decide(here, one, room_of(here.centre, 3), Decided("suspended"))
    decide(here, one, room_of(here.centre, 6), Decided("goes", here.junior, 2))
    decide(here, one, room_of(here.small, 1), Decided("goes", here.centre))
    one.refresh_from_db()
    assert (one.counts["repeats"], one.counts["leaves"], one.counts["open"]) == (1, 1, 0)
    gone = pupil_of(room_of(here.centre, 3))
    finish(here, one)
    gone.refresh_from_db()
    assert gone.until == DAY
    assert sitting(here.centre, 2, YEAR + 1) == 2 + 1  # two rose, one repeats
    assert sitting(here.centre, 3, YEAR + 1) == 1
    assert sitting(here.junior, 7, YEAR + 1, number=2) == 1
    assert sitting(here.centre, 2, YEAR + 1, number=0) == 1


def test_a_decision_is_taken_back_and_the_pupil_goes_with_the_class_again(here: County) -> None:
    one, room = proposed(here), room_of(here.centre, 2)
    decide(here, one, room, Decided("repeats"))
    decide(here, one, room, Decided())
    one.refresh_from_db()
    assert "repeats" not in one.counts and not one.pupils.exists()


def test_nobody_may_be_forgotten(here: County) -> None:
    alone(here)
    one = proposed(here)
    assert set(one.pupils.values_list("kind", "why")) == {("unplaced", "no-feeder")}
    with pytest.raises(Refused, match="rollover-unmoved"):
        ask_second(one, actor=here.bureau)
    first, second = one.pupils.values_list("pupil", flat=True)
    with pytest.raises(Refused, match="rollover-needs-reason"):
        waive_pupils(one, [first], " ", actor=here.bureau)
    assert waive_pupils(one, [first], "去向待定", actor=here.bureau) == 1
    with pytest.raises(Refused, match="rollover-not-in-it"):
        waive_pupils(one, [first], "去向待定", actor=here.bureau)
    decide_pupil(one, Pupil.objects.get(pk=second), Decided("goes", here.junior), actor=here.bureau)
    finish(here, one)
    assert Pupil.objects.get(pk=first).until is None  # nobody lost: it stays where it was
    assert sitting(here.junior, 7, YEAR + 1, number=0) == 1
    told = unmoved_table(one, seen_by=here.bureau)
    assert "去向待定" in told.said("zh-hans")[0]
    assert not any("去向待定" in str(line.note) for line in Line.objects.all())


def test_a_waiver_needs_something_to_waive(here: County) -> None:
    one = proposed(here)
    with pytest.raises(Refused, match="rollover-nothing-to-waive"):
        decide(here, one, room_of(here.centre, 2), Decided("waived", reason="不升"))


def test_next_schools_set_meanwhile_place_everybody(here: County) -> None:
    alone(here)
    one = proposed(here)
    assert one.counts["open"] == 2
    set_next_school(here.centre, here.junior, since=DAY, actor=MAKER)
    one = renew_rollover(one, actor=here.bureau)
    assert (one.counts["open"], one.counts["next"]) == (0, 4)
    assert not one.pupils.exists()


def test_a_school_that_keeps_its_last_class_is_given_another_grade(here: County) -> None:
    one = proposed(here)
    one = set_grades(one, here.small, {"primary": (1, 6)}, actor=here.bureau)
    assert (one.counts["up"], one.counts["next"]) == (20, 2)
    with pytest.raises(Refused, match="rollover-grades"):
        set_grades(one, here.small, {"primary": (1, 6), "junior": (6, 9)}, actor=here.bureau)
    with pytest.raises(Refused, match="rollover-not-in-it"):
        set_grades(one, here.cast.other.school_set.get(), {}, actor=here.bureau)
    assert renew_rollover(one, actor=here.bureau).counts["up"] == 20  # what was set stays


def test_classes_become_one_and_get_another_teacher(here: County) -> None:
    person = teacher(here.centre, "班主任乙")
    report_classes(here.centre, YEAR, [ClassSize("primary", 1, 2, 1)], actor=MAKER)
    extra = room_of(here.centre, 1, number=2)
    enter(extra, 3)
    one = proposed(here)
    decide_class(one, extra, ClassDecided(1, "", person), actor=here.bureau)
    lines, is_fresh = class_lines(one, here.centre)
    both = [line for line in lines if line.room.grade == 1]
    assert is_fresh and [line.merged for line in both] == [True, True]
    assert sorted(line.teacher_then for line in both) == ["", "班主任乙"]
    finish(here, one)
    assert sitting(here.centre, 2, YEAR + 1) == 3
    held = ClassTeacher.objects.get(school_class=room_of(here.centre, 2, YEAR + 1))
    assert held.person == person


def test_who_does_not_work_at_the_school_looks_after_no_class_of_it(here: County) -> None:
    stranger = teacher(here.junior, "外校教师")
    with pytest.raises(Refused, match="does-not-work-there"):
        decide_class(
            proposed(here),
            room_of(here.centre, 1),
            ClassDecided(None, "", stranger),
            actor=here.bureau,
        )
