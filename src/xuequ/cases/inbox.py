"""What waits in cases, for the inbox."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.kernel.waiting import Shelf, Waiting

from .models import Case, Seat
from .queries.access import queue
from .queries.lists import returned, unread
from .queries.types import case_types

SEE = "case.view"
SHOWN = 21  # of each sort: the inbox shows twenty, and that there are more
MOST = 99  # nobody counts further
RETURNED = Text("退回修改", "returned for changes")


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """The seats that wait for an identity, and its own cases that came back."""
    if not actor.may(SEE):
        return []
    seats = queue(actor).order_by("-case__is_late", "case__due", "pk")[:SHOWN]
    back = returned(actor).select_related("consortium", "school")[:SHOWN]
    return [_of_seat(each, on) for each in seats] + [_of_case(each, RETURNED, on) for each in back]


def count(actor: Actor, on: date) -> int:
    """How many of both."""
    if not actor.may(SEE):
        return 0
    seats = queue(actor).order_by()[: MOST + 1].count()
    return min(seats + returned(actor).order_by()[: MOST + 1].count(), MOST + 1)


def shelves(actor: Actor, on: date) -> list[Shelf]:
    """To do, done, started by me, copies (待办、已办、我发起、抄送)."""
    if not actor.may(SEE):
        return []
    return [
        Shelf(Text("待办事项", "cases to do"), reverse("cases:case_todo"), count(actor, on)),
        Shelf(Text("已办事项", "cases dealt with"), reverse("cases:case_done")),
        Shelf(Text("我发起的事项", "cases I started"), reverse("cases:case_mine")),
        Shelf(Text("抄送待阅", "copies to read"), reverse("cases:case_copies"), _unread(actor)),
    ]


def _unread(actor: Actor) -> int:
    return unread(actor)[: MOST + 1].count()


def _of_seat(seat: Seat, on: date) -> Waiting:
    case = seat.case
    kind = case_types().get(case.kind)
    step = kind.step(seat.step) if kind else None
    return _of_case(case, step.name if step else Text(case.kind, case.kind), on)


def _of_case(case: Case, what: Text, on: date) -> Waiting:
    kind = case_types().get(case.kind)
    name = kind.name if kind else Text(case.kind, case.kind)
    places = [each.label for each in (case.consortium,) if each]
    places += [each.name for each in (case.school,) if each]
    return Waiting(
        title=case.title,
        what=Text(f"{name.zh} · {what.zh}", f"{name.en} · {what.en}"),
        link=reverse("cases:case_detail", args=[case.pk]),
        since=case.step_since,
        due=case.due,
        is_late=case.is_late,
        days=(case.due - on).days if case.due else 0,
        note=" · ".join([case.label, *places]),
    )
