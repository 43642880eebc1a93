"""Open a child's file for a purpose, its papers, and its name; each with a line in the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Application, Evidence, Look
from ...queries.checking.scope import PURPOSES, applications, keeps_out, may_read

FOR = timedelta(minutes=30)
SHOWN = ("name", "id_number")


@transaction.atomic
def look(application: Application, purpose: str, *, actor: Actor, now: datetime) -> Look:
    """Open a file that is not in the actor's hands, for half an hour.

    Raises:
        Refused("checked-in-person"): it is opened in person.
        Refused("not-your-place"): the application is not the actor's authority's.
        Refused("keep-out"): the child is the actor's own, or was declared.
        Refused("purpose-unknown"): no purpose of the list was chosen.
    """
    if actor.everywhere or actor.person is None:
        raise Refused("checked-in-person")
    row = applications(seen_by=actor).filter(pk=application.pk).first()
    if row is None:
        raise Refused("not-your-place", name=application.round.authority.name)
    if keeps_out(row, actor.person):
        raise Refused("keep-out")
    if purpose not in PURPOSES:
        raise Refused("purpose-unknown")
    found = Look.objects.create(
        application=row, person_id=actor.person, purpose=purpose, at=now, until=now + FOR
    )
    write("look-at-application", row, actor=actor, note={"purpose": PURPOSES[purpose].zh})
    return found


@transaction.atomic
def open_evidence(evidence: Evidence, *, actor: Actor, now: datetime) -> Evidence:
    """A paper of a file that is open to the actor.

    Raises:
        Refused("file-not-open"): the file is neither in its hands nor looked at.
    """
    _open(evidence.application, actor, now)
    write("open-evidence", evidence.application, actor=actor, note={"material": evidence.kind})
    return evidence


@transaction.atomic
def reveal_child(application: Application, *, actor: Actor, now: datetime) -> dict[str, str]:
    """Name and number of the child of a file that is open to the actor, shown once.

    The purpose is that of the file: it is being checked, or was looked at for something.

    Raises:
        Refused("file-not-open"): the file is neither in its hands nor looked at.
    """
    _open(application, actor, now)
    child = application.child
    values = {name: getattr(child, name).open() for name in SHOWN}
    note = {"fields": [f"field.{name}" for name in SHOWN], "purpose": "purpose.enrolment"}
    write("reveal-child", application, actor=actor, note=note)
    return values


def _open(application: Application, actor: Actor, now: datetime) -> None:
    if not may_read(application, seen_by=actor, now=now):
        raise Refused("file-not-open")
