"""What every act on an application that is checked begins with."""

from __future__ import annotations

from datetime import datetime

from xuequ.directory.engine.purposes import reason_fault
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...models import Application, Assignment, Check
from ...queries.access import may
from ...queries.checking.scope import CONFIRM, keeps_out


def held(application: Application, *, actor: Actor) -> Application:
    """The application, held until the transaction ends, for whoever may decide on it in person.

    Raises:
        Refused("checked-in-person"): a program checks nothing, nor an account of nobody.
        Refused("not-your-place"): the actor does not check for this authority.
        Refused("keep-out"): the child is the actor's own, or was declared to be of its people.
    """
    person = mine(actor)
    rows = Application.objects.select_for_update(of=("self",))
    row = rows.select_related("round__authority", "child").get(pk=application.pk)
    if not may(actor, CONFIRM, row.authority_id):
        raise Refused("not-your-place", name=row.round.authority.name)
    if keeps_out(row, person):
        raise Refused("keep-out")
    return row


def mine(actor: Actor) -> int:
    """The person who acts.

    Raises:
        Refused("checked-in-person"): it is a program, or an account of nobody.
    """
    if actor.everywhere or actor.person is None:
        raise Refused("checked-in-person")
    return actor.person


def in_own_hands(row: Application, *, actor: Actor, now: datetime) -> Assignment:
    """The actor's assignment of an application.

    Raises:
        Refused("application-decided"): it no longer waits for a reader.
        Refused("not-in-your-hands"): it was not taken, or the time is over.
        Refused("read-by-you"): the actor has read this version, which was taken up again.
    """
    if row.state != Application.State.SUBMITTED:
        raise Refused("application-decided", state=row.get_state_display())
    own = Assignment.objects.filter(application=row, person=actor.person, until__gt=now).first()
    if own is None:
        raise Refused("not-in-your-hands")
    if Check.objects.filter(application=row, version=row.version, person=own.person).exists():
        raise Refused("read-by-you")
    return own


def check_reason(text: str) -> None:
    """Is it long enough to be understood, and without anybody's number?

    Raises:
        Refused("reason-too-short"), Refused("reason-holds-data"): it is not.
    """
    fault = reason_fault(text[:LONGEST])
    if fault is not None:
        raise Refused("reason-too-short") if fault == "short" else Refused("reason-holds-data")


LONGEST = 500
