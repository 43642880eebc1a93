"""What follows a released result: answers, freed seats, waiting lists, silence."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from support_plugin import Cast
from xuequ.enrolment.engine.package.container import unpacked
from xuequ.enrolment.engine.placing.comparing import waiting_in
from xuequ.enrolment.engine.telling.terms import Terms, usual
from xuequ.enrolment.models import Answer, Departure, Move, Offer, Outcome, Placement
from xuequ.enrolment.queries.placing import queued
from xuequ.enrolment.queries.telling.family import promised, result_of
from xuequ.enrolment.queries.telling.lists import standings
from xuequ.enrolment.queries.telling.public import public_list, told_outcome
from xuequ.enrolment.queries.telling.seats import held_at, seated, seats_of
from xuequ.enrolment.services.telling.answering import (
    accept_seat,
    give_up_seat,
    leave_list,
    refuse_offer,
    take_offer,
)
from xuequ.enrolment.services.telling.by_the_clock import lapse
from xuequ.enrolment.services.telling.terms import settle_telling
from xuequ.enrolment.tests.deciding import DRAWN, RELEASES, schools
from xuequ.enrolment.tests.telling import TOLD, drawn, first_waiting, let_out, parent, told
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def refusal(act: Any, *args: Any, **named: Any) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    return caught.value.code


def at(outcome: Outcome, school: int = 0) -> Placement:
    """Somebody the result placed at the first or second school."""
    found = Placement.objects.filter(outcome=outcome, school=schools()[school])
    return found.earliest("pk")


def test_publication_before_audit_shows_nobody_anything(cast: Cast) -> None:
    outcome = drawn(cast)
    cast.authority.is_public = True
    cast.authority.save()
    row = at(outcome)
    mother = parent(row.application)

    def nothing(now: datetime) -> None:
        assert result_of(row.application, seen_by=mother, now=now) is None
        assert told_outcome(outcome.round, now) is None
        assert refusal(accept_seat, row.application, actor=mother, now=now) == "not-told-yet"
        assert refusal(give_up_seat, row.application, actor=mother, now=now) == "not-told-yet"

    nothing(TOLD)  # its hour has come, and nobody has approved it
    let_out(cast, outcome)
    nothing(RELEASES - timedelta(seconds=1))
    assert promised(row.application, DRAWN) == outcome.releases_at
    assert not Move.objects.exists() and not Answer.objects.exists()
    seen = result_of(row.application, seen_by=mother, now=RELEASES)
    assert seen is not None and seen.seat == row.school and seen.reasons


def test_a_family_reads_and_answers_for_its_own_child_alone(cast: Cast) -> None:
    outcome = told(cast)
    one, other = at(outcome), at(outcome, 1)
    stranger = parent(other.application)
    assert result_of(one.application, seen_by=stranger, now=TOLD) is None
    for act in (accept_seat, give_up_seat):
        assert refusal(act, one.application, actor=stranger, now=TOLD) == "not-your-child"
    answer = accept_seat(one.application, actor=parent(one.application), now=TOLD)
    assert answer.said == "accepted"
    again = refusal(accept_seat, one.application, actor=parent(one.application), now=TOLD)
    assert again == "answered-already"
    assert Line.objects.filter(verb="accept-seat").count() == 1


def test_a_seat_given_up_goes_to_the_next_and_the_ones_behind_move_up(cast: Cast) -> None:
    outcome = told(cast)
    row, [first, second, third] = at(outcome), first_waiting(outcome)
    give_up_seat(row.application, actor=parent(row.application), now=TOLD)
    offer = Offer.objects.get()
    assert offer.waiting == first and offer.until == TOLD + timedelta(days=3)
    assert offer.because.application == row.application
    take_offer(first, actor=parent(first.application), now=TOLD + timedelta(hours=1))
    seats = {each.application_id: each.seat for each in seated(TOLD)}
    assert seats[first.application_id] == schools()[0].pk
    [two, three] = standings([second, third], TOLD)
    assert (two.first, two.place, three.first, three.place) == (2, 1, 3, 2)
    [(step, why)] = three.steps
    assert (step.before, step.after, step.cause) == (3, 2, "seated") and why.en
    came = Move.objects.get(after=schools()[0])
    assert came.because == Move.objects.get(cause="declined")


def test_147_wait_listed_wrongly(cast: Cast) -> None:
    """Whatever families answer: one seat a child, no school over its plan, the order kept."""
    outcome = told(cast, count=12, seats=4)
    one, other = schools()
    plan = seats_of(outcome)
    chance, now = Random(147), TOLD
    for _ in range(30):
        now += timedelta(hours=chance.randrange(1, 30))
        _somebody_answers(outcome, chance, now)
        lapse(now)
        taken = held_at(outcome, [one.pk, other.pk], now)
        assert taken[one.pk] <= plan[one.pk] and taken[other.pk] <= plan[other.pk]
        rows = Counter(each.application_id for each in seated(now))
        assert set(rows.values()) == {1} and len(rows) == 12
    listed = [
        (school, number)
        for school, _, number in waiting_in(unpacked(bytes(outcome.package))["waiting.csv"])
    ]
    for school in (one, other):
        offers = Offer.objects.filter(waiting__school=school).order_by("pk")
        asked = [(school.name, each.waiting.application.child.number) for each in offers]
        assert asked == [each for each in listed if each in asked]
    assert Offer.objects.filter(waiting__school=one).count() >= 4


def _somebody_answers(outcome: Outcome, chance: Random, now: datetime) -> None:
    rows = list(seated(now).filter(outcome=outcome).exclude(seat=0).order_by("pk"))
    offers = list(Offer.objects.filter(state="open").order_by("pk"))
    acts: list[tuple[Any, Any]] = [(give_up_seat, chance.choice(rows).application)] if rows else []
    acts += [(chance.choice([take_offer, refuse_offer]), each.waiting) for each in offers]
    waits = list(queued(now).filter(departure=None).order_by("pk"))
    acts += [(leave_list, chance.choice(waits))] if waits and chance.random() < 0.2 else []
    if not acts:
        return
    act, thing = chance.choice(acts)
    application = getattr(thing, "application", thing)
    try:
        act(thing, actor=parent(application), now=now)
    except Refused as refused:
        assert refused.code in {"no-open-offer", "offer-is-open"}


def test_an_offer_nobody_answers_lapses_and_goes_on(cast: Cast) -> None:
    outcome = told(cast)
    row, [first, second, _] = at(outcome), first_waiting(outcome)
    give_up_seat(row.application, actor=parent(row.application), now=TOLD)
    lapse(TOLD + timedelta(days=3))
    assert Offer.objects.get().state == "open"
    late = TOLD + timedelta(days=3, seconds=1)
    said = refusal(take_offer, first, actor=parent(first.application), now=late)
    assert said == "no-open-offer"
    lapse(late)
    lapse(late)
    states = {each.waiting_id: each.state for each in Offer.objects.all()}
    assert states == {first.pk: "lapsed", second.pk: "open"}
    assert Departure.objects.get().cause == "lapsed"


def test_a_refused_offer_goes_on_and_who_leaves_the_list_moves_the_others(cast: Cast) -> None:
    outcome = told(cast)
    row, [first, second, third] = at(outcome), first_waiting(outcome)
    give_up_seat(row.application, actor=parent(row.application), now=TOLD)
    said = refusal(leave_list, first, actor=parent(first.application), now=TOLD)
    assert said == "offer-is-open"
    leave_list(third, actor=parent(third.application), now=TOLD)
    again = refusal(leave_list, third, actor=parent(third.application), now=TOLD)
    assert again == "not-waiting"
    refuse_offer(first, actor=parent(first.application), now=TOLD)
    assert Offer.objects.get(state="open").waiting == second
    seat = next(e.seat for e in seated(TOLD) if e.application_id == first.application_id)
    assert seat == schools()[1].pk


def test_silence_keeps_the_seat_unless_it_was_settled_otherwise(cast: Cast) -> None:
    outcome = drawn(cast)
    terms = usual(outcome.releases_at)
    harsh = Terms(terms.names, terms.listed_until, terms.reply_until, terms.object_until,
                  "gives_up", 2)  # fmt: skip
    settle_telling(outcome.round, harsh, actor=cast.bureau, now=DRAWN)
    let_out(cast, outcome)
    row = at(outcome)
    accept_seat(row.application, actor=parent(row.application), now=TOLD)
    lapse(terms.reply_until)
    assert not Move.objects.exists()
    lapse(terms.reply_until + timedelta(seconds=1))
    kept = seated(TOLD).exclude(seat=0)
    assert [each.pk for each in kept] == [row.pk]
    assert Answer.objects.filter(said="declined", person=None).count() == 3


def test_by_the_usual_terms_silence_costs_nobody_a_seat(cast: Cast) -> None:
    outcome = told(cast)
    lapse(TOLD + timedelta(days=300))
    assert not Move.objects.exists() and seated(TOLD).exclude(seat=0).count() == 4
    row = at(outcome)
    late = refusal(accept_seat, row.application, actor=parent(row.application),
                   now=TOLD + timedelta(days=8))  # fmt: skip
    assert late == "answered-already"


def test_the_public_list_takes_itself_down(cast: Cast) -> None:
    outcome = told(cast)
    cast.authority.is_public = True
    cast.authority.save()
    until = usual(outcome.releases_at).listed_until
    rows = public_list(outcome, until - timedelta(seconds=1))
    assert rows is not None and len(rows) == 5
    assert {each.name for each in rows} == {""}  # by number alone, where nobody agreed to a name
    assert public_list(outcome, until) is None
    assert told_outcome(outcome.round, until) is not None


def test_how_a_result_is_told_is_settled_before_and_never_after(cast: Cast) -> None:
    outcome = drawn(cast)
    terms = usual(outcome.releases_at)
    short = Terms(
        "numbers", terms.listed_until, outcome.releases_at, terms.object_until, "keeps", 3
    )
    settled = refusal(settle_telling, outcome.round, short, actor=cast.bureau, now=DRAWN)
    assert settled == "too-short-to-answer"
    odd = Terms("numbers", outcome.releases_at, terms.reply_until, terms.object_until, "keeps", 3)
    assert refusal(settle_telling, outcome.round, odd, actor=cast.bureau, now=DRAWN) == (
        "list-ends-oddly"
    )
    mute = Terms("numbers", terms.listed_until, terms.reply_until, outcome.releases_at, "keeps", 3)
    assert refusal(settle_telling, outcome.round, mute, actor=cast.bureau, now=DRAWN) == (
        "too-short-to-object"
    )
    fine = Terms("numbers", terms.listed_until, terms.reply_until, terms.object_until, "keeps", 3)
    settle_telling(outcome.round, fine, actor=cast.bureau, now=DRAWN)
    let_out(cast, outcome)
    rows = public_list(outcome, TOLD)
    assert rows is not None and {each.name for each in rows} == {""}
    after = refusal(settle_telling, outcome.round, fine, actor=cast.bureau, now=TOLD)
    assert after == "told-already"
