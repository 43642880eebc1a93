"""Gather what is printed of a case."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils import timezone

from xuequ.kernel.case_types import CaseType
from xuequ.kernel.paper import Step, StepState
from xuequ.kernel.text import Text

from ..engine.choices import done_at
from ..engine.diagram import Mark, chain
from ..engine.printing import Printed, Said
from ..models import Case, Seat, Turn
from ..models.cases import CaseState
from ..names import BY_ITSELF, turn_words
from .detail import facts
from .past import passed
from .reports import STATES
from .types import type_of

MARKS: dict[Mark, StepState] = {
    "done": "done",
    "now": "now",
    "next": "to_come",
    "left_out": "skipped",
    "stopped": "refused",
}


NAMED = 3  # in the box of a step


def printed(case: Case, on: date) -> Printed:
    """A case as plain values for its papers; private ones are printed whole for who sees them."""
    kind = type_of(case.kind, case.authority, on)
    seats = case.seats.exclude(kind=Seat.Kind.COPY).filter(state=Seat.State.DONE)
    seats = seats.select_related("acted_by").order_by("acted_at", "pk")
    return Printed(
        number=case.label,
        kind=kind.name.zh,
        title=case.title,
        asked_by=asked_by(case),
        authority=case.authority.name,
        state=STATES[CaseState(case.state)].zh,
        decided_on=case.decided_on,
        outcome=case.outcome.get("zh", ""),
        words=case.words,
        facts=tuple((_said(name), words) for name, words in facts(case, kind)),
        opinions=tuple(_opinion(each, kind) for each in seats if each.round == case.round),
        turns=tuple(
            _turn(each, kind) for each in case.turns.select_related("person").order_by("number")
        ),
        steps=tuple(_steps(case, kind)),
        is_private=kind.is_private,
    )


def asked_by(case: Case) -> str:
    """The place whose post started it."""
    place = {"school": case.school, "consortium": case.consortium}.get(case.started_place)
    return str(place or case.authority)


def _said(name: object) -> str:
    return name.zh if isinstance(name, Text) else str(name)


def _step(kind: CaseType, code: str) -> str:
    step = kind.step(code)
    return step.name.zh if step else ""


def _opinion(seat: Seat, kind: CaseType) -> Said:
    who = seat.acted_by.name if seat.acted_by else seat.acted_post
    at = f"{timezone.localtime(seat.acted_at):%Y-%m-%d %H:%M}" if seat.acted_at else ""
    choice = done_at(kind.step(seat.step), seat.choice)
    return Said(at, _step(kind, seat.step), who, choice.zh if choice else "", seat.words)


def _turn(turn: Turn, kind: CaseType) -> Said:
    names = (turn.person.name if turn.person else "", turn.post)
    who = "" if turn.verb in BY_ITSELF else " ".join(each for each in names if each)
    what = turn_words(turn.verb, kind.step(turn.step)).zh
    if turn.to:
        what = f"{what} → {turn.to}"
    if turn.is_late:
        what = f"{what}（超时）"
    return Said(
        f"{timezone.localtime(turn.at):%Y-%m-%d %H:%M}",
        _step(kind, turn.step),
        who,
        what,
        "\n".join([turn.words, *(f"{name}：{said}" for name, said in turn.said)]).strip(),
    )


def _steps(case: Case, kind: CaseType) -> list[Step]:
    found = [Step("提交", "done", asked_by(case), timezone.localdate(case.started_at))]
    taken: dict[str, list[Seat]] = defaultdict(list)
    for each in case.seats.filter(round=case.round, acted_at__isnull=False).order_by("acted_at"):
        taken[each.step].append(each)
    for box in chain(kind, case.values, case.step, passed(case, kind), case.state):
        seats = taken[box.step.code]
        last = seats[-1].acted_at if seats else None
        day = timezone.localdate(last) if last else None
        who = together([each.label for each in seats])
        found.append(Step(box.step.name.zh, MARKS[box.mark], who, day))
    return found


def together(names: list[str]) -> str:
    """All of a few names; of many the first, and how many there are."""
    return "、".join(names) if len(names) <= NAMED else f"{names[0]}等{len(names)}方"
