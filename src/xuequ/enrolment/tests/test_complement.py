"""Complementary rounds: who may apply again, for which seats, and that no child gets two."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from support_plugin import Cast
from xuequ.enrolment.models import Application, Departure, Offer, Outcome, Placement, Plan, Round
from xuequ.enrolment.queries.placing import told as told_places
from xuequ.enrolment.queries.telling.family import may_apply_again
from xuequ.enrolment.queries.telling.left import seats_left
from xuequ.enrolment.queries.telling.seats import seated
from xuequ.enrolment.services.applying.drafts import begin_application
from xuequ.enrolment.services.complement import open_complement
from xuequ.enrolment.services.plans import NewPlan, set_plans
from xuequ.enrolment.services.telling.answering import give_up_seat, take_offer
from xuequ.enrolment.services.telling.by_the_clock import lapse
from xuequ.enrolment.services.telling.concluding import conclude
from xuequ.enrolment.services.telling.moving import move
from xuequ.enrolment.tests import families
from xuequ.enrolment.tests.applying import accepted
from xuequ.enrolment.tests.complementing import (
    AGAIN,
    CLOSES,
    OPEN,
    OPENS,
    OVER,
    complement,
    concluded,
    unplaced,
)
from xuequ.enrolment.tests.deciding import schools
from xuequ.enrolment.tests.telling import TOLD, parent, told
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def refusal(act: Any, *args: Any, **named: Any) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def placed(outcome: Outcome) -> Placement:
    return Placement.objects.filter(outcome=outcome, school__isnull=False).earliest("pk")


def given_up(cast: Cast) -> tuple[Outcome, Application]:
    """One family gives its seat up and the offer to the next lapses, until nobody waits."""
    outcome = told(cast)
    row = placed(outcome).application
    give_up_seat(row, actor=parent(row), now=TOLD)
    for day in range(1, 40):
        lapse(TOLD + timedelta(days=day))
    return outcome, row


def test_a_round_is_concluded_when_nobody_can_take_a_seat_any_more(cast: Cast) -> None:
    outcome = told(cast)
    found = outcome.round
    assert refusal(conclude, found, actor=cast.bureau, now=TOLD) == "answers-still-come"
    late = TOLD + timedelta(days=20)
    row = placed(outcome).application
    give_up_seat(row, actor=parent(row), now=late)
    assert refusal(conclude, found, actor=cast.bureau, now=late) == "offers-are-open"
    assert refusal(conclude, found, actor=parent(row), now=late) == "not-your-place"
    refused = refusal(open_complement, found, AGAIN, actor=cast.bureau, now=late)
    assert refused == "round-not-concluded"
    first = Offer.objects.get().waiting
    take_offer(first, actor=parent(first.application), now=late)
    assert conclude(found, actor=cast.bureau, now=OVER) == 1  # who gave the seat up
    assert refusal(conclude, found, actor=cast.bureau, now=OVER) == "round-is-concluded"
    row.refresh_from_db()
    assert row.unplaced_at == OVER and row.state == "accepted"
    assert not outcome.waiting.filter(departure=None).exists()
    assert Departure.objects.filter(cause="concluded").count() == 3
    assert Notice.objects.filter(about=f"concluded:{row.pk}").count() == 1
    assert Line.objects.filter(verb="conclude-round").count() == 1


@pytest.mark.clause("ENR-37")
def test_seats_left_are_those_nobody_took_and_who_has_none_may_apply_for_them(cast: Cast) -> None:
    outcome, row = given_up(cast)
    left = {each.name: each.free for each in seats_left(outcome.round, OVER)}
    assert sum(left.values()) == 1
    assert conclude(outcome.round, actor=cast.bureau, now=OVER) == 2
    outcome.round.refresh_from_db()
    rule_set = complement(cast, outcome.round)
    made = rule_set.round
    assert (made.complement_of, made.turn, made.regime) == (outcome.round, 1, "catchment")
    assert {each.school.name: each.plan for each in made.plans.all()} == left
    mother = parent(row)
    row.refresh_from_db()
    assert may_apply_again(row, seen_by=mother, now=OPEN) == made
    again = begin_application(row.child, made, actor=mother, now=OPEN)
    assert again.child.number == row.child.number and again.round == made
    assert may_apply_again(row, seen_by=mother, now=OPEN) is None
    assert refusal(open_complement, outcome.round, AGAIN, actor=cast.bureau, now=OPEN) == (
        "has-a-complement"
    )


@pytest.mark.clause("ENR-37")
def test_who_has_a_place_is_refused_and_who_comes_late_is_not(cast: Cast) -> None:
    outcome, _ = given_up(cast)
    conclude(outcome.round, actor=cast.bureau, now=OVER)
    outcome.round.refresh_from_db()
    made = complement(cast, outcome.round).round
    row = next(each for each in seated(OVER) if each.seat).application
    refused = refusal(begin_application, row.child, made, actor=parent(row), now=OPEN)
    assert refused == "has-a-place"
    late = families.eyes(families.parent(cast))
    one = begin_application(families.child(late), made, actor=late, now=OPEN)
    assert one.round == made
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            round=made, child=row.child, person=row.person, year=row.year, stage=row.stage,
            begun_at=OPEN,
        )  # fmt: skip


def test_a_concluded_application_gives_no_seat_any_more(cast: Cast) -> None:
    outcome = concluded(cast)
    row = unplaced(outcome)
    placement = told_places(OVER).get(application=row)
    for cause in ("moved_up", "exception", "settled"):
        code = refusal(move, placement, schools()[0], cause, actor=cast.bureau, now=OVER)
        assert code == "application-has-ended"
    other = placed(outcome).application
    give_up_seat(other, actor=parent(other), now=OVER)
    other.refresh_from_db()
    assert other.unplaced_at == OVER  # and may apply again
    assert sum(each.free for each in seats_left(outcome.round, OVER)) == 1


def test_a_complement_plans_no_seat_that_is_not_left(cast: Cast) -> None:
    outcome, _ = given_up(cast)
    conclude(outcome.round, actor=cast.bureau, now=OVER)
    outcome.round.refresh_from_db()
    made = open_complement(outcome.round, AGAIN, actor=cast.bureau, now=OVER)
    plan = made.plans.get(plan=1)
    rows = [NewPlan(plan.school_id, plan.part, 2, 1)]
    assert refusal(set_plans, made, rows, actor=cast.bureau, now=OVER) == "over-seats-left"
    plan.refresh_from_db()
    assert plan.plan == 1


def test_nothing_is_opened_where_no_seat_is_left(cast: Cast) -> None:
    outcome = concluded(cast)
    code = refusal(open_complement, outcome.round, AGAIN, actor=cast.bureau, now=OVER)
    assert code == "no-seats-left"
    assert Round.objects.count() == 1 and not Plan.objects.filter(turn=1).exists()


def test_an_ended_application_opens_no_other_first_round(cast: Cast) -> None:
    outcome = concluded(cast)
    row = unplaced(outcome)
    other = outcome.round
    other.pk, other._state.adding, other.name = None, True, "另一批次"
    other.opens, other.closes = OPENS, CLOSES
    other.save()
    rule_set = row.rule_set
    assert rule_set is not None
    rule_set.pk, rule_set._state.adding, rule_set.round = None, True, other
    rule_set.save()
    code = refusal(begin_application, row.child, other, actor=parent(row), now=OPEN)
    assert code == "complement-only"


def test_two_rounds_together_give_one_seat_a_child(cast: Cast) -> None:
    outcome, row = given_up(cast)
    conclude(outcome.round, actor=cast.bureau, now=OVER)
    outcome.round.refresh_from_db()
    rule_set = complement(cast, outcome.round)
    again = accepted(rule_set, 99, home=schools()[0], claim_class=1, points="80")
    assert again.unplaced_at is None
    seats = Counter(each.application.child_id for each in seated(OVER) if each.seat)
    assert set(seats.values()) == {1} and row.child_id not in seats
