"""How a case moves: into a step, out of it, to its end.  Only acts on cases call this."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Max, QuerySet
from django.utils import timezone

from xuequ.directory.engine.days import working_day_after
from xuequ.directory.models import Membership
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.case_types import CaseType, Step
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ..engine import tally
from ..engine.flow import following
from ..engine.scoring import Sheet
from ..models import Case, Objection, Seat, Turn
from ..models.cases import CaseState
from ..queries.parties import chairs
from ..queries.types import type_of
from .effects import carry_out
from .printing import print_approval
from .telling import tell_ended, tell_holders, tell_returned

SILENT_KINDS = ("vote", "countersign", "opinion", "panel")
CLOCK = program("deadline")  # whose hands move a case when its time is over


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


def turn(case: Case, verb: str, *, actor: Actor, now: datetime, **facts: Any) -> Turn:
    """Add a line to the history of a case."""
    last = case.turns.aggregate(last=Max("number"))["last"] or 0
    return Turn.objects.create(
        case=case,
        number=last + 1,
        at=now,
        verb=verb,
        step=facts.pop("step", case.step),
        person_id=actor.person,
        post=actor.post,
        **facts,
    )


def enter(case: Case, step: Step, *, actor: Actor, now: datetime) -> None:
    """Bring a case into a step: its seats, its last day, and those who hold it are told.

    Raises:
        Refused("nobody-at-the-table"): the step has no seat in this case.
    """
    today = timezone.localdate(now)
    case.step, case.step_since, case.is_late = step.code, now, False
    case.due = working_day_after(today, step.days) if step.days else None
    case.state = CaseState.EXECUTING if step.kind == "execute" else CaseState.RUNNING
    case.save()
    found = [chair for party in step.by for chair in chairs(case, party, today)]
    if not found:
        raise Refused("nobody-at-the-table", step=step.name)
    first = Seat.State.NOT_NEEDED if step.kind == "publicity" else Seat.State.WAITING
    Seat.objects.bulk_create(
        Seat(
            case=case,
            step=step.code,
            round=case.round,
            order=n,
            state=first,
            label=each.label,
            band=each.band,
            authority_id=each.authority,
            consortium_id=each.consortium,
            school_id=each.school,
            body_id=each.body,
            person_id=each.person,
        )
        for n, each in enumerate(dict.fromkeys(found), 1)
    )
    turn(case, "arrive", actor=actor, now=now)
    tell_holders(case, step, today)


def seats_at(case: Case) -> QuerySet[Seat]:
    """The seats of the step a case is at, without copies."""
    here = Seat.objects.filter(case=case, step=case.step, round=case.round)
    return here.exclude(kind=Seat.Kind.COPY)


def settle(case: Case, *, now: datetime) -> bool:
    """Let a step whose last day has passed go its way; has the case moved?"""
    today = timezone.localdate(now)
    step = step_of(case, today)
    if case.due is None or today <= case.due:
        return False
    if step.kind != "publicity" and step.late == "escalate":
        return False
    return advance(case, step, closed=True, actor=CLOCK, now=now)


def advance(case: Case, step: Step, *, closed: bool, actor: Actor, now: datetime) -> bool:
    """Look what has come of a step, and move the case if something has."""
    today = timezone.localdate(now)
    if step.by and step.by[0].of == "members" and step.kind in SILENT_KINDS:
        _drop_those_who_left(case, today)
    found = tally.outcome(
        step,
        [_plain(each) for each in seats_at(case).exclude(kind=Seat.Kind.LENT)],
        closed=closed,
        objections=open_objections(case).count(),
    )
    if found.came == "open":
        return False
    waiting = seats_at(case).filter(state__in=[Seat.State.WAITING, Seat.State.LENT_OUT])
    silent = closed and step.kind in SILENT_KINDS
    waiting.update(state=Seat.State.SILENT if silent else Seat.State.NOT_NEEDED)
    if found.why is not None:
        case.outcome = {**case.outcome, "zh": found.why.zh, "en": found.why.en}
    if found.came == "onward":
        onward(case, step, actor=actor, now=now)
    elif found.came == "refused":
        refuse(case, step, actor=actor, now=now)
    else:
        send_back(case, found.why, actor=actor, now=now)
    return True


def open_objections(case: Case) -> QuerySet[Objection]:
    """The objections to the step a case is at that are not answered."""
    return Objection.objects.filter(
        case=case, step=case.step, round=case.round, state=Objection.State.OPEN
    )


def onward(case: Case, step: Step, *, actor: Actor, now: datetime) -> None:
    """On to the next step; what was asked for is carried out when the last decision is made."""
    today = timezone.localdate(now)
    kind = kind_of(case, today)
    later = _later(case, kind, step)
    if _is_decision(kind, step, later):
        case.decided_on = today
        if not case.outcome.get("carried_out"):
            carry_out(case, kind, actor=actor, now=now)
            paper = print_approval(case, kind, actor=actor, now=now)
            case.outcome = {**case.outcome, "paper": paper.pk if paper else None}
            case.outcome = {**case.outcome, "carried_out": True}
        turn(case, "approved", actor=actor, now=now)
    if later is not None:
        enter(case, later, actor=actor, now=now)
    else:
        _end(case, CaseState.APPROVED)


def refuse(case: Case, step: Step, *, actor: Actor, now: datetime) -> None:
    """End a case: it is refused.  A refused appeal leaves what was decided as it is."""
    turn(case, "refused", actor=actor, now=now, words=case.outcome.get("zh", ""))
    kind = kind_of(case, timezone.localdate(now))
    later = _later(case, kind, step)
    if not case.outcome.get("carried_out"):
        case.decided_on = timezone.localdate(now)
        _end(case, CaseState.REFUSED)
    elif later is not None:
        enter(case, later, actor=actor, now=now)
    else:
        _end(case, CaseState.APPROVED)


def _later(case: Case, kind: CaseType, step: Step) -> Step | None:
    """The step that follows; after an appeal, the first in which something is carried out."""
    if is_appeal(kind, step):
        return next((each for each in kind.steps if each.kind == "execute"), None)
    return following(kind, step.code, case.values)


def is_appeal(kind: CaseType, step: Step) -> bool:
    """Is it the step of an appeal?"""
    return kind.appeal is not None and step.code == kind.appeal.code


def _is_decision(kind: CaseType, step: Step, later: Step | None) -> bool:
    """Is the case decided when this step is done?"""
    if step.kind == "execute":
        return False
    if kind.effect_after and not is_appeal(kind, step):
        return step.code == kind.effect_after
    return later is None or later.kind == "execute"


def _end(case: Case, state: CaseState) -> None:
    case.state, case.due, case.is_late = state, None, False
    case.save()
    tell_ended(case)


def send_back(case: Case, why: Text | None, *, actor: Actor, now: datetime) -> None:
    """Give a case back to whoever started it, to be changed and handed in again."""
    words = why.zh if why else ""
    turn(case, "returned", actor=actor, now=now, words=words, to=case.started_post)
    case.state, case.due, case.is_late = CaseState.RETURNED, None, False
    case.step_since = now
    case.save()
    tell_returned(case)


def _drop_those_who_left(case: Case, today: date) -> None:
    """A member that has left since counts no more, whatever it said."""
    here = Membership.objects.on(today).filter(consortium=case.consortium_id)
    here = here.exclude(role=Membership.Role.GUEST)
    gone = seats_at(case).filter(kind=Seat.Kind.MAIN, school__isnull=False)
    gone.exclude(school__in=here.values("school")).update(state=Seat.State.LEFT)


def _plain(seat: Seat) -> tally.Seat:
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
