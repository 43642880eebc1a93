"""What follows from silence: offers lapse, seats nobody took go to the next, dwellings are free."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import program
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ...models import Answer, Move, Offer, Outcome, Round, SeatLock
from ...queries.placing import released
from ...queries.telling.left import silent_in
from ...queries.telling.seats import NOWHERE, seated
from ...queries.telling.terms import terms_of
from ..checking.dwellings import settle_locks
from .moving import end_offer, move
from .news import tell_lapsed

ACTOR = program("enrolment.lapse")


def lapse(now: datetime) -> Text:
    """Every offer and every seat whose time to answer is over."""
    offers = sum(_offers(each, now) for each in released(now))
    seats = sum(_seats(each, now) for each in released(now) if silent_in(each, now))
    over = [each for each in released(now) if terms_of(each).reply_until < now]
    locks = sum(_locks(each, now) for each in over)
    return Text(
        f"逾期未答复的递补{offers}件，逾期未确认而放弃的学位{seats}个，落定学位锁定{locks}个批次。",
        f"{offers} offers lapsed, {seats} seats were given up by silence, dwellings of {locks} "
        "rounds were settled.",
    )


@transaction.atomic
def _offers(outcome: Outcome, now: datetime) -> int:
    """End the offers of a result that nobody answered in time."""
    Round.objects.select_for_update().get(pk=outcome.round_id)
    late = Offer.objects.filter(
        waiting__outcome=outcome, state=Offer.State.OPEN, until__lt=now
    ).select_related("waiting__outcome__roster__rule_set", "waiting__school", "because")
    rows = list(late)
    for offer in rows:
        end_offer(offer, Offer.State.LAPSED, actor=ACTOR, now=now)
        write("lapse-offer", offer, actor=ACTOR)
    tell_lapsed(rows)
    return len(rows)


@transaction.atomic
def _seats(outcome: Outcome, now: datetime) -> int:
    """Give up the seats of a result about which a family was silent."""
    Round.objects.select_for_update().get(pk=outcome.round_id)
    silent = silent_in(outcome, now)
    for placement in silent:
        answer = Answer.objects.create(placement=placement, said=Answer.Said.DECLINED, at=now)
        write("give-up-seat", answer, actor=ACTOR)
        move(placement, None, Move.Cause.SILENT, actor=ACTOR, now=now)
    return len(silent)


@transaction.atomic
def _locks(outcome: Outcome, now: datetime) -> bool:
    """Once nobody has to answer any more, dwellings of children without a seat are free again."""
    found = Round.objects.select_for_update().get(pk=outcome.round_id)
    pending = SeatLock.objects.filter(application__round=found, ended_at=None, school=None)
    if not pending.exists():
        return False
    if Offer.objects.filter(waiting__outcome=outcome, state=Offer.State.OPEN).exists():
        return False
    rows = seated(now).filter(outcome=outcome).exclude(seat=NOWHERE)
    placed = dict(rows.values_list("application", "seat"))
    settle_locks(found, placed, actor=ACTOR, now=now)
    return True
