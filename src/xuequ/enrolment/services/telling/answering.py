"""What a family answers: takes its seat or gives it up, takes an offer or not, waits no longer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Answer, Application, Departure, Move, Offer
from ...queries.placing import Queued, queued
from ...queries.telling.exceptions import came_by_register
from ...queries.telling.seats import is_entered, seat_of
from ...queries.telling.terms import terms_of
from .guards import hold_own, own
from .moving import end_offer, leave_beside, let_wait_no_longer, move, wanted_less


@transaction.atomic
def accept_seat(application: Application, *, actor: Actor, now: datetime) -> Answer:
    """Say that the child takes the seat of the result.

    Raises:
        Refused("not-your-child"), Refused("not-told-yet"): as `own`.
        Refused("no-seat-to-answer"): the result gave no seat, or it is gone.
        Refused("answered-already"): the family has answered, or the time is over.
    """
    placement = own(application, actor=actor, now=now)
    if placement.school is None or seat_of(placement) != placement.school:
        raise Refused("no-seat-to-answer")
    late = now > terms_of(placement.outcome).reply_until
    if late or Answer.objects.filter(placement=placement).exists():
        raise Refused("answered-already")
    answer = Answer.objects.create(
        placement=placement, said=Answer.Said.ACCEPTED, person_id=actor.person, at=now
    )
    write("accept-seat", answer, actor=actor)
    return answer


@transaction.atomic
def give_up_seat(application: Application, *, actor: Actor, now: datetime) -> Move:
    """Give the seat up for good, also one accepted before; it is offered to the next at once.

    It may be one of the result, or one the child came to by exception without any result.

    Raises:
        Refused("not-your-child"), Refused("not-told-yet"): as `own`.
        Refused("no-seat-to-answer"): the child has no seat.
        Refused("entered-already"): the child is a pupil of the school.
    """
    hold_own(application, actor)
    if is_entered(application):
        raise Refused("entered-already")
    came = came_by_register(application, now)
    if came is not None:
        return leave_beside(came, actor=actor, now=now)
    placement = own(application, actor=actor, now=now)
    if seat_of(placement) is None:
        raise Refused("no-seat-to-answer")
    said = {"said": Answer.Said.DECLINED, "person_id": actor.person, "at": now}
    answer, _ = Answer.objects.update_or_create(placement=placement, defaults=said)
    write("give-up-seat", answer, actor=actor)
    return move(placement, None, Move.Cause.DECLINED, actor=actor, now=now)


@transaction.atomic
def take_offer(row: Queued, *, actor: Actor, now: datetime) -> Move:
    """Take the seat that is offered; the one held before, and lists wanted less, are left.

    Raises:
        Refused("not-your-child"), Refused("not-told-yet"): as `own`.
        Refused("no-open-offer"): none is offered, or its time is over.
        Refused("entered-already"): the child is a pupil of another school.
    """
    placement = own(row.application, actor=actor, now=now)
    if is_entered(row.application):
        raise Refused("entered-already")
    offer = _open(row, now)
    end_offer(offer, Offer.State.ACCEPTED, actor=actor, now=now)
    because = offer.because
    made = move(placement, row.school, Move.Cause.MOVED_UP, actor=actor, now=now, because=because)
    for other in wanted_less(row.application, row.school, now):
        let_wait_no_longer(other, Departure.Cause.ELSEWHERE, actor=actor, now=now)
    write("take-offer", offer, actor=actor, note={"school": row.school.name})
    return made


@transaction.atomic
def refuse_offer(row: Queued, *, actor: Actor, now: datetime) -> Offer:
    """Say no to a seat that is offered; it goes to the next, and what the child has it keeps.

    Raises:
        Refused("not-your-child"), Refused("not-told-yet"): as `own`.
        Refused("no-open-offer"): none is offered, or its time is over.
    """
    own(row.application, actor=actor, now=now)
    offer = _open(row, now)
    end_offer(offer, Offer.State.DECLINED, actor=actor, now=now)
    write("refuse-offer", offer, actor=actor, note={"school": row.school.name})
    return offer


@transaction.atomic
def leave_list(row: Queued, *, actor: Actor, now: datetime) -> Departure:
    """Wait no longer for a school.

    Raises:
        Refused("not-your-child"), Refused("not-told-yet"): as `own`.
        Refused("not-waiting"): the child does not wait there any more.
        Refused("offer-is-open"): a seat is offered; answer that.
    """
    own(row.application, actor=actor, now=now)
    if not queued(now).filter(pk=row.pk, departure=None).exists():
        raise Refused("not-waiting")
    if Offer.objects.filter(waiting=row, state=Offer.State.OPEN).exists():
        raise Refused("offer-is-open")
    let_wait_no_longer(row, Departure.Cause.LEFT, actor=actor, now=now)
    left = Departure.objects.get(waiting=row)
    write("leave-list", left, actor=actor, note={"school": row.school.name})
    return left


def _open(row: Queued, now: datetime) -> Offer:
    offer = Offer.objects.filter(waiting=row, state=Offer.State.OPEN, until__gte=now).first()
    if offer is None:
        raise Refused("no-open-offer")
    return offer
