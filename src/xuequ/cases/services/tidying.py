"""What goes on without its holder: places that are gone, people who left, members who came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from xuequ.directory.models import Holding
from xuequ.directory.models.dated import in_force
from xuequ.kernel.refusal import Refused

from ..models import Case, Seat, Task
from ..models.cases import OPEN, CaseState
from ..queries.parties import holders
from ..queries.seating import gone_place, seat_at, seated
from ..queries.tasks import UNDECIDED
from ..queries.types import case_types
from .lending import recall
from .moving import advance
from .rolls import SILENT_KINDS, asks_members
from .standing import locked, seats_at, step_of
from .stopping import stop_case
from .task_decisions import withdraw_task
from .telling import tell_seat
from .turns import CLOCK, turn

GOING = (CaseState.RUNNING, CaseState.EXECUTING)
GONE = "单位已撤销或停办"


def tidy(now: datetime) -> tuple[int, list[str]]:
    """Everything of this module, each case in a transaction of its own.

    Returns:
        How much was changed, and what could not be, with the reason.
    """
    on = timezone.localdate(now)
    acts: list[tuple[Callable[[int, datetime], bool], QuerySet[Case | Task | Seat]]] = [
        (_end, Case.objects.filter(_gone("", on), state__in=OPEN)),
        (_withdraw, Task.objects.filter(_gone("", on), state__in=UNDECIDED)),
        (_vacate, _waiting().filter(_gone("", on) | Q(body__until__lte=on))),
        (_free, _waiting().filter(Q(claimed_by__isnull=False) | Q(person__isnull=False))),
        (_call, Case.objects.filter(_asks_members(), state=CaseState.RUNNING)),
    ]
    done, failed = 0, []
    for act, rows in acts:
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            try:
                with transaction.atomic():
                    done += act(pk, now)
            except Refused as refused:
                failed.append(f"{pk}: {refused.code}")
    return done, failed


def _gone(at: str, on: date) -> Q:
    return Q(**{f"{at}consortium__until__lte": on}) | Q(**{f"{at}school__until__lte": on})


def _waiting() -> QuerySet[Seat]:
    found = Seat.objects.filter(
        state__in=[Seat.State.WAITING, Seat.State.LENT_OUT], case__state__in=GOING
    )
    return found.exclude(kind=Seat.Kind.COPY)


def _asks_members() -> Q:
    found = Q(pk__in=[])
    for kind in case_types().values():
        codes = [each.code for each in kind.steps if asks_members(each)]
        if codes:
            found |= Q(kind=kind.code, step__in=codes)
    return found


def _end(pk: int, now: datetime) -> bool:
    """End a case about a place that is no longer there."""
    case = Case.objects.get(pk=pk)
    place = gone_place(case, timezone.localdate(now))
    stop_case(case, f"{place}：{GONE}", actor=CLOCK, now=now)
    return True


def _withdraw(pk: int, now: datetime) -> bool:
    """Withdraw a task that nobody is left to close."""
    withdraw_task(Task.objects.get(pk=pk), GONE, actor=CLOCK)
    return True


def _vacate(pk: int, now: datetime) -> bool:
    """Let the seat of a place that is gone count no more; a step of one seat is seated anew."""
    seat, case = _held(pk)
    on = timezone.localdate(now)
    if seat is None or gone_place(case, on) is not None:
        return False
    step = step_of(case, on)
    seat.state = Seat.State.LEFT
    seat.save(update_fields=["state"])
    left = seats_at(case).filter(kind=Seat.Kind.MAIN).exclude(state=Seat.State.LEFT)
    if step.kind not in SILENT_KINDS and not left.exists():
        for chair in seated(case, step, on).chairs:
            fresh = seat_at(case, step, chair)
            fresh.save()
            tell_seat(fresh, step.name, on)
        return True
    advance(case, step, closed=False, actor=CLOCK, now=now)
    return True


def _free(pk: int, now: datetime) -> bool:
    """Free a seat that somebody took on, was given or was asked for who has left the house."""
    seat, case = _held(pk)
    on = timezone.localdate(now)
    if seat is None or not any(_left(seat, on)):
        return False
    if seat.kind == Seat.Kind.LENT:
        lender = Seat.objects.filter(lent_to=seat).first()
        if lender is None:
            return False
        recall(lender, actor=CLOCK, now=now)
        return True
    turn(case, "freed", actor=CLOCK, now=now, whose=seat.label)
    if seat.kind == Seat.Kind.ADDED:
        seat.state = Seat.State.REMOVED
        seat.save(update_fields=["state"])
        advance(case, step_of(case, on), closed=False, actor=CLOCK, now=now)
        return True
    seat.person = seat.claimed_by = None
    seat.save(update_fields=["person", "claimed_by"])
    if seat.state == Seat.State.WAITING:
        tell_seat(seat, step_of(case, on).name, on)
    return True


def _left(seat: Seat, on: date) -> Iterator[bool]:
    """Has who has the seat left: the post for which they took it on, or the house altogether?"""
    if seat.person_id is None and seat.claimed_by_id is not None:
        yield not holders(seat, on).filter(pk=seat.claimed_by_id).exists()
    home = seat.asked_by if seat.asked_by is not None else seat
    if seat.person_id is not None and home.band:
        held = Holding.objects.filter(in_force(on), in_force(on, "post__"), person=seat.person_id)
        yield not held.filter(_house(home)).exists()


def _house(seat: Seat) -> Q:
    """The posts of the place a seat belongs to."""
    if seat.school_id is not None:
        return Q(post__school=seat.school_id)
    unit = seat.consortium_id or (seat.body.consortium_id if seat.body is not None else None)
    if unit is not None:
        return Q(post__consortium=unit) | Q(post__body__consortium=unit)
    return Q(post__authority=seat.authority_id)


def _call(pk: int, now: datetime) -> bool:
    """Call the roll of a vote while it runs, so that newcomers have a seat in it."""
    case = locked(Case(pk=pk))
    on = timezone.localdate(now)
    if case.state != CaseState.RUNNING or (case.due is not None and on > case.due):
        return False
    before = _roll(case)
    moved = advance(case, step_of(case, on), closed=False, actor=CLOCK, now=now)
    return moved or _roll(case) != before


def _roll(case: Case) -> set[tuple[int, str]]:
    return set(seats_at(case).values_list("pk", "state"))


def _held(pk: int) -> tuple[Seat | None, Case]:
    """The seat and its case, locked; none if it no longer waits."""
    case = locked(Seat.objects.select_related("case").get(pk=pk).case)
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=pk)
    seat.case = case
    is_open = seat.state in (Seat.State.WAITING, Seat.State.LENT_OUT) and case.state in GOING
    here = (seat.step, seat.round) == (case.step, case.round)
    return (seat if is_open and here else None), case
