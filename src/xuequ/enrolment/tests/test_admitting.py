"""By hand, by a sheet, by a transfer or by a change of class nobody comes in beside the round."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Pupil, SchoolClass
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, register_pupil
from xuequ.directory.services.taking.pupils import take_pupils
from xuequ.enrolment.models import Application, Outcome, Placement, Round
from xuequ.enrolment.services.exceptions.placing import place_exception
from xuequ.enrolment.services.telling.entering import enter_pupils
from xuequ.enrolment.tests.deciding import DRAWN, schools
from xuequ.enrolment.tests.exceptions import LATER, shown, unplaced
from xuequ.enrolment.tests.telling import drawn, let_out, told
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.sheet import Row

pytestmark = pytest.mark.django_db
SINCE = date(2027, 9, 1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(moment)` sets the time."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def room_of(school: int = 0, number: int = 1, year: int = 2027, grade: int = 1) -> SchoolClass:
    """A class of the first or second school."""
    size = ClassSize("primary", grade, number, 0)
    return report_classes(schools()[school], year, [size], actor=MAKER)[0]


def by_hand(room: SchoolClass, application: Application | None = None) -> str:
    """The code with which a child by hand is refused; "" if it is not."""
    new = NewPupil("童路过", "", "other", "SYN-PASSING")
    if application is not None:
        child = application.child
        new = NewPupil(child.name.open(), "", child.id_kind, child.id_number.open())
    room = SchoolClass.objects.get(school=room.school, year=room.year, grade=room.grade,
                                   number=room.number)  # fmt: skip
    try:
        register_pupil(room, new, since=date(room.year, 9, 1), actor=MAKER)
    except Refused as refused:
        return refused.code
    return ""


def entered(cast: Cast, outcome: Outcome, at: datetime) -> None:
    for each in schools():
        enter_pupils(outcome, each, actor=cast.bureau, now=at)


@pytest.mark.clause("ENR-04")
def test_by_hand_nobody_enters_a_school_that_gave_no_seat(cast: Cast, clock: Any) -> None:
    outcome = told(cast)
    clock(LATER)
    assert by_hand(room_of(), unplaced(outcome)) == "outside-catchment"
    assert by_hand(room_of(1), unplaced(outcome)) == "outside-catchment"
    assert not Pupil.objects.filter(school_class__year=2027).exists()


@pytest.mark.clause("ENR-05")
def test_by_hand_nobody_enters_over_the_plan_or_before_the_result(cast: Cast, clock: Any) -> None:
    outcome = drawn(cast)
    clock(DRAWN)
    assert by_hand(room_of()) == "seats-not-told"
    let_out(cast, outcome)
    clock(LATER)
    assert by_hand(room_of()) == "over-plan"  # seats are given, and nobody is entered yet
    entered(cast, outcome, LATER)
    assert by_hand(room_of()) == "over-plan"


@pytest.mark.clause("ENR-05", "ENR-06")
def test_the_sheet_of_pupils_enters_nobody_over_the_plan(cast: Cast, clock: Any) -> None:
    told(cast)
    clock(LATER)
    room_of()
    values = {
        "school": schools()[0].name, "stage": "primary", "grade": 1, "class_number": "1",
        "name": "童路过",
    }  # fmt: skip
    rows = [Row(2, values)]
    with pytest.raises(Problems) as caught:
        take_pupils(rows, file="x", authority=cast.authority, since=SINCE, actor=cast.bureau)
    [problem] = caught.value.problems
    assert "ENR-05" in problem.text.zh and problem.line == 2
    assert not Pupil.objects.filter(school_class__year=2027).exists()


@pytest.mark.clause("ENR-04", "ENR-05", "ENR-06")
def test_the_register_is_what_opens_the_door(cast: Cast, clock: Any) -> None:
    outcome = told(cast)
    row, _ = shown(cast, outcome)
    clock(LATER)
    assert by_hand(room_of(), row.application) == "outside-catchment"
    place_exception(row, actor=cast.bureau, now=LATER)
    assert by_hand(room_of(), row.application) == ""


@pytest.mark.clause("ENR-06")
def test_no_class_is_enlarged_beyond_the_size_of_its_round(cast: Cast, clock: Any) -> None:
    outcome = told(cast, count=1, seats=2)
    Round.objects.filter(pk=outcome.round_id).update(class_size=1)
    clock(LATER)
    entered_here = [each for each in schools() if each.pk == _home(outcome)]
    enter_pupils(outcome, entered_here[0], actor=cast.bureau, now=LATER)
    at = schools().index(entered_here[0])
    room = room_of(at)
    Pupil.objects.filter(school_class__year=2027).update(school_class=room_pk(room))
    assert by_hand(room) == "over-class-size"


def _home(outcome: Outcome) -> int:
    found = Placement.objects.exclude(school=None).get(outcome=outcome)
    return int(found.school_id or 0)


def room_pk(room: SchoolClass) -> int:
    rows = SchoolClass.objects.filter(school=room.school, year=room.year, number=room.number)
    return int(rows.get(grade=room.grade).pk)


def test_other_years_and_grades_are_entered_as_before(cast: Cast, clock: Any) -> None:
    told(cast)
    clock(LATER)
    assert by_hand(room_of(year=2026)) == ""
