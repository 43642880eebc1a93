"""A child never has two seats, keeps none it has left, and is told when one is offered to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.services.authorities import publish_authority
from xuequ.enrolment.engine.telling.terms import usual
from xuequ.enrolment.models import (
    Application,
    Departure,
    Dwelling,
    Exceptional,
    Move,
    Offer,
    Outcome,
    SeatLock,
    Telling,
)
from xuequ.enrolment.queries.telling.exceptions import entries
from xuequ.enrolment.queries.telling.seats import seat_now, seated
from xuequ.enrolment.services.exceptions.approving import approve_exception, keep_out
from xuequ.enrolment.services.exceptions.placing import place_exception
from xuequ.enrolment.services.exceptions.proposing import propose_exception, withdraw_exception
from xuequ.enrolment.services.telling.answering import give_up_seat, leave_list, take_offer
from xuequ.enrolment.services.telling.by_the_clock import lapse
from xuequ.enrolment.services.telling.concluding import conclude
from xuequ.enrolment.services.telling.entering import enter_pupils
from xuequ.enrolment.tests import families
from xuequ.enrolment.tests.complementing import OVER
from xuequ.enrolment.tests.deciding import leaders, schools, somebody
from xuequ.enrolment.tests.exceptions import LATER, WORDS, new, shown, unplaced
from xuequ.enrolment.tests.telling import TOLD, first_waiting, parent, told
from xuequ.enrolment.tests.test_exceptions_beside import late, refusal
from xuequ.enrolment.tests.test_exceptions_beside import proposed as proposed_beside
from xuequ.enrolment.tests.world import opened
from xuequ.ledger.models import Notice

pytestmark = pytest.mark.django_db


def beside(cast: Cast, outcome: Outcome) -> Application:
    """A child that never applied, at the second school by exception."""
    row = proposed_beside(cast, outcome, late(cast).number)
    for each in leaders(cast):
        approve_exception(row, actor=each, now=TOLD)
    place_exception(row, actor=cast.bureau, now=LATER)
    return row.application


def gives_up(outcome: Outcome) -> Application:
    """The first child of the first school gives its seat up."""
    held = seated(TOLD).filter(outcome=outcome, seat=schools()[0].pk)
    row: Application = held.earliest("pk").application
    give_up_seat(row, actor=parent(row), now=TOLD)
    return row


def test_a_withdrawn_application_is_no_way_to_a_second_seat(cast: Cast) -> None:
    outcome = told(cast)
    row = unplaced(outcome)
    Application.objects.filter(pk=row.pk).update(state="withdrawn")
    second = opened(cast, name="另一批次")
    said = {"year": 2027, "stage": "primary", "begun_at": TOLD, "submitted_at": TOLD}
    elsewhere = Application.objects.create(
        round=second, child=row.child, person=row.person, state="submitted", version=1, **said
    )
    wanted = new(row, schools()[0])
    found = refusal(propose_exception, outcome.round, wanted, actor=cast.bureau, now=TOLD)
    assert found == "applied-in-another" and elsewhere.delete()
    made = propose_exception(outcome.round, wanted, actor=cast.bureau, now=TOLD)
    row.refresh_from_db()
    assert row.state == "draft"  # which holds the child
    withdraw_exception(made, WORDS, actor=cast.bureau, now=TOLD)
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_who_is_a_pupil_already_takes_no_offer_and_is_asked_no_more(cast: Cast) -> None:
    outcome = told(cast, count=6, seats=2)
    waits = [each for each in first_waiting(outcome) if seat_now(each.application, TOLD)]
    asked, other = waits[0], waits[1]
    gives_up(outcome)
    Offer.objects.update(until=LATER + timedelta(days=1))
    assert Offer.objects.get().waiting == asked
    second = schools()[1]
    assert enter_pupils(outcome, second, actor=cast.bureau, now=LATER).new == 1
    assert Departure.objects.get(waiting=other).cause == "left"
    asked.application.child.refresh_from_db()
    assert asked.application.child.pupil is None  # it may still say yes
    take_offer(asked, actor=parent(asked.application), now=LATER)
    assert seat_now(asked.application, LATER) == schools()[0].pk
    assert refusal(enter_pupils, outcome, second, actor=cast.bureau, now=LATER) == (
        "nobody-to-enter"
    )


def test_an_offer_is_refused_to_who_was_entered_meanwhile(cast: Cast) -> None:
    outcome = told(cast)
    gives_up(outcome)
    row = Offer.objects.get().waiting
    Offer.objects.update(until=LATER)
    child = row.application.child
    Offer.objects.update(state="declined", answered_at=TOLD)
    enter_pupils(outcome, schools()[1], actor=cast.bureau, now=LATER)
    Offer.objects.update(state="open", answered_at=None)
    Departure.objects.filter(waiting=row).delete()
    child.refresh_from_db()
    assert child.pupil is not None
    row.refresh_from_db()
    assert refusal(take_offer, row, actor=parent(row.application), now=LATER) == "entered-already"


def test_a_child_beside_the_result_moves_on_or_gives_its_seat_up(cast: Cast) -> None:
    outcome = told(cast)
    row = beside(cast, outcome)
    one, other = schools()
    again = proposed_again(cast, outcome, row)
    place_exception(again, actor=cast.bureau, now=LATER + timedelta(days=9))
    assert seat_now(row, LATER) == one.pk
    assert Move.objects.get(application=row, is_current=True).before == other
    mother = families.eyes(row.child.custodies.get().person.account)
    give_up_seat(row, actor=mother, now=LATER + timedelta(days=9))
    assert seat_now(row, LATER) == 0
    assert refusal(give_up_seat, row, actor=mother, now=LATER + timedelta(days=9)) == (
        "not-told-yet"
    )


def test_its_family_gives_such_a_seat_up_on_its_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = beside(cast, told(cast))
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    browser = Client()
    browser.force_login(row.child.custodies.get().person.account)
    answer = reverse("enrolment:result_answer", args=[row.pk])
    page = browser.get(reverse("enrolment:family_result", args=[row.pk]))
    assert answer in page.content.decode()
    assert b'value="accept"' not in browser.get(answer).content  # there is nothing to confirm
    browser.post(answer, {"answer": "give_up", "is_sure": "on"})
    assert seat_now(row, LATER) == 0


def proposed_again(cast: Cast, outcome: Outcome, row: Application) -> Exceptional:
    made = propose_exception(outcome.round, new(row, schools()[0]), actor=cast.bureau, now=LATER)
    for each in leaders(cast):
        approve_exception(made, actor=each, now=LATER)
    return made


def test_whoever_speaks_for_a_child_is_told_of_an_offer_and_of_its_end(cast: Cast) -> None:
    outcome = told(cast)
    gives_up(outcome)
    offer = Offer.objects.get()
    [notice] = Notice.objects.filter(about=f"offer:{offer.pk}")
    assert notice.person == offer.waiting.application.person
    assert offer.waiting.application.child.number in str(notice.text)
    lapse(offer.until + timedelta(minutes=1))
    assert Notice.objects.filter(about=f"lapsed:{offer.pk}", person=notice.person).count() == 1
    assert Notice.objects.filter(about__startswith="offer:").count() == 2  # the next one too


def test_a_round_is_neither_concluded_nor_entered_before_silent_seats_go_on(cast: Cast) -> None:
    outcome = told(cast)
    terms = usual(outcome.releases_at)
    Telling.objects.create(
        outcome=outcome, names=terms.names, listed_until=terms.listed_until,
        reply_until=terms.reply_until, object_until=terms.object_until, silence="gives_up",
        offer_days=3, set_at=TOLD,
    )  # fmt: skip
    after = terms.reply_until + timedelta(minutes=5)
    assert refusal(conclude, outcome.round, actor=cast.bureau, now=after) == "silent-seats-are-due"
    assert refusal(enter_pupils, outcome, schools()[0], actor=cast.bureau, now=after) == (
        "silent-seats-are-due"
    )
    lapse(after)
    assert Offer.objects.filter(state="open").exists()
    assert refusal(conclude, outcome.round, actor=cast.bureau, now=after) == "offers-are-open"


def test_a_seat_that_waited_for_two_goes_to_the_one_who_is_left(cast: Cast) -> None:
    outcome = told(cast)
    first, second, third = first_waiting(outcome)
    for each in (first, second):  # as twins, or as equals whom no draw told apart
        each.place = 1
        each.save()
    gives_up(outcome)
    assert Offer.objects.get().waiting == third  # the two do not fit
    Offer.objects.all().delete()
    leave_list(second, actor=parent(second.application), now=TOLD)
    assert Offer.objects.get().waiting == first


def test_the_lock_of_a_dwelling_goes_with_the_seat(cast: Cast) -> None:
    outcome = told(cast)
    gives_up(outcome)
    row = Offer.objects.get().waiting
    Offer.objects.update(until=OVER)
    dwelling = Dwelling.objects.create(authority=cast.authority, key="东村路1号")
    lock = SeatLock.objects.create(
        dwelling=dwelling, application=row.application, year=2027, stage="primary", years=6,
        made_at=TOLD, ended_at=LATER,
    )  # fmt: skip
    take_offer(row, actor=parent(row.application), now=LATER)
    lock.refresh_from_db()
    assert (lock.school, lock.ended_at) == (schools()[0], None)
    give_up_seat(row.application, actor=parent(row.application), now=LATER)
    lock.refresh_from_db()
    assert lock.ended_at == LATER


def test_what_an_entry_breaks_counts_those_proposed_before_it(cast: Cast) -> None:
    outcome = told(cast, count=7, seats=3)
    one = schools()[0]
    row = gives_up(outcome)
    Offer.objects.all().delete()
    made = propose_exception(outcome.round, new(row, one), actor=cast.bureau, now=TOLD)
    assert "plan" not in made.breaks  # the seat it gave up is free
    again = propose_exception(
        outcome.round, new(unplaced(outcome), one), actor=cast.bureau, now=TOLD
    )
    assert "plan" in again.breaks
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    Offer.objects.create(
        waiting=first_waiting(outcome)[0], because=Move.objects.get(), offered_at=TOLD, until=LATER
    )
    taken = refusal(approve_exception, made, actor=leaders(cast)[0], now=TOLD)
    assert taken == "exception-breaks-more"


def test_what_nobody_can_read_in_public_is_neither_approved_nor_placed(cast: Cast) -> None:
    row, both = shown(cast, told(cast))
    publish_authority(cast.authority, is_public=False, actor=MAKER)
    assert refusal(place_exception, row, actor=cast.bureau, now=LATER) == "authority-is-not-public"
    publish_authority(cast.authority, is_public=True, actor=MAKER)
    keep_out(row, "kin", actor=both[0], now=TOLD)
    row.refresh_from_db()
    assert row.shown_until is None
    [entry] = entries(Exceptional.objects.filter(pk=row.pk), LATER)
    assert entry.state == "proposed"
    third = somebody(cast.authority, "丙演示", "bureau_leader")
    assert approve_exception(row, actor=third, now=LATER).shown_until == LATER + timedelta(days=7)
