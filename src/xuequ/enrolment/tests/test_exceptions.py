"""Beside plan, class size and catchment nobody comes in but by the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.cases.models import Seat
from xuequ.cases.services.acting import Said, take_seat
from xuequ.directory.services.authorities import publish_authority
from xuequ.enrolment.engine.telling.exceptions import Standing, breaks
from xuequ.enrolment.models import Conflict, Exceptional, Offer, Outcome, Placement
from xuequ.enrolment.queries.telling.admitted import came_beside
from xuequ.enrolment.queries.telling.exceptions import public_exceptions
from xuequ.enrolment.queries.telling.seats import held_at, seat_now, seats_of
from xuequ.enrolment.services.exceptions.approving import (
    approve_exception,
    keep_out,
    refuse_exception,
)
from xuequ.enrolment.services.exceptions.objecting import NewObjection, object_to_exception
from xuequ.enrolment.services.exceptions.placing import place_exception
from xuequ.enrolment.services.exceptions.proposing import propose_exception, withdraw_exception
from xuequ.enrolment.services.telling.answering import give_up_seat
from xuequ.enrolment.services.telling.entering import enter_pupils
from xuequ.enrolment.tests.applying import applied
from xuequ.enrolment.tests.deciding import leaders, schools, somebody
from xuequ.enrolment.tests.exceptions import LATER, WORDS, new, proposed, shown, unplaced
from xuequ.enrolment.tests.telling import TOLD, drawn, let_out, parent, told
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def refusal(act: Any, *args: Any, **named: Any) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


@pytest.mark.clause("ENR-04", "ENR-05", "ENR-06")
def test_what_one_more_child_breaks_is_named() -> None:
    free, full = Standing(39, 40, 45), Standing(45, 45, 45)
    assert breaks(1, frozenset([1, 2]), free) == []
    assert breaks(3, frozenset([1, 2]), free) == ["catchment"]
    assert breaks(1, frozenset([1]), Standing(40, 40, 45)) == ["plan"]
    assert breaks(3, frozenset([1]), full) == ["catchment", "plan", "size"]
    assert breaks(1, frozenset([1]), Standing(99, 100, None)) == []


@pytest.mark.clause("ENR-05")
def test_a_child_over_the_plan_needs_two_approvals_and_publicity(cast: Cast) -> None:
    outcome = told(cast)
    row = proposed(cast, outcome)
    assert "plan" in row.breaks and "catchment" not in row.breaks
    one, other = leaders(cast)
    bureau = cast.bureau
    assert refusal(place_exception, row, actor=bureau, now=LATER) == "exception-needs-two"
    assert refusal(approve_exception, row, actor=bureau, now=TOLD) == "proposed-it-yourself"
    approve_exception(row, actor=one, now=TOLD)
    assert refusal(approve_exception, row, actor=one, now=TOLD) == "approved-already"
    assert refusal(place_exception, row, actor=bureau, now=LATER) == "exception-needs-two"
    row = approve_exception(row, actor=other, now=TOLD)
    assert row.shown_until == TOLD + timedelta(days=7)
    assert refusal(place_exception, row, actor=bureau, now=TOLD) == "exception-is-shown"
    school = schools()[0]
    place_exception(row, actor=bureau, now=LATER)
    assert seat_now(row.application, LATER) == school.pk
    assert held_at(outcome, [school.pk], LATER)[school.pk] == seats_of(outcome)[school.pk] + 1
    assert refusal(place_exception, row, actor=bureau, now=LATER) == "exception-is-over"
    assert enter_pupils(outcome, school, actor=bureau, now=LATER).new == 3
    row.application.child.refresh_from_db()
    assert row.application.child.pupil is not None
    verbs = set(Line.objects.values_list("verb", flat=True))
    assert verbs >= {"propose-exception", "approve-exception", "show-exception", "place-exception"}


@pytest.mark.clause("ENR-05", "ENR-06")
def test_a_seat_taken_over_the_plan_is_not_given_on_when_one_becomes_free(cast: Cast) -> None:
    outcome = told(cast)
    row, _ = shown(cast, outcome)
    place_exception(row, actor=cast.bureau, now=LATER)
    here = Placement.objects.filter(outcome=outcome, school=schools()[0]).earliest("pk")
    give_up_seat(here.application, actor=parent(here.application), now=LATER)
    assert not Offer.objects.exists()
    assert held_at(outcome, [schools()[0].pk], LATER)[schools()[0].pk] == 2


@pytest.mark.clause("ENR-04")
def test_who_has_a_conflict_does_not_decide_and_what_it_approved_counts_no_longer(
    cast: Cast,
) -> None:
    outcome = told(cast)
    row = proposed(cast, outcome)
    one, other = leaders(cast)
    approve_exception(row, actor=one, now=TOLD)
    keep_out(row, "kin", actor=one, now=TOLD)
    assert Conflict.objects.get().person_id == one.person
    assert refusal(approve_exception, row, actor=one, now=TOLD) == "keep-out"
    approve_exception(row, actor=other, now=TOLD)
    row.refresh_from_db()
    assert row.shown_until is None
    third = somebody(cast.authority, "丙演示", "bureau_leader")
    assert approve_exception(row, actor=third, now=TOLD).shown_until is not None
    assert refusal(refuse_exception, row, WORDS, actor=other, now=TOLD) == "exception-is-shown"
    for stranger in (cast.actors["principal"], cast.actors["other"], parent(row.application)):
        assert refusal(approve_exception, row, actor=stranger, now=TOLD) == "not-your-place"


@pytest.mark.clause("ENR-04", "ENR-05", "ENR-06")
def test_an_objection_stops_it_until_it_is_settled(cast: Cast) -> None:
    cast.authority.is_public = True
    cast.authority.save()
    row, both = shown(cast, told(cast))
    said = NewObjection("这个孩子不住在这里", "路演示", "13900000000")
    objection = object_to_exception(row, said, now=TOLD)
    assert object_to_exception(row, said, now=TOLD) == objection
    assert refusal(place_exception, row, actor=cast.bureau, now=LATER) == "exception-is-disputed"
    seat = Seat.objects.get(case=objection.case)
    assert seat.band == "leader"  # the bureau's one person proposed it
    for barred in both:
        assert refusal(take_seat, seat, Said("refuse", "查无此事"), actor=barred, now=TOLD) == (
            "keeps-out"
        )
    judge = somebody(cast.authority, "丁演示", "bureau_leader")
    take_seat(seat, Said("refuse", "经上门核查，住址属实"), actor=judge, now=TOLD)
    assert place_exception(row, actor=cast.bureau, now=LATER).cause == "exception"


def test_an_objection_that_is_upheld_ends_it(cast: Cast) -> None:
    cast.authority.is_public = True
    cast.authority.save()
    row, _ = shown(cast, told(cast))
    found = object_to_exception(
        row, NewObjection("住址不实，请核查", "路演示", "13900000000"), now=TOLD
    )
    seat = Seat.objects.get(case=found.case)
    judge = somebody(cast.authority, "丁演示", "bureau_leader")
    take_seat(seat, Said("pass", "住址不实"), actor=judge, now=TOLD)
    row.refresh_from_db()
    assert row.ended == "objection" and row.end_reason == found.case.label
    assert refusal(place_exception, row, actor=cast.bureau, now=LATER) == "exception-is-over"


def test_the_public_list_has_masked_names_and_takes_itself_down(cast: Cast) -> None:
    outcome = told(cast)
    row, _ = shown(cast, outcome)
    publish_authority(cast.authority, is_public=False, actor=MAKER)
    assert public_exceptions(outcome.round, TOLD) == []  # the authority shows itself to nobody
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    [line] = public_exceptions(outcome.round, TOLD)
    assert line.number == row.application.child.number and line.school == "东一小"
    assert "*" in line.name and row.application.child.name.open() != line.name
    end = TOLD + timedelta(days=7)
    assert public_exceptions(outcome.round, end - timedelta(seconds=1))
    assert public_exceptions(outcome.round, end) == []
    late = NewObjection("住址不实，请核查", "路演示", "13900000000")
    assert refusal(object_to_exception, row, late, now=end) == "exception-not-shown"
    for words, name, code in (
        ("", "路演示", "objection-needs-words"), ("住址不实情况", " ", "objection-needs-a-name")
    ):  # fmt: skip
        short = NewObjection(words, name, "139")
        assert refusal(object_to_exception, row, short, now=TOLD) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ground": "money"}, "unknown-ground"),
        ({"words": "短"}, "reason-too-short"),
        ({"words": "证件号110101201901010000的孩子"}, "reason-holds-data"),
        ({"days": 4}, "publicity-days"),
        ({"days": 61}, "publicity-days"),
        ({"appeal": 12345}, "appeal-not-upheld"),
    ],
)
def test_a_proposal_says_what_has_to_be_said(
    cast: Cast, changes: dict[str, Any], code: str
) -> None:
    outcome = told(cast)
    assert refusal(proposed, cast, outcome, **changes) == code
    assert not Exceptional.objects.exists()


def test_only_one_is_under_way_for_a_child_and_a_withdrawn_one_stays(cast: Cast) -> None:
    outcome = told(cast)
    row = proposed(cast, outcome)
    assert refusal(proposed, cast, outcome) == "exception-is-open"
    withdraw_exception(row, "家长改变主意，不再需要", actor=cast.bureau, now=TOLD)
    again = proposed(cast, outcome)
    one, _ = leaders(cast)
    refuse_exception(again, "材料不足以证明当时看错", actor=one, now=TOLD)
    ends = Exceptional.objects.order_by("pk").values_list("ended", flat=True)
    assert list(ends) == ["withdrawn", "refused"]


def test_nothing_is_proposed_for_nobody_nowhere_or_before_the_release(cast: Cast) -> None:
    outcome = drawn(cast)
    found, bureau = outcome.round, cast.bureau
    row = unplaced(outcome)

    def asked(at: Any, **changes: Any) -> str:
        wanted = replace(new(row, schools()[0]), **changes)
        return refusal(propose_exception, found, wanted, actor=bureau, now=at)

    assert asked(TOLD) == "not-told-yet"
    let_out(cast, outcome)
    assert asked(TOLD, number="1") == "no-such-applicant"
    assert asked(TOLD, school=cast.loose.pk) == "school-not-in-round"
    placed = Placement.objects.filter(outcome=outcome, school=schools()[0]).earliest("pk")
    assert asked(TOLD, number=placed.application.child.number) == "has-that-seat"
    principal = cast.actors["principal"]
    wanted = new(row, schools()[0])
    assert refusal(propose_exception, found, wanted, actor=principal, now=TOLD) == "not-your-place"


@pytest.mark.clause("ENR-04")
def test_a_child_that_was_not_confirmed_comes_in_by_the_register_alone(cast: Cast) -> None:
    rule_set = told(cast).roster.rule_set
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    row = applied(rule_set, 99, state="refused")
    wanted = new(row, schools()[1], ground="safety")
    entry = propose_exception(row.round, wanted, actor=cast.bureau, now=TOLD)
    assert "catchment" in entry.breaks
    for each in leaders(cast):
        approve_exception(entry, actor=each, now=TOLD)
    place_exception(entry, actor=cast.bureau, now=LATER)
    principal = cast.actors["principal"]
    [line] = came_beside(row.round, seen_by=principal, now=LATER)
    assert line.number == row.child.number
    outcome = Outcome.objects.get()
    taken = held_at(outcome, [schools()[1].pk], LATER)
    assert taken[schools()[1].pk] == 3
    assert enter_pupils(outcome, schools()[1], actor=principal, now=LATER).new == 3
    row.child.refresh_from_db()
    assert row.child.pupil is not None
