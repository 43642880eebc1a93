"""Everything one page shows of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType, Step

from ..engine.diagram import Box, chain
from ..models import Case, Objection, Seat, Turn
from ..models.cases import CaseState
from .access import seats_of
from .barring import barred, why_barred
from .parties import holders
from .past import last_words, passed
from .rights import Rights, rights_of
from .types import type_of

SHOWN = 6  # people named beside a seat


@dataclass(frozen=True, slots=True)
class Waiting:
    """A seat that waits, and the people who may take it."""

    seat: Seat
    people: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Taken:
    """The seats of a step that was gone through, where there were several."""

    step: Step
    seats: Sequence[Waiting]


@dataclass(frozen=True, slots=True)
class Detail:
    """A case for one reader."""

    case: Case
    kind: CaseType
    step: Step | None
    seats: Sequence[Waiting]  # of the step it is at; people only where it waits
    waiting: Sequence[Waiting]
    past: Sequence[Taken]
    mine: Sequence[Seat]  # those the reader may take now
    lent: Sequence[Seat]  # those the reader may take back from a delegate
    removable: frozenset[int]  # signers the reader may take away
    barred: str  # why the reader, whose seat it would be, may not decide
    objections: Sequence[Objection]
    may: Rights
    copy: Seat | None  # the reader's unread copy
    is_shown: bool  # for objections, now
    is_over: bool  # its last day has passed, and the step only waits to be closed

    @property
    def boxes(self) -> Sequence[Box]:
        """The chain of its steps."""
        case, kind = self.case, self.kind
        return chain(kind, case.values, case.step, passed(case, kind), case.state)

    @property
    def facts(self) -> Sequence[tuple[object, str]]:
        """The blanks that were filled in: name, what it says."""
        return facts(self.case, self.kind)

    @property
    def to_answer(self) -> int:
        """How many objections wait for the reader."""
        return sum(each.state == "open" for each in self.objections) if self.may.answer else 0

    @property
    def counted(self) -> Step | None:
        """The step whose count or mark stands in the outcome."""
        return self.kind.step(str(self.case.outcome.get("of") or "-"))

    @property
    def last_words(self) -> Turn | None:
        """Why it came back, or how it was decided."""
        return last_words(self.case, self.kind)


def detail(case: Case, *, seen_by: Actor, on: date) -> Detail:
    """A case with all that the page of it shows to this reader."""
    kind = type_of(case.kind, case.authority, on)
    going = case.state in (CaseState.RUNNING, CaseState.EXECUTING)
    step = kind.step(case.step) if case.step else None
    shown = step is not None and step.kind == "publicity" and going
    objections = list(case.objections.filter(round=case.round).order_by("made_at"))
    is_open = any(each.state == "open" for each in objections)
    over = going and step is not None and is_over(case, step, on) and not is_open
    seats = _seats(case)
    held = set(here_of(case).filter(seats_of(seen_by)).values_list("pk", flat=True))
    mine, barred_as = _takes([each for each in seats if each.pk in held], step, seen_by)
    mine = mine if going and not over else []
    waiting = [each for each in seats if each.state == Seat.State.WAITING and going]
    rows = [Waiting(each, people_of(each, step, on) if each in waiting else ()) for each in seats]
    may = rights_of(case, kind, seen_by, on)
    may = replace(
        may,
        answer=shown and bool(held),
        remind=may.remind and len(waiting) > len(mine),
        copy=may.copy or bool(mine),
    )
    return Detail(
        case=case,
        kind=kind,
        step=step,
        seats=rows,
        waiting=[each for each in rows if each.seat in waiting],
        past=taken_before(case, kind),
        mine=[] if shown else mine,
        lent=[each for each in seats if each.pk in held and each.state == Seat.State.LENT_OUT],
        removable=removable(seats, seen_by) if going else frozenset(),
        barred=barred_as if going and not mine else "",
        objections=objections,
        may=may,
        copy=_unread(case, seen_by),
        is_shown=shown,
        is_over=over,
    )


def _seats(case: Case) -> list[Seat]:
    found = list(here_of(case).select_related("acted_by", "acted_for", "claimed_by", "person"))
    for each in found:
        each.case = case
    return found


def _takes(held: Sequence[Seat], step: Step | None, reader: Actor) -> tuple[list[Seat], str]:
    """The seats a reader may take of those that wait for them, and why not the others."""
    waiting = [each for each in held if each.state == Seat.State.WAITING]
    if step is None:
        return [], ""
    why = {each.pk: why_barred(each, step, reader) for each in waiting}
    mine = [each for each in waiting if not why[each.pk]]
    return mine, next((each for each in why.values() if each), "")


def is_over(case: Case, step: Step, on: date) -> bool:
    """Has the last day of a step passed that does not wait for the silent?"""
    if case.due is None or on <= case.due:
        return False
    return step.kind == "publicity" or step.late != "escalate"


def _unread(case: Case, reader: Actor) -> Seat | None:
    copies = case.seats.filter(kind=Seat.Kind.COPY, person=reader.person or 0)
    return copies.filter(state=Seat.State.WAITING).first()


def people_of(seat: Seat, step: Step | None, on: date) -> list[Person]:
    """Some of those who may take a seat."""
    out = barred(seat.case, step) if step else ()
    return list(holders(seat, on, without=out)[:SHOWN])


def removable(seats: Sequence[Seat], reader: Actor) -> frozenset[int]:
    """The signers who have not signed and whom the reader asked, also after having decided."""
    added = [each for each in seats if each.kind == Seat.Kind.ADDED and each.state == "waiting"]
    asked = Seat.objects.filter(seats_of(reader), pk__in=[each.asked_by_id for each in added])
    mine = set(asked.values_list("pk", flat=True)) if added else set()
    return frozenset(each.pk for each in added if each.asked_by_id in mine)


def here_of(case: Case) -> QuerySet[Seat]:
    """The seats of the step a case is at, without copies."""
    here = Seat.objects.filter(case=case, step=case.step, round=case.round)
    return here.exclude(kind=Seat.Kind.COPY)


def facts(case: Case, kind: CaseType) -> list[tuple[object, str]]:
    """The blanks of the case and of its steps that were filled in, in the order of the forms."""
    every = [*kind.blanks]
    for each in (*kind.steps, *((kind.appeal,) if kind.appeal else ())):
        every += each.blanks
    named = {each.code: each.name for each in every}
    return [(name, case.said[code]) for code, name in named.items() if case.said.get(code)]


def taken_before(case: Case, kind: CaseType) -> list[Taken]:
    """The seats of steps gone through in which several had a say, in the order of the history."""
    seats = case.seats.exclude(kind__in=[Seat.Kind.COPY, Seat.Kind.LENT])
    seats = seats.exclude(step=case.step, round=case.round).select_related("acted_by", "acted_for")
    found: dict[tuple[int, str], list[Waiting]] = {}
    for each in seats.order_by("round", "opened_at", "order", "pk"):
        each.case = case
        found.setdefault((each.round, each.step), []).append(Waiting(each, ()))
    steps = [(kind.step(code), rows) for (_, code), rows in found.items()]
    return [Taken(step, rows) for step, rows in steps if step is not None and len(rows) > 1]
