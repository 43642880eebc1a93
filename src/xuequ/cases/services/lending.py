"""Hand a seat on: transfer, delegate, take back (转办、委派、收回)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..models import Case, Seat
from ..queries.access import seats_of
from ..queries.barring import barred, check_decider
from ..queries.colleagues import colleagues
from .acting import check_waiting
from .standing import locked, step_of
from .telling import tell_seat
from .turns import turn


@transaction.atomic
def transfer(seat: Seat, to: Person, words: str, *, actor: Actor, now: datetime) -> Seat:
    """Give a seat to somebody else for good (转办).

    Raises:
        Refused("not-a-colleague"), Refused("hands-it-to-oneself").
        Refused("goes-in-a-circle"): that person had it before.
        Refused("lent-is-not-passed-on"): it was delegated; whoever lent it decides.
        Refused("scores-in-person"): members of a panel are named; who cannot, stands aside.
        Refused("not-theirs-to-decide"): that person asked for it, or decided it before.
    """
    case, seat = held(seat, actor, now)
    check_colleague(seat, to, actor, now)
    if seat.kind == Seat.Kind.LENT:
        raise Refused("lent-is-not-passed-on")
    step = step_of(case, timezone.localdate(now))
    if step.kind == "panel":
        raise Refused("scores-in-person")
    if to.pk in barred(case, step):
        raise Refused("not-theirs-to-decide", name=to.name)
    if to.pk in seat.passed_by:
        raise Refused("goes-in-a-circle", name=to.name)
    seat.passed_by = [*seat.passed_by, actor.person]
    seat.person, seat.claimed_by = to, None
    seat.save()
    turn(case, "transfer", actor=actor, now=now, whose=seat.label, to=to.name, words=words)
    write("transfer-case", case, actor=actor, note={"case": case.label, "step": case.step})
    tell_seat(seat, step.name, timezone.localdate(now))
    return seat


@transaction.atomic
def lend(seat: Seat, to: Person, words: str, *, actor: Actor, now: datetime) -> Seat:
    """Ask somebody to deal with a seat and give it back with an opinion (委派).

    Raises:
        Refused("not-a-colleague"), Refused("hands-it-to-oneself").
        Refused("lent-is-not-passed-on"): a delegate does not delegate.
        Refused("goes-in-a-circle"): that person had it before.
    """
    case, seat = held(seat, actor, now)
    check_colleague(seat, to, actor, now)
    if seat.kind == Seat.Kind.LENT:
        raise Refused("lent-is-not-passed-on")
    if to.pk in seat.passed_by:
        raise Refused("goes-in-a-circle", name=to.name)
    lent = seat_for(seat, to, Seat.Kind.LENT)
    seat.lent_to, seat.state = lent, Seat.State.LENT_OUT
    seat.claimed_by_id = actor.person if seat.person_id is None else seat.claimed_by_id
    seat.save()
    turn(case, "delegate", actor=actor, now=now, whose=seat.label, to=to.name, words=words)
    write("lend-seat", case, actor=actor, note={"case": case.label, "step": case.step})
    tell_seat(lent, step_of(case, timezone.localdate(now)).name, timezone.localdate(now))
    return lent


@transaction.atomic
def recall(seat: Seat, *, actor: Actor, now: datetime) -> Seat:
    """Take back what was delegated and has not come back yet (收回).

    Raises:
        Refused("not-lent"): it is with no delegate, or came back already.
        Refused("not-your-seat"): somebody else lent it.
    """
    case = locked(seat.case)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.state != Seat.State.LENT_OUT or seat.lent_to is None:
        raise Refused("not-lent", name=seat.label)
    if not actor.everywhere and not Seat.objects.filter(seats_of(actor), pk=seat.pk).exists():
        raise Refused("not-your-seat", name=seat.label)
    lent = seat.lent_to
    lent.state = Seat.State.REMOVED
    lent.save(update_fields=["state"])
    seat.lent_to, seat.state = None, Seat.State.WAITING
    seat.save(update_fields=["lent_to", "state"])
    turn(case, "recall", actor=actor, now=now, whose=seat.label, to=lent.label)
    write("recall-seat", case, actor=actor, note={"case": case.label, "step": case.step})
    return seat


def held(seat: Seat, actor: Actor, now: datetime) -> tuple[Case, Seat]:
    """The case and the seat, locked, if it waits for the actor, who may decide from it.

    Raises:
        Refused("step-is-over"), Refused("last-day-has-passed"), Refused("place-is-gone").
        Refused("not-your-seat"), Refused("decides-own-case"), Refused("decided-before").
    """
    case = locked(seat.case)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    seat.case = case
    today = timezone.localdate(now)
    check_waiting(case, seat, today)
    if not actor.everywhere and not Seat.objects.filter(seats_of(actor), pk=seat.pk).exists():
        raise Refused("not-your-seat", name=seat.label)
    check_decider(seat, step_of(case, today), actor)
    return case, seat


def check_colleague(seat: Seat, person: Person, actor: Actor, now: datetime) -> None:
    if person.pk == actor.person:
        raise Refused("hands-it-to-oneself")
    known = colleagues(seat, seen_by=actor, on=timezone.localdate(now))
    if not known.filter(pk=person.pk).exists():
        raise Refused("not-a-colleague", name=person.name)


def seat_for(seat: Seat, person: Person, kind: str) -> Seat:
    return Seat.objects.create(
        case=seat.case, step=seat.step, round=seat.round, order=seat.order, kind=kind,
        label=f"{seat.label} · {person.name}"[:120], person=person, asked_by=seat,
        passed_by=seat.passed_by,
    )  # fmt: skip
