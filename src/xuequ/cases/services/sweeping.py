"""What days bring about by themselves: steps that end, reminders, escalation (超时)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from xuequ.directory.models import Authority, Person
from xuequ.kernel.case_types import Party, Step
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.ledger.services.notices import News, notify_each
from xuequ.record.services import write

from ..models import Case, Seat, Turn
from ..models.cases import CaseState
from ..queries.barring import barred
from ..queries.parties import chairs, holders
from ..queries.types import case_types
from .moving import settle
from .standing import locked
from .telling import KIND, link_of
from .tidying import tidy
from .turns import CLOCK

T = TypeVar("T")
GOING = (CaseState.RUNNING, CaseState.EXECUTING)
SOON = timedelta(days=2)  # before the last day, on which holders are reminded
CHUNK = 250  # cases noted as overdue in one transaction
BESIDE = ("review", "decide", "acknowledge")  # steps in which the one above may act as well


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did."""

    moved: int = 0  # cases whose step ended
    late: int = 0  # cases that became overdue
    reminded: int = 0  # people told that a last day is near
    failed: tuple[str, ...] = ()  # cases that could not go on, with the reason


@dataclass(slots=True)
class People:
    """Who holds which seats on a day; asked once for seats that are alike."""

    on: date
    known: dict[tuple[object, ...], list[Person]] = field(default_factory=dict)

    def of(self, seat: Seat) -> list[Person]:
        step = _step(seat.case)
        out = barred(seat.case, step) if step else frozenset()
        key = (
            out, seat.band, seat.authority_id, seat.consortium_id, seat.school_id, seat.body_id,
            seat.person_id,
        )  # fmt: skip
        if key not in self.known:
            self.known[key] = list(holders(seat, self.on, without=out))
        return self.known[key]


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in lists of at most so many."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def sweep(now: datetime) -> Swept:
    """Look at every open case whose last day has passed or is near.

    A case that moves is a transaction of its own, so that one that cannot go on stops no other;
    those that are only overdue are noted together.  What was swept is not swept again, and
    somebody acting at the same moment comes before or after.
    """
    today = timezone.localdate(now)
    over = Case.objects.filter(state__in=GOING, due__lt=today, is_late=False)
    _, failed = tidy(now)
    moved, waiting = 0, []
    for pk, kind, code in list(over.order_by("due", "pk").values_list("pk", "kind", "step")):
        step = case_types()[kind].step(code)
        if step is not None and step.kind != "publicity" and step.late == "escalate":
            waiting.append(pk)
            continue
        try:
            moved += _over(pk, now)
        except Refused as refused:
            failed.append(f"{pk}: {refused.code}")
    people = People(today)
    late = sum(_note_late(each, people, now) for each in batched(waiting, CHUNK))
    return Swept(moved, late, _remind_soon(people), tuple(failed))


@transaction.atomic
def _over(pk: int, now: datetime) -> bool:
    """Let one case go its way, or wait for the answer to an objection; has it moved?"""
    case = locked(Case(pk=pk))
    today = timezone.localdate(now)
    if case.state not in GOING or case.due is None or case.due >= today or case.is_late:
        return False
    moved = settle(case, now=now)
    if not moved:
        case.is_late = True
        case.save(update_fields=["is_late"])
    write("sweep-case", case, actor=CLOCK, note={"case": case.label})
    return moved


@transaction.atomic
def _note_late(pks: Sequence[int], people: People, now: datetime) -> int:
    """Note that cases are overdue, and tell their holders and the ones above; how many."""
    rows = Case.objects.select_for_update(of=("self",)).filter(
        pk__in=pks, state__in=GOING, due__lt=people.on, is_late=False
    )
    rows = rows.select_related("authority__parent", "consortium", "school").order_by("pk")
    cases = {each.pk: each for each in rows}
    seats = _waiting(cases)
    counts = Turn.objects.filter(case__in=cases).values("case").annotate(last=Max("number"))
    last = dict(counts.values_list("case", "last"))
    turns, called, told = [], [], []
    for case in cases.values():
        news = _overdue(case)
        told += [(people.of(each), news) for each in seats[case.pk]]
        turns.append(_turn(case, last.get(case.pk, 0) + 1, "late", now))
        for seat, acts in _above(case, seats[case.pk], people.on):
            told.append((people.of(seat), news))
            seat.state = Seat.State.WAITING if acts else Seat.State.NOT_NEEDED  # sees it, at least
            called.append(seat)
            turns.append(_turn(case, last.get(case.pk, 0) + 2, "escalate", now, seat.label))
    Case.objects.filter(pk__in=cases).update(is_late=True)
    Turn.objects.bulk_create(turns)
    Seat.objects.bulk_create(called)
    notify_each(told)
    for authority, numbers in _by_authority(cases.values()):
        write("sweep-cases", authority, actor=CLOCK, note={"cases": numbers})
    return len(cases)


def _waiting(cases: dict[int, Case]) -> dict[int, list[Seat]]:
    found: dict[int, list[Seat]] = defaultdict(list)
    rows = Seat.objects.filter(
        case__in=cases, state=Seat.State.WAITING, step=F("case__step"), round=F("case__round")
    )
    for each in rows.exclude(kind=Seat.Kind.COPY):
        each.case = cases[each.case_id]
        found[each.case_id].append(each)
    return found


def _above(case: Case, here: Sequence[Seat], on: date) -> Iterator[tuple[Seat, bool]]:
    """The seats of the one above the step a case is at, and whether they may act."""
    step = _step(case)
    above: Party | None = step.above if step else None
    had = {(each.band, each.authority_id, each.consortium_id) for each in here}
    for chair in chairs(case, above, on) if above else ():
        if (chair.band, chair.authority, chair.consortium) in had:
            continue  # it went there from the start
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
        yield seat, step is not None and step.kind in BESIDE


def _turn(case: Case, number: int, verb: str, now: datetime, to: str = "") -> Turn:
    return Turn(case=case, number=number, at=now, verb=verb, step=case.step, to=to)


def _step(case: Case) -> Step | None:
    return case_types()[case.kind].step(case.step)


def _overdue(case: Case) -> News:
    name, step = case_types()[case.kind].name, _step(case)
    what = step.name if step else Text(case.step, case.step)
    text = Text(
        f"已超时：{name.zh} {case.label}，环节“{what.zh}”应于{case.due}（含）前办理。",
        f"Overdue: {name.en} {case.label}, step «{what.en}», due by {case.due}.",
    )
    about = f"late:{case.pk}:{case.round}:{case.step}"
    return News(KIND, text, link_of(case), about, title=case.title)


def _by_authority(cases: Iterable[Case]) -> Iterator[tuple[Authority, str]]:
    """The authorities of cases, with the numbers of their cases."""
    found: dict[int, list[Case]] = defaultdict(list)
    for each in cases:
        found[each.authority_id].append(each)
    for several in found.values():
        yield several[0].authority, ", ".join(each.label for each in several)


def _remind_soon(people: People) -> int:
    """Remind everybody whose last day is near, once for each step."""
    near = Seat.objects.filter(
        state=Seat.State.WAITING,
        case__state__in=GOING,
        case__due__gte=people.on,
        case__due__lte=people.on + SOON,
    ).exclude(kind=Seat.Kind.COPY)
    told = 0
    rows = near.select_related("case").order_by("pk").iterator(chunk_size=CHUNK)
    for some in batched(rows, CHUNK):
        told += notify_each([(people.of(seat), _near(seat)) for seat in some])
    return told


def _near(seat: Seat) -> News:
    case, name = seat.case, case_types()[seat.case.kind].name
    text = Text(
        f"即将到期：{name.zh} {case.label}，最后一天{case.due}。",
        f"Due soon: {name.en} {case.label}, last day {case.due}.",
    )
    about = f"soon:{seat.pk}:{case.due}"
    return News(KIND, text, link_of(case), about, title=case.title)
