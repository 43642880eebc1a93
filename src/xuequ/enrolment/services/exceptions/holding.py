"""What every act on an entry of the register begins and ends with."""

from __future__ import annotations

from datetime import datetime

from xuequ.directory.engine.purposes import reason_fault
from xuequ.directory.models import School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ...engine.telling.exceptions import BREAKS
from ...models import Application, Exceptional, Round
from ...queries.access import may
from ...queries.placing import outcome_of
from ...queries.telling.exceptions import broken_by
from ...queries.telling.seats import seat_now
from .applicants import let_go


def entry(row: Exceptional, permission: str, *, actor: Actor) -> Exceptional:
    """An entry that is neither carried out nor ended, held with its round.

    Raises:
        Refused("not-your-place"): the actor does not do that for this authority.
        Refused("exception-is-over"): it is carried out, or has ended.
    """
    round_id = row.application.round_id
    found = Round.objects.select_for_update(of=("self",)).select_related("authority")
    authority = found.get(pk=round_id).authority
    if not may(actor, permission, authority.pk):
        raise Refused("not-your-place", name=authority.name)
    rows = Exceptional.objects.select_for_update(of=("self",))
    known = rows.select_related("application__child", "application__round", "school").get(pk=row.pk)
    if not known.is_open:
        raise Refused("exception-is-over")
    return known


def check_child(application: Application, school: School, now: datetime) -> None:
    """May the child come to the school?  A pupil of a primary may come to a junior school.

    Raises:
        Refused("entered-already"): it is a pupil of that stage; it changes school by a transfer.
        Refused("has-that-seat"): it has a seat there.
    """
    pupil = application.child.pupil
    if pupil is not None and pupil.school_class.stage == application.stage:
        raise Refused("entered-already")
    if seat_now(application, now) == school.pk:
        raise Refused("has-that-seat", school=school.name)


def check_breaks(row: Exceptional, now: datetime) -> None:
    """Does the child break no more at the school than was proposed, approved and shown?

    Raises:
        Refused("exception-breaks-more"): since then other children have come.
    """
    outcome = outcome_of(row.application.round)
    if outcome is None:
        raise Refused("no-outcome-yet")
    found = broken_by(row.application, row.school, outcome, now, but=row.pk)
    more = [BREAKS[each] for each in found if each not in row.breaks]
    if more:
        what = Text("、".join(each.zh for each in more), ", ".join(each.en for each in more))
        raise Refused("exception-breaks-more", what=what)


def ended(row: Exceptional, end: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """End an entry for a reason.

    Raises:
        Refused("reason-too-short"), Refused("reason-holds-data"): the reason does not do.
    """
    fault = reason_fault(reason)
    if fault is not None:
        raise Refused("reason-too-short") if fault == "short" else Refused("reason-holds-data")
    row.ended, row.ended_at = end, now
    row.end_reason, row.ended_by_id = reason.strip()[:500], actor.person
    row.save(update_fields=["ended", "ended_at", "end_reason", "ended_by"])
    let_go(row)
