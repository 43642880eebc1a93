"""Whose seats a step has in a case, on a day: of the party it names, or of the one above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Consortium, School
from xuequ.kernel.case_types import Step

from ..models import Case, Seat
from .barring import barred, decided_before
from .parties import Chair, chairs, holders
from .types import case_types


@dataclass(frozen=True, slots=True)
class Seated:
    """The seats of a step, and whether they went to the one above because of who asked."""

    chairs: tuple[Chair, ...]
    went_up: bool = False


def seated(case: Case, step: Step, on: date) -> Seated:
    """The seats of a step on a day.

    Where everybody who could decide is barred from it, the one above decides from the start; an
    appeal goes there as well when the office it would come to is the one that decided.

    Raises:
        Refused("case-needs-consortium"), Refused("case-needs-school"): the case names none.
    """
    found = tuple(dict.fromkeys(each for party in step.by for each in chairs(case, party, on)))
    if step.kind == "decide" and step.above is not None and _leaves_nobody(case, step, found, on):
        return Seated(tuple(chairs(case, step.above, on)), went_up=True)
    return Seated(found)


def seat_at(case: Case, step: Step, chair: Chair, **facts: object) -> Seat:
    """A seat to be, not yet kept."""
    return Seat(
        case=case,
        step=step.code,
        round=case.round,
        label=chair.label,
        band=chair.band,
        authority_id=chair.authority,
        consortium_id=chair.consortium,
        school_id=chair.school,
        body_id=chair.body,
        person_id=chair.person,
        **facts,
    )


def gone_place(case: Case, on: date) -> Consortium | School | None:
    """The district, group or school a case is about, if it is no longer there on a day."""
    for each in (case.consortium, case.school):
        if each is not None and each.until is not None and each.until <= on:
            return each
    return None


def _leaves_nobody(case: Case, step: Step, found: Iterable[Chair], on: date) -> bool:
    out = barred(case, step)
    is_appeal = case_types()[case.kind].is_appeal(step.code)
    for chair in found:
        seat = seat_at(case, step, chair)
        if is_appeal and _decided_there(case, chair):
            continue
        if not holders(seat, on).exists() or holders(seat, on, without=out).exists():
            return False
    return True


def _decided_there(case: Case, chair: Chair) -> bool:
    """Did this very office decide what is appealed against?"""
    there = {
        "band": chair.band,
        "authority": chair.authority,
        "consortium": chair.consortium,
        "body": chair.body,
    }
    return decided_before(case).filter(**there).exists()
