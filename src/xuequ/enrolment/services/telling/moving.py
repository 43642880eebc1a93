"""Change who has which seat, and offer a freed one to the next who waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from xuequ.directory.models import School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...engine.telling.queue import next_up
from ...models import Application, Departure, Move, Offer, Outcome
from ...queries.placing import Queued, Told, queued, told
from ...queries.telling.lists import queue_of
from ...queries.telling.seats import ENTERED, freed_at, rules_for, seat_of
from ...queries.telling.terms import terms_of
from ..checking.dwellings import follow_seat
from .news import tell_offered

WITHDRAWN = Application.State.WITHDRAWN


def move(
    placement: Told,
    after: School | None,
    cause: str,
    *,
    actor: Actor,
    now: datetime,
    because: Move | None = None,
) -> Move:
    """Let a child leave its seat and, if `after` is named, come to another.

    Raises:
        Refused("application-has-ended"): its round was concluded without a place; it may have
            another one elsewhere.
    """
    _check_concluded(placement.application_id, after, now)
    made = Move(
        outcome=placement.outcome,
        application_id=placement.application_id,
        before=seat_of(placement),
        after=after,
        cause=cause,
        because=because,
    )
    return _kept(made, actor=actor, now=now)


def leave_beside(came: Move, *, actor: Actor, now: datetime) -> Move:
    """Let a child give up the seat it came to by exception, without a place of the result."""
    _check_concluded(came.application_id, None, now)
    made = Move(
        outcome=came.outcome,
        application_id=came.application_id,
        before=came.after,
        cause=Move.Cause.DECLINED,
    )
    return _kept(made, actor=actor, now=now)


def _kept(made: Move, *, actor: Actor, now: datetime) -> Move:
    """Keep a move as the one that holds for its child; the seat it leaves goes to the next."""
    earlier = Move.objects.filter(application=made.application_id, is_current=True)
    earlier.update(is_current=False)
    made.person_id, made.at = actor.person, now
    made.save()
    note = {
        "before": made.before.name if made.before else "",
        "after": made.after.name if made.after else "",
    }
    write("move-seat", made, actor=actor, note=note)
    follow_seat(made.application_id, made.after, now)
    if made.before is not None:
        fill(made.outcome, made.before, because=made, actor=actor, now=now)
    return made


def bring_in(
    outcome: Outcome, application: Application, school: School, *, actor: Actor, now: datetime
) -> Move:
    """Let a child come to a school by exception, from its seat, from none, or from no list at all.

    It waits no longer there, nor for schools it wants less.
    """
    _take_up(application)
    placement = told(now).filter(outcome=outcome, application=application).first()
    if placement is None:
        last = Move.objects.filter(application=application, is_current=True).first()
        made = Move(
            outcome=outcome,
            application=application,
            before=last.after if last else None,
            after=school,
            cause=Move.Cause.EXCEPTION,
        )
        return _kept(made, actor=actor, now=now)
    made = move(placement, school, Move.Cause.EXCEPTION, actor=actor, now=now)
    for row in queued(now).filter(application=application, departure=None, school=school):
        let_wait_no_longer(row, Departure.Cause.SEATED, actor=actor, now=now)
    for row in wanted_less(application, school, now):
        let_wait_no_longer(row, Departure.Cause.ELSEWHERE, actor=actor, now=now)
    return made


def let_wait_no_longer(row: Queued, cause: str, *, actor: Actor, now: datetime) -> None:
    """Take a child from a waiting list, with the seat that is offered to it there.

    A seat may have waited for two who come in together; then the one that is left may have it.
    """
    offer = Offer.objects.filter(waiting=row, state=Offer.State.OPEN).first()
    if offer is not None:
        end_offer(offer, Offer.State.ENDED, actor=actor, now=now)
        return
    depart(row, cause, now=now)
    last = Move.objects.filter(outcome=row.outcome, before=row.school).last()
    if last is not None:
        fill(row.outcome, row.school, because=last, actor=actor, now=now)


def _check_concluded(pk: int, after: School | None, now: datetime) -> None:
    """Who gives a seat up after the round was concluded may apply again, and comes to none here."""
    held = Application.objects.select_for_update(of=("self",)).select_related("round")
    application = held.get(pk=pk)
    if after is not None and application.unplaced_at is not None:
        raise Refused("application-has-ended")
    if after is None and application.round.concluded_at is not None:
        application.unplaced_at = now
        application.save(update_fields=["unplaced_at"])


def fill(
    outcome: Outcome, school: School, *, because: Move, actor: Actor, now: datetime
) -> list[Offer]:
    """Offer the freed seats of a school to the next in its sealed waiting list, and tell them.

    Whoever is a pupil already waits no longer.
    """
    free = freed_at(outcome, school, now)
    if not free:
        return []
    rows = queued(now).filter(ENTERED, outcome=outcome, school=school)
    entered = set(rows.values_list("pk", flat=True))
    queue = [each for each in queue_of(outcome, school, now) if each.key not in entered]
    until = now + timedelta(days=terms_of(outcome).offer_days)
    made = []
    for key in next_up(queue, free, is_drawn=rules_for(outcome).draw):
        offer = Offer.objects.create(waiting_id=key, because=because, offered_at=now, until=until)
        write("offer-seat", offer, actor=actor, note={"school": school.name})
        made.append(offer)
    tell_offered(made)
    return made


def depart(row: Queued, cause: str, *, now: datetime) -> Departure:
    """Note that a child left a waiting list, and why."""
    return Departure.objects.create(waiting=row, cause=cause, at=now)


def end_offer(offer: Offer, state: str, *, actor: Actor, now: datetime) -> None:
    """Answer an offer that is open; a seat that was not taken goes to the next."""
    offer.state, offer.answered_at, offer.person_id = state, now, actor.person
    offer.save(update_fields=["state", "answered_at", "person"])
    row = offer.waiting
    depart(row, LEAVES[Offer.State(state)], now=now)
    if state != Offer.State.ACCEPTED:
        fill(row.outcome, row.school, because=offer.because, actor=actor, now=now)


def wanted_less(application: Application, school: School, now: datetime) -> list[Queued]:
    """Places in waiting lists of schools that a child wants less than this one."""
    order = _order(application)
    mine = order.get(school.pk, len(order))
    rows = queued(now).filter(application=application, departure=None).exclude(school=school)
    return [each for each in rows if order.get(each.school_id, len(order)) >= mine]


def _order(application: Application) -> dict[int, int]:
    """Schools in the order in which a child wants them: the own one, then its choices."""
    chosen = [each.school_id for each in application.choices.all()]
    own = [application.home_id] if application.home_id and application.home_id not in chosen else []
    return {school: at for at, school in enumerate([*own, *chosen])}


LEAVES = {
    Offer.State.ACCEPTED: Departure.Cause.SEATED,
    Offer.State.DECLINED: Departure.Cause.DECLINED,
    Offer.State.LAPSED: Departure.Cause.LAPSED,
    Offer.State.ENDED: Departure.Cause.ELSEWHERE,
}


def _take_up(application: Application) -> None:
    """An application that ended counts again, unless the child has applied anew."""
    held = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if held.unplaced_at is None and held.state != WITHDRAWN:
        return
    others = Application.objects.filter(child=held.child_id, year=held.year, stage=held.stage)
    if others.exclude(pk=held.pk).filter(unplaced_at=None).exclude(state=WITHDRAWN).exists():
        raise Refused("application-has-ended")
    held.unplaced_at = None
    if held.state == WITHDRAWN:
        held.state = Application.State.DRAFT
    held.save(update_fields=["unplaced_at", "state"])
