"""When nobody has to answer any more, the dwelling of a child without a seat is free again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from support_plugin import Cast
from xuequ.enrolment.models import Application, Dwelling, SeatLock
from xuequ.enrolment.queries.telling.seats import seated
from xuequ.enrolment.queries.telling.terms import terms_of
from xuequ.enrolment.services.telling.answering import give_up_seat
from xuequ.enrolment.services.telling.by_the_clock import lapse
from xuequ.enrolment.tests.telling import TOLD, parent, told
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def test_locks_learn_their_school_or_end_once_and_not_before(cast: Cast) -> None:
    outcome = told(cast)
    rows = Application.objects.filter(round=outcome.round)
    for row in rows:
        dwelling = Dwelling.objects.create(authority=cast.authority, key=f"东村路{row.pk}号")
        SeatLock.objects.create(
            dwelling=dwelling, application=row, year=row.year, stage=row.stage, years=6,
            made_at=TOLD,
        )  # fmt: skip
    until = terms_of(outcome).reply_until
    lapse(until)
    assert not SeatLock.objects.exclude(ended_at=None).exists()
    row = seated(TOLD).exclude(seat=0).earliest("pk")
    give_up_seat(row.application, actor=parent(row.application), now=TOLD)
    late = until + timedelta(days=9)
    lapse(late)  # ends the offer that nobody answered
    lapse(late + timedelta(days=30))
    lapse(late + timedelta(days=60))
    lapse(late + timedelta(days=90))
    seats = dict(seated(late).exclude(seat=0).values_list("application", "seat"))
    locks = {each.application_id: each for each in SeatLock.objects.all()}
    assert 0 < len(seats) < len(locks)
    for pk, each in locks.items():
        assert (each.school_id, each.ended_at is None) == (seats.get(pk), pk in seats)
    assert Line.objects.filter(verb="settle-locks").count() == 1
