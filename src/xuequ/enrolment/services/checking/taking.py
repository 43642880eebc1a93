"""Take the next application in hand, give it back, declare a conflict of interest."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Application, Assignment, Conflict, Round
from ...queries.access import may
from ...queries.checking.queue import for_others, holding_checks, waiting
from ...queries.checking.scope import CHECKING, CONFIRM
from .guards import held, mine
from .settings import settled

FOR = timedelta(minutes=45)
LOOKED_AT = 200  # more reviewers than that never take one at the same moment


@transaction.atomic
def take_next(found: Round, *, actor: Actor, now: datetime) -> Application:
    """Take the application that has waited longest; one in the actor's hands is given again.

    Nobody chooses which one they get, and no two have the same one at a time.  In which order
    applications are read has no bearing on places.

    Raises:
        Refused("checked-in-person"), Refused("not-your-place"): as `guards.held`.
        Refused("checks-not-settled"), Refused("standard-has-changed"): as `settings.settled`.
        Refused("nothing-waits"): there is none that the actor may read; how many wait for others.
    """
    if actor.everywhere or actor.person is None:
        raise Refused("checked-in-person")
    if not may(actor, CONFIRM, found.authority_id):
        raise Refused("not-your-place", name=found.authority.name)
    settled(found)
    own = Assignment.objects.filter(
        application__round=found, person=actor.person, until__gt=now
    ).first()
    if own is not None:
        return own.application
    rows = waiting(found, actor.person, now, seen_by=actor)
    for pk in rows.values_list("pk", flat=True)[:LOOKED_AT]:
        row = _free(pk, actor.person, now, actor)
        if row is not None:
            return _taken(row, actor, now)
    raise Refused("nothing-waits", others=for_others(found, actor.person, seen_by=actor))


@transaction.atomic
def give_back(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Give an application back undecided, for somebody else to read.

    Raises:
        Refused("checked-in-person"), Refused("not-your-place"), Refused("keep-out"): as
            `guards.held`.
        Refused("not-in-your-hands"): the actor has not taken it.
    """
    row = held(application, actor=actor)
    gone, _rows = Assignment.objects.filter(application=row, person=actor.person).delete()
    if not gone:
        raise Refused("not-in-your-hands")
    write("give-back-application", row, actor=actor)
    return row


@transaction.atomic
def declare_conflict(
    application: Application, kind: str, *, actor: Actor, now: datetime
) -> Conflict:
    """Say that a child is of one's own people: one is never offered it, nor decides on it.

    Raises:
        Refused("checked-in-person"), Refused("not-your-place"), Refused("keep-out"): as
            `guards.held`; "keep-out" too if it was declared before.
        Refused("unknown-conflict"): it is none of the kinds there are.
    """
    row = held(application, actor=actor)
    if kind not in Conflict.Kind.values:
        raise Refused("unknown-conflict", kind=kind)
    conflict = Conflict.objects.create(
        person_id=mine(actor), child=row.child, kind=kind, declared_at=now
    )
    Assignment.objects.filter(application=row, person=actor.person).delete()
    write("declare-conflict", conflict, actor=actor, note={"kind": kind})
    return conflict


def _free(pk: int, person: int, now: datetime, actor: Actor) -> Application | None:
    """The application, held, if nobody else has just taken or read it."""
    skips = connection.features.has_select_for_update_skip_locked
    rows = Application.objects.select_for_update(skip_locked=skips, of=("self",))
    row = rows.filter(pk=pk).first()
    if row is None:
        return None
    still = waiting(row.round, person, now, seen_by=actor).filter(pk=pk).exists()
    return row if still else None


def _taken(row: Application, actor: Actor, now: datetime) -> Application:
    read = holding_checks(row).count()
    values = {
        "person_id": actor.person,
        "reader": read + 1,
        "taken_at": now,
        "until": now + FOR,
    }
    Assignment.objects.update_or_create(application=row, defaults=values)
    note = {"reader": read + 1, "purpose": CHECKING.zh, "version": row.version}
    write("take-application", row, actor=actor, note=note)
    return row
