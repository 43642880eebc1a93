"""What days bring about by themselves: steps that end, reminders, escalation (超时)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.case_types import Step
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.ledger.services.notices import News, notify_many
from xuequ.record.services import write

from ..models import Case, Seat
from ..models.cases import CaseState
from ..queries.parties import chairs, holders
from ..queries.types import case_types
from .moving import CLOCK, locked, seats_at, settle, step_of, turn
from .telling import KIND, link_of

GOING = (CaseState.RUNNING, CaseState.EXECUTING)
SOON = timedelta(days=2)  # before the last day, on which holders are reminded


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did."""

    moved: int = 0  # cases whose step ended
    late: int = 0  # cases that became overdue
    reminded: int = 0  # people told that a last day is near
    failed: tuple[str, ...] = ()  # cases that could not go on, with the reason


def sweep(now: datetime) -> Swept:
    """Look at every open case whose last day has passed or is near.

    Each case is a transaction of its own, so that one that cannot go on stops no other.  What
    was swept is not swept again, and somebody acting at the same moment comes before or after.
    """
    today = timezone.localdate(now)
    over = Case.objects.filter(state__in=GOING, due__lt=today, is_late=False)
    moved = late = 0
    failed = []
    for pk in list(over.order_by("due", "pk").values_list("pk", flat=True)):
        try:
            if _over(pk, now):
                moved += 1
            else:
                late += 1
        except Refused as refused:
            failed.append(f"{pk}: {refused.code}")
    return Swept(moved, late, _remind_soon(now), tuple(failed))


@transaction.atomic
def _over(pk: int, now: datetime) -> bool:
    """Let one case go its way, or note that it is overdue; has it moved?"""
    case = locked(Case(pk=pk))
    today = timezone.localdate(now)
    if case.state not in GOING or case.due is None or case.due >= today or case.is_late:
        return False
    step = step_of(case, today)
    if settle(case, now=now):
        write("sweep-case", case, actor=CLOCK, note={"case": case.label})
        return True
    case.is_late = True
    case.save(update_fields=["is_late"])
    if step.kind != "publicity":
        turn(case, "late", actor=CLOCK, now=now)
        _call_in(case, step, now)
    write("sweep-case", case, actor=CLOCK, note={"case": case.label, "late": True})
    return False


def _call_in(case: Case, step: Step, now: datetime) -> None:
    """Tell the one above, who may act beside the holder where one is enough."""
    today = timezone.localdate(now)
    name = case_types()[case.kind].name
    text = Text(
        f"已超时：{name.zh} {case.label}，环节“{step.name.zh}”应于{case.due}前办理。",
        f"Overdue: {name.en} {case.label}, step «{step.name.en}», due by {case.due}.",
    )
    news = News(KIND, text, link_of(case), about=f"late:{case.pk}:{case.round}:{case.step}")
    for seat in seats_at(case).filter(state=Seat.State.WAITING):
        notify_many(holders(seat, today), news)
    if step.above is None:
        return
    for chair in chairs(case, step.above, today):
        seat = Seat(
            case=case,
            step=case.step,
            round=case.round,
            order=90,
            kind=Seat.Kind.ESCALATED,
            label=chair.label,
            band=chair.band,
            authority_id=chair.authority,
            consortium_id=chair.consortium,
            school_id=chair.school,
            body_id=chair.body,
        )
        if step.kind in ("review", "decide", "acknowledge"):
            seat.save()
        notify_many(holders(seat, today), news)
        turn(case, "escalate", actor=CLOCK, now=now, to=chair.label)


def _remind_soon(now: datetime) -> int:
    """Remind everybody whose last day is near, once for each step."""
    today = timezone.localdate(now)
    near = Seat.objects.filter(
        state=Seat.State.WAITING,
        case__state__in=GOING,
        case__due__gte=today,
        case__due__lte=today + SOON,
    ).exclude(kind=Seat.Kind.COPY)
    told = 0
    for seat in near.select_related("case").iterator(chunk_size=500):
        case = seat.case
        name = case_types()[case.kind].name
        text = Text(
            f"即将到期：{name.zh} {case.label}，最后一天{case.due}。",
            f"Due soon: {name.en} {case.label}, last day {case.due}.",
        )
        about = f"soon:{seat.pk}:{case.due}"
        told += notify_many(holders(seat, today), News(KIND, text, link_of(case), about=about))
    return told
