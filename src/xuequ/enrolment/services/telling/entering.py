"""Enter admitted children in the directory, once each, as pupils who wait for their class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from xuequ.directory.engine.daily.schools import FIRST
from xuequ.directory.models import Pupil, School, SchoolClass
from xuequ.directory.services.families import NewPupil, enter_pupil, link_guardian
from xuequ.directory.services.rising import ClassAt, move_on, open_classes
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write
from xuequ.vault.fields import holding

from ...models import Application, Child, Departure, Offer, Outcome, Round
from ...queries.placing import queued
from ...queries.telling.admitted import schools_in
from ...queries.telling.left import silent_in
from ...queries.telling.seats import ENTERED, beside, seated
from ...queries.telling.terms import terms_of
from .guards import still_released
from .moving import let_wait_no_longer


@dataclass(frozen=True, slots=True)
class Entered:
    """How many came in: new in the directory, or from a school where they were pupils before."""

    new: int
    from_before: int


@transaction.atomic
def enter_pupils(outcome: Outcome, school: School, *, actor: Actor, now: datetime) -> Entered:
    """Make every child who has a seat at the school a pupil of its first grade, without a class.

    A seat is one of the result, of the waiting list, or of the register of exceptional placements.

    Whoever has been entered stays as it is, so the act can be done again for late ones: for those
    as well to whom another seat is offered, who are left out until that is answered.  Whoever is
    entered waits no longer for another school.

    Raises:
        Refused("not-told-yet"): no result is released.
        Refused("not-your-school"): the school is none of the actor's own.
        Refused("families-still-answer"): the time to answer is not over.
        Refused("silent-seats-are-due"): seats nobody answered for still go to those who wait.
        Refused("nobody-to-enter"): everybody is entered, or has yet to answer.
        Refused: as `enter_pupil`.
    """
    found = still_released(outcome, now).round
    if not schools_in(found, seen_by=actor, now=now).filter(pk=school.pk).exists():
        raise Refused("not-your-school")
    until = terms_of(outcome).reply_until
    if now <= until:
        raise Refused("families-still-answer", until=until)
    if silent := len(silent_in(outcome, now)):
        raise Refused("silent-seats-are-due", count=silent)
    open_ones = Offer.objects.filter(state=Offer.State.OPEN, until__gte=now)
    asked = open_ones.values("waiting__application")
    rows = seated(now).filter(outcome__round=found, seat=school.pk).exclude(ENTERED)
    came = beside(outcome, now).filter(after=school).exclude(ENTERED)
    free = (each.exclude(application__in=asked) for each in (rows, came))
    waiting = [each.application for group in free for each in group]
    if not waiting:
        raise Refused("nobody-to-enter")
    since = date(found.year, 9, 1)
    room = _room(found, school)
    entered = [_entered(each, room, since, actor) for each in waiting]
    for row in queued(now).filter(application__in=waiting, departure=None):
        let_wait_no_longer(row, Departure.Cause.LEFT, actor=actor, now=now)
    note = {"children": len(waiting), "since": since.isoformat()}
    write("enter-pupils", room, actor=actor, note=note)
    return Entered(sum(entered), len(entered) - sum(entered))


def _room(found: Round, school: School) -> SchoolClass:
    """Number 0 of the first grade: those who wait for their class."""
    wanted = ClassAt(school.pk, found.stage, FIRST[found.stage], 0)
    keys = open_classes(school.authority, found.year, [wanted])
    return SchoolClass.objects.get(pk=keys[wanted])


def _entered(application: Application, room: SchoolClass, since: date, actor: Actor) -> bool:
    """Make one child a pupil; is it new in the directory?"""
    child = application.child
    before = _seat_before(child, since)
    if before is None:
        new = NewPupil(child.name.open(), "", child.id_kind, child.id_number.open())
        pupil = enter_pupil(room, new, since=since, actor=actor)
        _link(child, pupil, since, actor)
    else:
        move_on({before.pk: room.pk}, since)
        pupil = _rows(child).get(school_class=room, since=since)
    child.pupil = pupil
    child.save(update_fields=["pupil"])
    return before is None


def _link(child: Child, pupil: Pupil, since: date, actor: Actor) -> None:
    for each in child.custodies.select_related("person"):
        link_guardian(each.person, pupil, each.kind, since=since, actor=actor)


def _seat_before(child: Child, since: date) -> Pupil | None:
    """Where the child was a pupil until then: of a primary, before it comes to a junior."""
    found: Pupil | None = _rows(child).during(since, None).filter(since__lt=since).first()
    return found


def _rows(child: Child) -> Any:
    where = holding(Pupil, "id_number", child.id_number.open())
    return Pupil.objects.filter(where, school_class__school__authority=child.authority_id)
