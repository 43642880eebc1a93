"""What somebody may do to a case as a whole: withdraw, appeal, object, remind, end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuequ.directory.engine.days import working_day_after
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType

from ..models import Case
from ..models.cases import CaseState
from .replies import may_reply
from .starting import is_own, may_stop


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do to the case as a whole."""

    is_own: bool
    withdraw: bool
    appeal: bool
    object: bool
    remind: bool
    copy: bool
    print: bool
    stop: bool
    answer: bool = False


def rights_of(case: Case, kind: CaseType, reader: Actor, on: date) -> Rights:
    """What a reader may do to a case on a day."""
    own, home = is_own(case, reader), reader.is_at_home(case.authority_id)
    going = case.state in (CaseState.RUNNING, CaseState.EXECUTING)
    step = kind.step(case.step) if case.step else None
    shown = going and step is not None and step.kind == "publicity"
    early = case.state in (CaseState.RUNNING, CaseState.RETURNED) and case.decided_on is None
    return Rights(
        is_own=own,
        withdraw=own and early,
        appeal=own and may_appeal(case, kind, on),
        object=shown and home and case.due is not None and on <= case.due,
        remind=going and (own or (home and reader.may("duty.chase"))),
        copy=own or case.seats.filter(acted_by=reader.person or 0).exists(),
        print=own or may_reply(case, reader),
        stop=case.is_open and may_stop(case, reader),
    )


def may_appeal(case: Case, kind: CaseType, on: date) -> bool:
    """May whoever asked still appeal on a day?"""
    states = [CaseState.REFUSED]
    if kind.appeal_always:
        states += [CaseState.APPROVED, CaseState.EXECUTING]
    if kind.appeal is None or case.state not in states or case.decided_on is None:
        return False
    if case.turns.filter(verb="appeal").exists():
        return False
    return on <= working_day_after(case.decided_on, kind.appeal_days)
