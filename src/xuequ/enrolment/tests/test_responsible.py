"""The general principal answers for all members' enrolment, each principal for the own school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER, OPENING, lone_actor, staff
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.services.people import appoint, create_post, register_person
from xuequ.enrolment.models import Round, StepDone, StepRaised
from xuequ.enrolment.queries.responsible import Unit, units_of
from xuequ.enrolment.services.plans import NewPlan, set_plans
from xuequ.enrolment.services.responsible import (
    chase_school,
    escalate,
    report_step,
    set_step_days,
)
from xuequ.enrolment.tests.deciding import RELEASES, released
from xuequ.enrolment.tests.world import HERE, NAMES, NOW, planned, published
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)
DAYS = {
    "plan": date(2027, 2, 10), "opinion": date(2027, 2, 20), "notice": date(2027, 3, 20),
    "reception": date(2027, 4, 25), "registration": date(2027, 9, 1),
}  # fmt: skip
SAID = "已在校门口和网站公示十日"
STEPS = [*DAYS]


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def school(name: str = NAMES[0]) -> School:
    return School.objects.get(name=name)


def executive(name: str = NAMES[0]) -> Actor:
    """The executive principal of a school."""
    return lone_actor(staff(school(name), "executive_principal", f"执演示{name}"))


def general(cast: Cast) -> Actor:
    """A general principal of the group in the west."""
    person = register_person(cast.authority, "总演示", actor=MAKER, is_synthetic=True)
    post = create_post(
        cast.authority, "district_head", "总校长", since=OPENING, actor=MAKER, place=cast.group
    )
    return lone_actor(appoint(person, post, since=OPENING, actor=MAKER))


def states(unit: Unit, at: int = 0) -> list[str]:
    return [each.state for each in unit.rows[at].cells]


def dated(cast: Cast, found: Round) -> Round:
    set_step_days(found, DAYS, actor=cast.bureau)
    return found


@pytest.mark.clause("ENR-02")
def test_it_says_who_answers_for_what_and_what_is_late(cast: Cast) -> None:
    found = dated(cast, planned(cast))
    who = executive()
    [unit] = units_of(found, seen_by=cast.bureau, on=TODAY)
    assert unit.consortium == cast.east and unit.head is not None
    assert unit.head.post.role == "district_head"
    rows = {each.school.name: each for each in unit.rows}
    holding = rows[NAMES[0]].who
    assert holding is not None and holding.person_id == who.person
    assert [each.state for each in rows[NAMES[0]].cells] == ["done", "late", "due", "due", "due"]
    assert unit.late == 2
    report_step(found, school(), "opinion", SAID, actor=who, now=NOW)
    [unit] = units_of(found, seen_by=cast.bureau, on=TODAY)
    assert unit.late == 1 and StepDone.objects.get().person_id == who.person
    line = Line.objects.latest("number")
    assert (line.verb, line.note["step"]) == ("report-step", "opinion")


@pytest.mark.clause("ENR-02")
def test_the_general_principal_sees_every_member_and_a_principal_the_own_school(cast: Cast) -> None:
    names = [*NAMES, "西一小", "西二小"]
    found = dated(cast, planned(cast, names))
    head, own = general(cast), executive("西二小")
    [unit] = units_of(found, seen_by=head, on=TODAY)
    assert unit.consortium == cast.group
    assert {each.school.name for each in unit.rows} == {"西一小", "西二小"}
    [unit] = units_of(found, seen_by=own, on=TODAY)
    assert [each.school.name for each in unit.rows] == ["西二小"]
    assert len(units_of(found, seen_by=cast.bureau, on=TODAY)) == 2
    assert units_of(found, seen_by=cast.actors["other"], on=TODAY) == []


@pytest.mark.clause("ENR-02")
def test_nobody_but_the_principal_of_a_school_reports_for_it(cast: Cast) -> None:
    found = dated(cast, planned(cast))
    where = school()
    for actor in (executive(NAMES[1]), cast.school, cast.actors["head"], cast.bureau):
        act = lambda: report_step(found, where, "opinion", SAID, actor=actor, now=NOW)  # noqa: B023, E731
        assert refusal(act) == "not-your-school"
    who = executive()
    outside = school("东三小")  # not in the plan
    assert (
        refusal(
            lambda: report_step(found, outside, "opinion", SAID, actor=executive("东三小"), now=NOW)
        )
        == "not-your-school"
    )
    for step, said, code in (
        ("plan", SAID, "step-by-itself"),
        ("opinion", "已办", "step-needs-words"),
        ("notice", SAID, "step-too-early"),  # the rules are not published
        ("registration", SAID, "step-too-early"),  # no result is released
    ):
        act = lambda: report_step(found, where, step, said, actor=who, now=NOW)  # noqa: B023, E731
        assert refusal(act) == code
    report_step(found, where, "opinion", SAID, actor=who, now=NOW)
    assert (
        refusal(lambda: report_step(found, where, "opinion", SAID, actor=who, now=NOW))
        == "step-is-done"
    )


@pytest.mark.clause("ENR-02")
def test_what_is_late_goes_to_the_general_principal_once(cast: Cast) -> None:
    found = dated(cast, planned(cast))
    assert "2" in escalate(NOW).en
    raised = StepRaised.objects.all()
    assert {each.step for each in raised} == {"opinion"} and raised.count() == 2
    assert all(each.consortium == cast.east for each in raised)
    head = cast.accounts["head"].person
    told = Notice.objects.filter(person=head, kind="chase")
    assert told.count() == 2 and all(f"/rounds/{found.pk}/steps/" in each.link for each in told)
    assert "opinion on the catchment" in told[0].en
    assert escalate(NOW + timedelta(days=1)).en.startswith("0 ")
    assert told.count() == 2 and Line.objects.filter(verb="raise-steps").count() == 2


@pytest.mark.clause("ENR-02")
def test_the_general_principal_reminds_members_and_nobody_elses(cast: Cast) -> None:
    found = dated(cast, planned(cast))
    where, who, head = school(), executive(), cast.actors["head"]
    for actor in (general(cast), cast.bureau, who):
        act = lambda: chase_school(found, where, actor=actor, now=NOW)  # noqa: B023, E731
        assert refusal(act) == "not-your-member"
    assert chase_school(found, where, actor=head, now=NOW) == 1
    assert Notice.objects.filter(person=who.person, kind="chase").count() == 1
    assert refusal(lambda: chase_school(found, where, actor=head, now=NOW)) == "chased-today"
    report_step(found, where, "opinion", SAID, actor=who, now=NOW)
    assert refusal(lambda: chase_school(found, where, actor=head, now=NOW)) == "nothing-is-late"


def test_days_are_set_by_the_bureau_and_in_order(cast: Cast) -> None:
    found = planned(cast)
    wrong = {**DAYS, "opinion": date(2027, 1, 1)}
    assert refusal(lambda: set_step_days(found, wrong, actor=cast.bureau)) == "steps-out-of-order"
    for who in ("head", "principal", "other", "city"):
        act = lambda: set_step_days(found, DAYS, actor=cast.actors[who])  # noqa: B023, E731
        assert refusal(act) == "not-your-place"
    dated(cast, found)
    assert refusal(lambda: dated(cast, found)) == "nothing-changed"
    set_step_days(found, {"notice": date(2027, 3, 2)}, actor=cast.bureau)
    assert list(found.step_days.values_list("step", flat=True)) == ["notice"]


def test_a_plan_without_numbers_is_late_and_one_without_a_day_is_not(cast: Cast) -> None:
    found = dated(cast, planned(cast))
    set_plans(found, [NewPlan(school().pk, "home", None, None)], actor=cast.bureau, now=NOW)
    [unit] = units_of(found, seen_by=cast.bureau, on=TODAY)
    rows = {each.school.name: [cell.state for cell in each.cells] for each in unit.rows}
    assert rows[NAMES[0]][0] == "late" and rows[NAMES[1]][0] == "done"
    set_step_days(found, {"notice": date(2027, 3, 2)}, actor=cast.bureau)
    [unit] = units_of(found, seen_by=cast.bureau, on=TODAY)
    assert "unset" in states(unit)


@pytest.mark.clause("ENR-02")
def test_registration_is_done_only_when_every_admitted_child_is_a_pupil(cast: Cast) -> None:
    outcome = released(cast, 2)
    who = executive()
    act = lambda: report_step(  # noqa: E731
        outcome.round, school(), "registration", SAID, actor=who, now=RELEASES
    )
    assert refusal(act) == "children-not-entered"


def test_the_page_is_told_by_post(
    cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 3, 21, 9, tzinfo=HERE))
    found = dated(cast, published(cast).round)
    where = f"/enrolment/rounds/{found.pk}/steps/"
    bureau, head, principal = reading("bureau"), reading("head"), reading("principal")
    page = bureau.get(where).content.decode()
    assert "Set the calendar" in page and "Overall responsible" in page
    assert "Report as done" not in page
    page = head.get(where).content.decode()
    assert "Remind" in page and "Set the calendar" not in page
    mine = School.objects.get(pk=cast.actors["principal"].school)
    page = principal.get(where).content.decode()
    assert mine.name in page and "Report as done" in page
    one = f"{where}{mine.pk}/notice/"
    assert principal.post(one, {"said": "已办"}).status_code == 422
    assert principal.post(one, {"said": SAID}).status_code == 302
    assert SAID in principal.get(where).content.decode()
    other = School.objects.get(name=next(each for each in NAMES if each != mine.name))
    assert principal.get(f"{where}{other.pk}/notice/").status_code == 404
    assert principal.get(f"{where}{mine.pk}/circus/").status_code == 404
    assert "was reminded" in head.post(f"{where}{mine.pk}/chase/", follow=True).content.decode()
    assert bureau.post(f"{where}days/", {"plan": "2027-99-99"}).status_code == 422
    assert bureau.post(f"{where}days/", {"plan": "2027-02-01"}).status_code == 302
