"""A year roll-over brings nobody into a school whose round gave it no seat."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import Feeder, Pupil, SchoolClass
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewPupil, register_pupil
from xuequ.enrolment.models import Application, Outcome, Placement, Plan
from xuequ.enrolment.tests.deciding import DRAWN, schools
from xuequ.enrolment.tests.exceptions import LATER
from xuequ.enrolment.tests.telling import drawn, let_out
from xuequ.enrolment.tests.world import second, taught
from xuequ.intake.models import Rollover
from xuequ.intake.services.rollover import (
    ask_second,
    commit_rollover,
    propose_rollover,
    refuse_rollover,
)
from xuequ.intake.services.rollover.editing import Decided, decide_pupil
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.web.refusals import explain

pytestmark = pytest.mark.django_db
BEGAN = date(2026, 9, 1)
YEAR = 2026


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`clock(moment)` sets the time."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def of_juniors(cast: Cast) -> Outcome:
    """A result of which the two seats of the second school are for its first junior grade."""
    outcome = drawn(cast)
    second_school = taught("东二小", stage="junior")[0]
    Plan.objects.filter(school=second_school).update(stage="junior")
    Application.objects.update(stage="junior")
    return outcome


def leaving(*children: Application | None) -> list[Pupil]:
    """The highest class of the first school, who go on to the second; None: did not apply."""
    one, other = schools()
    report_classes(one, YEAR, [ClassSize("primary", 6, 1, len(children))], actor=MAKER)
    room = SchoolClass.objects.get(school=one, year=YEAR, grade=6)
    Feeder.objects.create(school=one, next_school=other, since=BEGAN)
    rows = []
    for each in children:
        new = NewPupil("童路过", "", "other", "SYN-PASSING")
        if each is not None:
            child = each.child
            new = NewPupil(child.name.open(), "", child.id_kind, child.id_number.open())
        rows.append(register_pupil(room, new, since=BEGAN, actor=MAKER))
    return rows


def asked(cast: Cast) -> tuple[Rollover, Actor]:
    """A roll-over that waits for a second person, and who that is."""
    one = propose_rollover(cast.authority, YEAR, actor=cast.bureau, school=schools()[0])
    assert one.counts["next"] >= 1
    return ask_second(one, actor=cast.bureau), second(cast)


def placed(outcome: Outcome) -> Application:
    """A child with a seat at the second school."""
    rows = Placement.objects.filter(outcome=outcome, school=schools()[1])
    return rows.earliest("pk").application


def without(outcome: Outcome) -> Application:
    """A child without any."""
    return Placement.objects.filter(outcome=outcome, school=None).earliest("pk").application


def new_juniors() -> int:
    rooms = SchoolClass.objects.filter(school=schools()[1], year=YEAR + 1, grade=7)
    return Pupil.objects.filter(school_class__in=rooms).count()


@pytest.mark.clause("ENR-04")
def test_a_pupil_without_seat_is_named_with_what_to_do_and_nobody_moves(
    cast: Cast, clock: Any
) -> None:
    outcome = of_juniors(cast)
    let_out(cast, outcome)
    leaving(placed(outcome), without(outcome))
    clock(LATER)
    one, other = asked(cast)
    before = list(Pupil.objects.order_by("pk").values_list("pk", "school_class", "until"))
    with pytest.raises(Refused, match="rollover-without-seat") as found:
        commit_rollover(one, actor=other)
    said = explain(found.value)
    assert found.value.facts["count"] == 1 and "东一小 6(1) 童*" in said
    assert "ENR-04" in said and "特殊入学登记" in said
    assert without(outcome).child.name.open() not in said
    assert list(Pupil.objects.order_by("pk").values_list("pk", "school_class", "until")) == before
    one.refresh_from_db()
    assert one.state == Rollover.State.WAITING and new_juniors() == 0


@pytest.mark.clause("ENR-04")
def test_those_with_a_seat_go_on_once_it_is_decided_about_the_others(
    cast: Cast, clock: Any
) -> None:
    outcome = of_juniors(cast)
    let_out(cast, outcome)
    _, lacking = leaving(placed(outcome), without(outcome))
    clock(LATER)
    one, other = asked(cast)
    one = refuse_rollover(one, actor=other)
    decide_pupil(one, lacking, Decided("leaves", reason="去向另行登记"), actor=cast.bureau)
    one.refresh_from_db()
    commit_rollover(ask_second(one, actor=cast.bureau), actor=other)
    assert new_juniors() == 1


@pytest.mark.clause("ENR-05")
@pytest.mark.parametrize("now", [DRAWN, LATER])
def test_who_did_not_apply_goes_there_neither_before_the_result_nor_over_the_plan(
    cast: Cast, clock: Any, now: datetime
) -> None:
    outcome = of_juniors(cast)
    if now == LATER:
        let_out(cast, outcome)
    leaving(None)
    clock(now)
    one, other = asked(cast)
    with pytest.raises(Refused, match="rollover-without-seat") as found:
        commit_rollover(one, actor=other)
    said = "公布前" if now == DRAWN else "不得突破招生计划"
    assert said in explain(found.value) and new_juniors() == 0


def test_a_school_without_a_round_takes_everybody_on(cast: Cast, clock: Any) -> None:
    outcome = of_juniors(cast)
    Plan.objects.filter(school=schools()[1]).update(stage="primary")
    leaving(placed(outcome), without(outcome))
    clock(LATER)
    one, other = asked(cast)
    commit_rollover(one, actor=other)
    assert new_juniors() == 2
