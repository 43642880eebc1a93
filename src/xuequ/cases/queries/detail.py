"""Everything one page shows of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xuequ.directory.engine.days import working_day_after
from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType, Step

from ..engine.diagram import Box, chain
from ..models import Case, Objection, Seat, Turn
from ..models.cases import CaseState
from .access import seats_of
from .parties import holders
from .replies import may_reply
from .starting import is_own
from .types import type_of

SHOWN = 6  # people named beside a seat
SAID = ("pass", "return", "refuse", "agree", "disagree", "uphold", "dismiss")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A seat that waits, and the people who may take it."""

    seat: Seat
    people: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Detail:
    """A case for one reader."""

    case: Case
    kind: CaseType
    step: Step | None
    boxes: Sequence[Box]
    seats: Sequence[Waiting]  # of the step it is at; people only where it waits
    waiting: Sequence[Waiting]
    mine: Sequence[Seat]  # those the reader may take now
    facts: Sequence[tuple[object, str]]  # name of the blank, what it says
    objections: Sequence[Objection]
    is_own: bool
    may_withdraw: bool
    may_appeal: bool
    may_object: bool
    may_answer: bool
    to_answer: int  # objections that wait for the reader
    may_remind: bool
    may_copy: bool
    may_print: bool
    copy: Seat | None  # the reader's unread copy
    last_words: Turn | None  # why it came back or how it was decided
    is_shown: bool  # for objections, now


def detail(case: Case, *, seen_by: Actor, on: date) -> Detail:
    """A case with all that the page of it shows to this reader."""
    kind = type_of(case.kind, case.authority, on)
    going = case.state in (CaseState.RUNNING, CaseState.EXECUTING)
    step = kind.step(case.step) if case.step else None
    here = here_of(case)
    mine = list(here.filter(seats_of(seen_by), state=Seat.State.WAITING)) if going else []
    own, home = is_own(case, seen_by), seen_by.is_at_home(case.authority_id)
    shown = step is not None and step.kind == "publicity" and going
    seats = list(here.select_related("acted_by", "claimed_by", "person"))
    waiting = [each for each in seats if each.state == Seat.State.WAITING and going]
    rows = [Waiting(each, people_of(each, on) if each in waiting else ()) for each in seats]
    objections = list(case.objections.filter(round=case.round).order_by("made_at"))
    answers = here.filter(seats_of(seen_by)).exists() if shown else False
    return Detail(
        case=case,
        kind=kind,
        step=step,
        boxes=chain(kind, case.values, case.step, passed(case), case.state),
        seats=rows,
        waiting=[each for each in rows if each.seat in waiting],
        mine=[] if shown else mine,
        facts=facts(case, kind),
        objections=objections,
        is_own=own,
        may_withdraw=own
        and case.decided_on is None
        and case.state in (CaseState.RUNNING, CaseState.RETURNED),
        may_appeal=own and may_appeal(case, kind, on),
        may_object=shown and home and case.due is not None and on <= case.due,
        may_answer=answers,
        to_answer=sum(each.state == "open" for each in objections) if answers else 0,
        may_remind=going
        and len(waiting) > len(mine)
        and (own or (home and seen_by.may("duty.chase"))),
        may_copy=own or bool(mine) or case.seats.filter(acted_by=seen_by.person or 0).exists(),
        may_print=own or may_reply(case, seen_by),
        copy=_unread(case, seen_by),
        last_words=case.turns.filter(verb__in=SAID).exclude(words="").last(),
        is_shown=shown,
    )


def _unread(case: Case, reader: Actor) -> Seat | None:
    copies = case.seats.filter(kind=Seat.Kind.COPY, person=reader.person or 0)
    return copies.filter(state=Seat.State.WAITING).first()


def people_of(seat: Seat, on: date) -> list[Person]:
    """Some of those who may take a seat."""
    return list(holders(seat, on)[:SHOWN])


def here_of(case: Case) -> QuerySet[Seat]:
    """The seats of the step a case is at, without copies."""
    here = Seat.objects.filter(case=case, step=case.step, round=case.round)
    return here.exclude(kind=Seat.Kind.COPY)


def passed(case: Case) -> set[str]:
    """The steps of this round that were gone through."""
    found = Seat.objects.filter(case=case, round=case.round).exclude(step=case.step)
    return set(found.exclude(kind=Seat.Kind.COPY).values_list("step", flat=True))


def facts(case: Case, kind: CaseType) -> list[tuple[object, str]]:
    """The blanks of the case and of its steps that were filled in, in the order of the forms."""
    every = [*kind.blanks]
    for each in (*kind.steps, *((kind.appeal,) if kind.appeal else ())):
        every += each.blanks
    named = {each.code: each.name for each in every}
    return [(name, case.said[code]) for code, name in named.items() if case.said.get(code)]


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
