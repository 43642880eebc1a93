"""A waiting list, the end of a round and a complementary round at the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from support_plugin import Cast
from xuequ.enrolment.models import Application, Offer, Placement
from xuequ.enrolment.queries.telling.seats import seat_of
from xuequ.enrolment.queries.telling.terms import terms_of
from xuequ.enrolment.services.applying.drafts import begin_application
from xuequ.enrolment.services.telling.answering import give_up_seat, take_offer
from xuequ.enrolment.services.telling.concluding import conclude
from xuequ.enrolment.tests.complementing import OPEN, OVER, complement, concluded, unplaced
from xuequ.enrolment.tests.rivals import at_once
from xuequ.enrolment.tests.telling import parent, told

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]


@pytest.mark.clause("ENR-37")
def test_an_offer_taken_while_the_round_is_concluded_gives_one_seat(cast: Cast) -> None:
    outcome = told(cast)
    row = Placement.objects.filter(outcome=outcome, school__isnull=False).earliest("pk")
    late = terms_of(outcome).reply_until + timedelta(hours=1)
    give_up_seat(row.application, actor=parent(row.application), now=late)
    first = Offer.objects.get().waiting
    mother = parent(first.application)
    done = at_once(
        lambda: take_offer(first, actor=mother, now=late),
        lambda: conclude(outcome.round, actor=cast.bureau, now=late),
    )
    assert done in (["done", "done"], ["done", "offers-are-open"])
    taken = Placement.objects.get(outcome=outcome, application=first.application)
    assert seat_of(taken) == first.school
    first.application.refresh_from_db()
    assert first.application.unplaced_at is None


@pytest.mark.clause("ENR-37")
def test_two_parents_who_apply_again_at_once_begin_one_application(cast: Cast) -> None:
    outcome = concluded(cast)
    row = unplaced(outcome)
    other = Placement.objects.filter(outcome=outcome, school__isnull=False).earliest("pk")
    give_up_seat(other.application, actor=parent(other.application), now=OVER)
    made = complement(cast, outcome.round).round
    mother = parent(row)

    def begin() -> object:
        return begin_application(row.child, made, actor=mother, now=OPEN)

    assert at_once(begin, begin) == ["done", "done"]
    held = Application.objects.filter(child=row.child, unplaced_at=None)
    assert held.get().round == made
