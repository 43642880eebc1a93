"""How a case moves: into a step, out of it, to its end.  Only acts on cases call this."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from xuequ.directory.engine.days import working_day_after
from xuequ.kernel.actors import Actor
from xuequ.kernel.case_types import CaseType, Step
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

from ..engine import tally
from ..engine.flow import following
from ..models import Case, Objection, Seat
from ..models.cases import CaseState
from ..queries.seating import seat_at, seated
from .effects import carry_out
from .printing import print_approval
from .rolls import SILENT_KINDS, asks_members, call_the_roll
from .standing import kind_of, open_objections, plain, seats_at, step_of
from .telling import tell_decided, tell_ended, tell_holders, tell_returned
from .turns import CLOCK, turn


def enter(case: Case, step: Step, *, actor: Actor, now: datetime) -> None:
    """Bring a case into a step: its seats, its last day, and those who hold it are told.

    Raises:
        Refused("nobody-at-the-table"): the step has no seat in this case.
    """
    today = timezone.localdate(now)
    case.step, case.step_since, case.is_late = step.code, now, False
    case.due = _last_day(case, step, today)
    case.state = CaseState.EXECUTING if step.kind == "execute" else CaseState.RUNNING
    case.save()
    found = seated(case, step, today)
    if not found.chairs:
        raise Refused("nobody-at-the-table", step=step.name)
    first = Seat.State.NOT_NEEDED if step.kind == "publicity" else Seat.State.WAITING
    Seat.objects.bulk_create(
        seat_at(case, step, chair, order=n, state=first) for n, chair in enumerate(found.chairs, 1)
    )
    turn(case, "arrive", actor=actor, now=now)
    if found.went_up:
        turn(case, "goes-above", actor=CLOCK, now=now, to=found.chairs[0].label)
    tell_holders(case, step, today)


def _last_day(case: Case, step: Step, today: date) -> date | None:
    """The day that a blank named, if the step goes by one; else so many working days on."""
    named = case.values.get(step.due_from) if step.due_from else None
    if isinstance(named, str) and named:
        return max(date.fromisoformat(named), today)
    return working_day_after(today, step.days) if step.days else None


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
    if asks_members(step):
        call_the_roll(case, step, now=now, on=today, tell=not closed)
    found = tally.outcome(
        step,
        [plain(each) for each in seats_at(case).exclude(kind=Seat.Kind.LENT)],
        closed=closed,
        objections=open_objections(case).count(),
    )
    if found.came == "open":
        return False
    _close(case, step, silent=closed and step.kind in SILENT_KINDS, now=now)
    if found.why is not None:
        said = {"zh": found.why.zh, "en": found.why.en, "of": step.code}
        case.outcome = {**case.outcome, **said}
    if found.came == "onward":
        if found.why is not None:
            turn(case, "counted", actor=CLOCK, now=now, words=found.why.zh)
        onward(case, step, actor=actor, now=now)
    elif found.came == "refused":
        refuse(case, step, actor=actor, now=now)
    else:
        _return(case, step, found.why, actor=actor, now=now)
    return True


def _close(case: Case, step: Step, *, silent: bool, now: datetime) -> None:
    """Close the seats nobody took; the history says who was silent, and that nobody objected."""
    waiting = seats_at(case).filter(state__in=[Seat.State.WAITING, Seat.State.LENT_OUT])
    labels = list(waiting.values_list("label", flat=True))
    waiting.update(state=Seat.State.SILENT if silent else Seat.State.NOT_NEEDED)
    if silent and labels:
        turn(case, "silent", actor=CLOCK, now=now, words="、".join(labels)[:2000])
    if step.kind == "publicity":
        heard = Objection.objects.filter(case=case, step=case.step, round=case.round).exists()
        verb = "objections-answered" if heard else "nobody-objected"
        turn(case, verb, actor=CLOCK, now=now)


def _return(case: Case, step: Step, why: Text | None, *, actor: Actor, now: datetime) -> None:
    """Back to whoever can mend it: a panel to who names it, everything else to who asked."""
    kind = kind_of(case, timezone.localdate(now))
    namer = kind.names_people_before(step.code) if step.kind == "panel" else None
    if namer is None:
        send_back(case, why, actor=actor, now=now)
        return
    words = why.zh if why else ""
    turn(case, "regroup", actor=actor, now=now, words=words)
    case.round += 1
    enter(case, namer, actor=actor, now=now)


def onward(case: Case, step: Step, *, actor: Actor, now: datetime) -> None:
    """On to the next step; what was asked for is carried out when the last decision is made."""
    today = timezone.localdate(now)
    kind = kind_of(case, today)
    later = _later(case, kind, step)
    if _is_decision(kind, step, later):
        _decided(case, kind, step, actor=actor, now=now)
        if later is not None:
            tell_decided(case, upheld=True)
    if later is not None:
        enter(case, later, actor=actor, now=now)
    else:
        _end(case, CaseState.APPROVED)


def _decided(case: Case, kind: CaseType, step: Step, *, actor: Actor, now: datetime) -> None:
    """Carry out what was asked, once; an appeal that changes it is given a paper of its own."""
    case.decided_on = timezone.localdate(now)
    first = not case.outcome.get("carried_out")
    if first:
        carry_out(case, kind, actor=actor, now=now)
    if first or kind.is_appeal(step.code):
        paper = print_approval(case, kind, actor=actor, now=now)
        case.outcome = {**case.outcome, "carried_out": True, "paper": paper.pk if paper else None}
    turn(case, "approved", actor=actor, now=now)


def refuse(case: Case, step: Step, *, actor: Actor, now: datetime) -> None:
    """End a case: it is refused.  A refused appeal leaves what was decided as it is.

    Raises:
        Refused("carried-out-already"): what was asked for has been carried out; only an appeal
            may still be refused.
    """
    kind = kind_of(case, timezone.localdate(now))
    is_appeal = kind.is_appeal(step.code)
    words = case.outcome.get("zh", "") if case.outcome.get("of") == step.code else ""
    if not case.outcome.get("carried_out"):
        turn(case, "refused", actor=actor, now=now, words=words)
        case.decided_on = timezone.localdate(now)
        _end(case, CaseState.REFUSED)
        return
    if not is_appeal:
        raise Refused("carried-out-already")
    turn(case, "appeal-refused", actor=actor, now=now)
    tell_decided(case, upheld=False)
    later = _later(case, kind, step)
    if later is not None:
        enter(case, later, actor=actor, now=now)
    else:
        _end(case, CaseState.APPROVED, tell=False)


def _later(case: Case, kind: CaseType, step: Step) -> Step | None:
    """The step that follows; after an appeal, what is still to be carried out, if anything is."""
    if not kind.is_appeal(step.code):
        return following(kind, step.code, case.values)
    found = next((each for each in kind.steps if each.kind == "execute"), None)
    if found is None or case.outcome.get("amended"):
        return found
    done = case.seats.filter(step=found.code, state=Seat.State.DONE)
    return None if done.exists() else found


def _is_decision(kind: CaseType, step: Step, later: Step | None) -> bool:
    """Is the case decided when this step is done?"""
    if step.kind == "execute":
        return False
    if kind.effect_after and not kind.is_appeal(step.code):
        return step.code == kind.effect_after
    return later is None or later.kind == "execute"


def _end(case: Case, state: CaseState, *, tell: bool = True) -> None:
    case.state, case.due, case.is_late = state, None, False
    case.save()
    if tell:
        tell_ended(case)


def send_back(case: Case, why: Text | None, *, actor: Actor, now: datetime) -> None:
    """Give a case back to whoever started it, to be changed and handed in again.

    Raises:
        Refused("carried-out-already"): nothing goes back behind what was carried out.
    """
    if case.outcome.get("carried_out"):
        raise Refused("carried-out-already")
    words = why.zh if why else ""
    turn(case, "returned", actor=actor, now=now, words=words, to=case.started_post)
    case.state, case.due, case.is_late = CaseState.RETURNED, None, False
    case.step_since = now
    case.save()
    tell_returned(case)
