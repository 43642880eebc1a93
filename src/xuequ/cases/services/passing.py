"""More hands at a step: add and take away signers, claim, copy, remind
(加签、减签、认领、抄送、催办、已阅)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..models import Case, Seat
from ..queries.access import cases, seats_of
from ..queries.parties import holders
from ..queries.starting import is_own
from .lending import check_colleague, held, seat_for
from .moving import advance
from .standing import locked, seats_at, step_of
from .telling import tell, tell_seat
from .turns import turn

NO_SIGNERS = ("vote", "panel")  # who is on the roll is for the rules to say


@transaction.atomic
def add_signer(seat: Seat, who: Person, words: str, *, actor: Actor, now: datetime) -> Seat:
    """Ask somebody more to sign at this step (加签).

    Raises:
        Refused("signs-already"): that person has a seat at the step.
        Refused("lent-is-not-passed-on"), Refused("not-a-colleague").
        Refused("nobody-joins-a-roll"): it is a vote or a panel.
    """
    case, seat = held(seat, actor, now)
    step = step_of(case, timezone.localdate(now))
    if step.kind in NO_SIGNERS:
        raise Refused("nobody-joins-a-roll", name=step.name)
    check_colleague(seat, who, actor, now)
    if seat.kind in (Seat.Kind.LENT, Seat.Kind.ADDED):
        raise Refused("lent-is-not-passed-on")
    signing = seats_at(case).filter(person=who).exclude(kind=Seat.Kind.LENT)
    if signing.exclude(state=Seat.State.REMOVED).exists():
        raise Refused("signs-already", name=who.name)
    added = seat_for(seat, who, Seat.Kind.ADDED)
    turn(case, "add-signer", actor=actor, now=now, whose=seat.label, to=who.name, words=words)
    write("add-signer", case, actor=actor, note={"case": case.label, "step": case.step})
    tell_seat(added, step.name, timezone.localdate(now))
    return added


@transaction.atomic
def remove_signer(added: Seat, *, actor: Actor, now: datetime) -> Seat:
    """Take a signer away who has not signed yet; only who asked for it (减签).

    If the step waited for nobody else, the case goes on.

    Raises:
        Refused("seat-is-taken"), Refused("step-is-over"), Refused("not-added-by-you").
    """
    case = locked(added.case)
    added = Seat.objects.select_for_update().get(pk=added.pk)
    if added.kind != Seat.Kind.ADDED or added.asked_by is None:
        raise Refused("not-added-by-you")
    asked = Seat.objects.filter(seats_of(actor), pk=added.asked_by.pk)
    if not actor.everywhere and not asked.exists():
        raise Refused("not-added-by-you")
    if added.state == Seat.State.DONE:
        raise Refused("seat-is-taken", name=added.label, choice=added.choice)
    if (added.step, added.round) != (case.step, case.round) or added.state != Seat.State.WAITING:
        raise Refused("step-is-over", name=added.label)
    added.state = Seat.State.REMOVED
    added.save(update_fields=["state"])
    turn(case, "remove-signer", actor=actor, now=now, to=added.label)
    write("remove-signer", case, actor=actor, note={"case": case.label, "step": case.step})
    advance(case, step_of(case, timezone.localdate(now)), closed=False, actor=actor, now=now)
    return added


@transaction.atomic
def claim(seat: Seat, *, actor: Actor, now: datetime) -> Seat:
    """Take a seat of several holders upon oneself (认领); pressed again, let it go.

    What somebody took on who no longer holds the post is free again.

    Raises:
        Refused("claimed-by-another"), Refused("has-one-holder").
    """
    locked(seat.case)
    fresh = Seat.objects.select_for_update().get(pk=seat.pk)
    if fresh.claimed_by_id not in (None, actor.person):
        today = timezone.localdate(now)
        if fresh.person_id or holders(fresh, today).filter(pk=fresh.claimed_by_id).exists():
            raise Refused("claimed-by-another", name=str(fresh.claimed_by))
        fresh.claimed_by = None
        fresh.save(update_fields=["claimed_by"])
    case, seat = held(seat, actor, now)
    if seat.person_id is not None or actor.person is None:
        raise Refused("has-one-holder")
    is_mine = seat.claimed_by_id == actor.person
    seat.claimed_by_id = None if is_mine else actor.person
    seat.save(update_fields=["claimed_by"])
    turn(case, "let-go" if is_mine else "claim", actor=actor, now=now, whose=seat.label)
    write("claim-seat", case, actor=actor, note={"case": case.label, "step": case.step})
    return seat


@transaction.atomic
def send_copy(case: Case, to: Person, *, actor: Actor, now: datetime) -> Seat:
    """Let somebody read a case (抄送).

    Raises:
        Refused("may-not-copy"): only who started it or has or had a seat sends copies.
        Refused("has-a-copy"), Refused("named-from-elsewhere").
    """
    case = locked(case)
    held = case.seats.filter(seats_of(actor)).exclude(kind=Seat.Kind.COPY).exists()
    held = held or case.seats.filter(acted_by=actor.person or 0).exists()
    if not (held or is_own(case, actor)):
        raise Refused("may-not-copy")
    if to.authority_id != case.authority_id:
        raise Refused("named-from-elsewhere")
    if case.seats.filter(kind=Seat.Kind.COPY, person=to).exists():
        raise Refused("has-a-copy", name=to.name)
    copy = Seat.objects.create(
        case=case, step=case.step or "end", round=case.round, kind=Seat.Kind.COPY,
        label=to.name, person=to,
    )  # fmt: skip
    turn(case, "copy", actor=actor, now=now, to=to.name)
    write("copy-case", case, actor=actor, note={"case": case.label})
    tell(to, case, "抄送给您，请阅", "is copied to you to read")
    return copy


@transaction.atomic
def mark_read(copy: Seat, *, actor: Actor, now: datetime) -> Seat:
    """Note that its reader has read a copy (已阅).

    Raises:
        Refused("not-your-seat"): it is somebody else's copy.
    """
    case = locked(copy.case)
    copy = Seat.objects.select_for_update().get(pk=copy.pk, kind=Seat.Kind.COPY)
    if copy.person_id != actor.person:
        raise Refused("not-your-seat", name=copy.label)
    if copy.state == Seat.State.DONE:
        return copy
    copy.state, copy.choice, copy.acted_at = Seat.State.DONE, "read", now
    copy.acted_by_id, copy.acted_post = actor.person, actor.post
    copy.save()
    turn(case, "read", actor=actor, now=now)
    write("read-copy", case, actor=actor, note={"case": case.label})
    return copy


@transaction.atomic
def remind(case: Case, *, actor: Actor, now: datetime) -> int:
    """Remind whoever has a case now (催办); how many were told.

    Raises:
        Refused("not-your-case"): the actor neither started it nor sees it from above.
        Refused("case-is-not-open"): nobody has it.
        Refused("reminded-today"): once a day is enough.
        Refused("nobody-holds-it"): the posts are vacant.
    """
    case = locked(case)
    today = timezone.localdate(now)
    seen = cases(seen_by=actor, on=today).filter(pk=case.pk).exists()
    if not (is_own(case, actor) or (seen and actor.may("duty.chase"))):
        raise Refused("not-your-case")
    step = step_of(case, today)
    if case.turns.filter(verb="remind", step=case.step, at__date=today).exists():
        raise Refused("reminded-today")
    told = 0
    by = Person.objects.filter(pk=actor.person or 0).first()
    for seat in seats_at(case).filter(state=Seat.State.WAITING):
        seat.case = case
        told += tell_seat(seat, step.name, today, by=by)
    if not told:
        raise Refused("nobody-holds-it")
    turn(case, "remind", actor=actor, now=now)
    write("remind-case", case, actor=actor, note={"case": case.label, "told": told})
    return told
