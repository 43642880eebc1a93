"""Who will have a case on its way, said before it is handed in: vacant posts among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.queries.scope import standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType, Step
from xuequ.kernel.refusal import Refused

from ..engine.flow import path
from ..models import Case
from .barring import barred, holder_behind
from .parties import holders
from .seating import Seated, seat_at, seated

OWN_PLACES = ("authority", "above", "school", "consortium")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that will not go its usual way."""

    step: Step
    label: str
    is_vacant: bool = False  # nobody holds the post
    goes_up: bool = False  # whoever starts it may not decide it; the one above does


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a case before it is handed in."""

    actor: Actor
    authority: Authority
    consortium: Consortium | None = None
    school: School | None = None


def forecast(kind: CaseType, start: Start, on: date) -> list[Ahead]:
    """The steps that wait for a vacant post, or go to the one above, as far as can be told."""
    case = Case(
        authority=start.authority,
        kind=kind.code,
        consortium=start.consortium,
        school=start.school,
        started_by_id=start.actor.person,
        started_for_id=holder_behind(start.actor),
        values={"by": standing(start.actor)},
    )
    found: list[Ahead] = []
    for step in path(kind, case.values):
        found += _ahead(case, step, _seated(case, step, on), on)
    return found


def forecast_of(case: Case, kind: CaseType, on: date) -> list[Ahead]:
    """The same of a case that was handed in, for the steps it has before it."""
    codes = [each.code for each in kind.steps]
    at = codes.index(case.step) if case.step in codes else 0
    steps = [each for each in path(kind, case.values) if codes.index(each.code) >= at]
    return [one for step in steps for one in _ahead(case, step, _seated(case, step, on), on)]


def who_decides(case: Case, step: Step, on: date) -> str:
    """Whose seats a step would have, by their labels."""
    found = _seated(case, step, on)
    return "、".join(each.label for each in found.chairs) if found else ""


def _seated(case: Case, step: Step, on: date) -> Seated | None:
    if not all(each.of in OWN_PLACES for each in step.by):
        return None
    try:
        return seated(case, step, on)
    except Refused:  # the form has yet to say which place it is about
        return None


def _ahead(case: Case, step: Step, found: Seated | None, on: date) -> Sequence[Ahead]:
    if found is None:
        return ()
    out = barred(case, step)
    said = []
    for chair in found.chairs:
        vacant = not holders(seat_at(case, step, chair), on, without=out).exists()
        if vacant or found.went_up:
            said.append(Ahead(step, chair.label, is_vacant=vacant, goes_up=found.went_up))
    return said
