"""The roll of a step that asks every member: who belongs to it now, whoever came and left."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from xuequ.kernel.case_types import Step

from ..models import Case, Seat
from ..queries.parties import chairs
from ..queries.seating import seat_at
from .telling import tell_seat
from .turns import CLOCK, turn

SILENT_KINDS = ("vote", "countersign", "opinion", "panel")


def asks_members(step: Step) -> bool:
    """Does a step ask every member of the consortium, each for itself?"""
    return bool(step.by) and step.by[0].of == "members" and step.kind in SILENT_KINDS


def call_the_roll(case: Case, step: Step, *, now: datetime, on: date, tell: bool = True) -> bool:
    """Let who has left count no more, and give who has joined a seat; did anybody come?

    What a member said that left stands in the history; if it comes back, so does its word.
    """
    here = {chair.school: chair for party in step.by for chair in chairs(case, party, on)}
    kept: dict[int | None, Seat] = {each.school_id: each for each in roll_of(case)}
    for school, seat in kept.items():
        is_out = seat.state == Seat.State.LEFT
        if school not in here and not is_out:
            _to(seat, Seat.State.LEFT)
        elif school in here and is_out:
            _to(seat, Seat.State.DONE if seat.choice else Seat.State.WAITING)
    came = [chair for school, chair in here.items() if school not in kept]
    for chair in came:
        seat = seat_at(case, step, chair, order=len(kept) + 1)
        seat.save()
        turn(case, "joins-roll", actor=CLOCK, now=now, whose=seat.label)
        if tell:
            tell_seat(seat, step.name, on)
    return bool(came)


def roll_of(case: Case) -> QuerySet[Seat]:
    """The seats of the members at the step a case is at."""
    here = Seat.objects.filter(case=case, step=case.step, round=case.round, kind=Seat.Kind.MAIN)
    return here.filter(school__isnull=False)


def _to(seat: Seat, state: Seat.State) -> None:
    seat.state = state
    seat.save(update_fields=["state"])
