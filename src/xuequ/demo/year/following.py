"""After a release: families answer, a seat is given up and offered on, children become pupils."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from xuequ.directory.models import School
from xuequ.enrolment.models import Offer, Outcome
from xuequ.enrolment.queries.placing import Queued, Told, queued, told
from xuequ.enrolment.queries.telling.seats import NOWHERE, seated
from xuequ.enrolment.services.telling.answering import accept_seat, give_up_seat, take_offer
from xuequ.enrolment.services.telling.by_the_clock import lapse
from xuequ.enrolment.services.telling.entering import enter_pupils

from .days import Days
from .families import Family
from .officers import principal

SILENT = 3  # every third family says nothing, the first of a round among them; it keeps its seat
DAY = timedelta(days=1)


def answer_all(outcome: Outcome, families: Sequence[Family], now: datetime) -> None:
    """Most take their seats; one at the fullest school gives it up."""
    speak = {each.application.pk: each.parent for each in families}
    rows = list(told(now).filter(outcome=outcome, school__isnull=False).order_by("application"))
    going = _going(outcome, rows, now)
    for at, each in enumerate(rows):
        if each == going:
            continue
        if at % SILENT:
            accept_seat(each.application, actor=speak[each.application_id], now=now)
    if going is not None:
        give_up_seat(going.application, actor=speak[going.application_id], now=now + DAY)


def _going(outcome: Outcome, rows: Sequence[Told], now: datetime) -> Told | None:
    """A child at the school for which most still wait, if anybody waits."""
    waits = queued(now).filter(outcome=outcome).order_by()
    counted = waits.values("school").annotate(count=Count("pk")).order_by("-count", "school")
    first = counted.first()
    if first is None:
        return None
    return next((each for each in rows[1:] if each.school_id == first["school"]), None)


def take_offers(outcome: Outcome, families: Sequence[Family], now: datetime) -> None:
    """Whoever is offered a seat takes it, and so does who is offered the one that gets free."""
    speak = {each.application.pk: each.parent for each in families}
    while (row := _offered(outcome, now)) is not None:
        take_offer(row, actor=speak[row.application_id], now=now)


def _offered(outcome: Outcome, now: datetime) -> Queued | None:
    open_ones = Offer.objects.filter(state=Offer.State.OPEN, until__gte=now)
    rows = queued(now).filter(outcome=outcome, offer__in=open_ones)
    return rows.order_by("pk").first()


def settle(days: Days) -> None:
    """What the clock does when the time to answer is over: dwellings are settled."""
    lapse(days.replies + DAY)


def enter_all(outcome: Outcome, days: Days) -> None:
    """Each school enters the children it was given."""
    now = days.replies + 5 * DAY
    keys = seated(now).filter(outcome=outcome).exclude(seat=NOWHERE)
    schools = School.objects.filter(pk__in=keys.values("seat")).order_by("pk")
    for school in schools:
        enter_pupils(outcome, school, actor=principal(school), now=now)
