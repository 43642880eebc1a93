"""What the approval of a case brings about: one service call, in the transaction of the act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.module_loading import import_string

from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import Approved, CaseType

from ..models import Case, Seat

CONSENT = ("agree", "pass")


def carry_out(case: Case, kind: CaseType, *, actor: Actor, now: datetime) -> None:
    """Carry out what was asked, as the one who decided, with the powers the decision gives.

    Raises:
        Refused: it cannot be carried out as things are now; nothing is decided then.
    """
    if kind.effect:
        import_string(kind.effect)(as_approved(case, timezone.localdate(now), actor))


def look(case: Case, kind: CaseType, *, actor: Actor, on: date) -> None:
    """See whether it could be carried out as things are.

    Raises:
        Refused: it could not.
    """
    if kind.check:
        import_string(kind.check)(as_approved(case, on, actor))


def as_approved(case: Case, on: date, actor: Actor) -> Approved:
    """The case as its service gets it."""
    agreed = Seat.objects.filter(
        case=case.pk,
        round=case.round,
        kind=Seat.Kind.MAIN,
        choice__in=CONSENT,
        school__isnull=False,
    ).exclude(state=Seat.State.LEFT)
    return Approved(
        case=case.pk or 0,
        number=case.label,
        authority=case.authority_id,
        consortium=case.consortium_id,
        school=case.school_id,
        values=dict(case.values),
        agreed=tuple(agreed.values_list("school", flat=True)) if case.pk else (),
        started_by=case.started_by_id,
        on=on,
        actor=replace(actor, everywhere=True),
    )
