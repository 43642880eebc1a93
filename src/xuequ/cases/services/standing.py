"""Where a case stands: held fast, its kind, its step and the seats there."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.db.models import QuerySet

from xuequ.kernel.case_types import CaseType, Step
from xuequ.kernel.refusal import Refused

from ..engine import tally
from ..engine.scoring import Sheet
from ..models import Case, Objection, Seat
from ..queries.types import type_of


def locked(case: Case) -> Case:
    """The case, held until the transaction ends."""
    found = Case.objects.select_for_update(of=("self",)).select_related("authority__parent")
    return found.get(pk=case.pk)


def kind_of(case: Case, on: date) -> CaseType:
    """The kind of a case with the deadlines in force."""
    return type_of(case.kind, case.authority, on)


def step_of(case: Case, on: date) -> Step:
    """The step a case is at.

    Raises:
        Refused("case-is-not-open"): it is at none.
    """
    found = kind_of(case, on).step(case.step) if case.step else None
    if found is None:
        raise Refused("case-is-not-open", state=case.get_state_display())
    return found


def seats_at(case: Case) -> QuerySet[Seat]:
    """The seats of the step a case is at, without copies."""
    here = Seat.objects.filter(case=case, step=case.step, round=case.round)
    return here.exclude(kind=Seat.Kind.COPY)


def open_objections(case: Case) -> QuerySet[Objection]:
    """The objections to the step a case is at that are not answered."""
    return Objection.objects.filter(
        case=case, step=case.step, round=case.round, state=Objection.State.OPEN
    )


def plain(seat: Seat) -> tally.Seat:
    out = seat.state in (Seat.State.LEFT, Seat.State.REMOVED, Seat.State.NOT_NEEDED)
    points = seat.values.get("points") if seat.choice == "score" else None
    kinds: dict[str, Literal["added", "escalated"]] = {"added": "added", "escalated": "escalated"}
    return tally.Seat(
        label=seat.label,
        kind=kinds.get(seat.kind, "main"),
        choice=seat.choice,
        is_out=out,
        sheet=Sheet(points) if points else None,
    )
