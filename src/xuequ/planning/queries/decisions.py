"""Meetings, tasks and cases of a place in a span, as they stood on its last day."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from xuequ.cases.models import Case, Invitation, Meeting, Task, Turn
from xuequ.cases.models.cases import CaseState
from xuequ.cases.queries.reports import STATES
from xuequ.cases.queries.types import case_types
from xuequ.kernel.periods import Span
from xuequ.ledger.queries import Place

from ..engine.facts import Decided, Followed, Met

TASKS = {
    "open": "办理中", "reported": "已报告", "returned": "退回", "closed": "已办结",
    "withdrawn": "已撤销",
}  # fmt: skip
CAME = (Invitation.Attendance.PRESENT, Invitation.Attendance.SUBSTITUTE)
TURNED = {
    "submit": CaseState.RUNNING,
    "submit-again": CaseState.RUNNING,
    "returned": CaseState.RETURNED,
    "approved": CaseState.APPROVED,
    "refused": CaseState.REFUSED,
    "withdraw": CaseState.WITHDRAWN,
}  # what a case is after a turn


def _whole(place: Place) -> Q:
    """The rows of a consortium; of an authority its own and those of all its consortia."""
    here = Q(authority=place.authority, school=None)
    return here if place.consortium is None else here & Q(consortium=place.consortium)


def meetings(place: Place, span: Span, on: date) -> tuple[Met, ...]:
    """The meetings that were held."""
    rows = Meeting.objects.filter(
        _whole(place),
        starts_at__date__gte=span.since,
        starts_at__date__lte=on,
        state__in=[Meeting.State.HELD, Meeting.State.CIRCULATED, Meeting.State.CONFIRMED],
    ).prefetch_related("invitations", "resolutions")
    return tuple(
        Met(
            day=timezone.localdate(each.starts_at),
            place=_of(place, each),
            title=each.title,
            came=sum(one.attendance in CAME for one in each.invitations.all()),
            invited=len(each.invitations.all()),
            resolved=tuple(one.words for one in each.resolutions.all()),
        )
        for each in rows.select_related("consortium").order_by("starts_at", "pk")
    )


def _of(place: Place, row: Meeting | Task) -> str:
    """Whose it is, where a summary speaks of several."""
    return str(row.consortium) if place.consortium is None and row.consortium else ""


def tasks(place: Place, span: Span, on: date, today: date) -> tuple[Followed, ...]:
    """Tasks set up to the end of the span that were open in it."""
    rows = Task.objects.filter(_whole(place), set_on__lte=on)
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__date__gte=span.since))
    rows = rows.exclude(state=Task.State.WITHDRAWN)
    found = []
    for each in rows.select_related("of_school", "post", "person", "consortium").order_by(
        "due", "pk"
    ):
        state = each.state if on == today else _stood(each, on)
        found.append(
            Followed(
                title=each.title,
                who=str(each.of_school or each.post or each.person or ""),
                due=each.due,
                state=TASKS[state],
                is_late=state != Task.State.CLOSED and each.due < on,
            )
        )
    return tuple(found)


def _stood(task: Task, on: date) -> str:
    """How a task stood at the end of a day, as far as its days tell."""
    if task.closed_at is not None and timezone.localdate(task.closed_at) <= on:
        return Task.State.CLOSED
    if task.reported_at is not None and timezone.localdate(task.reported_at) <= on:
        return Task.State.REPORTED
    return Task.State.OPEN


def cases(place: Place, span: Span, on: date, today: date) -> tuple[Decided, ...]:
    """Cases started or decided in the span; what is private is counted nowhere here."""
    private = [each.code for each in case_types().values() if each.is_private]
    inside = Q(started_at__date__gte=span.since, started_at__date__lte=on)
    inside |= Q(decided_on__gte=span.since, decided_on__lte=on)
    rows = Case.objects.filter(inside, authority=place.authority).exclude(kind__in=private)
    if place.consortium is not None:
        rows = rows.filter(consortium=place.consortium)
    turns = Turn.objects.filter(verb__in=TURNED, at__date__lte=on).order_by("number")
    rows = rows.prefetch_related(Prefetch("turns", turns, to_attr="turned"))
    return tuple(
        Decided(
            number=each.label,
            kind=case_types()[each.kind].name.zh if each.kind in case_types() else each.kind,
            title=each.title,
            state=STATES[CaseState(each.state) if on == today else _turned(each)].zh,
            decided_on=each.decided_on if each.decided_on and each.decided_on <= on else None,
        )
        for each in rows.order_by("started_at", "pk")
    )


def _turned(case: Case) -> CaseState:
    """How a case stood after its last turn of those that were fetched."""
    verbs = [each.verb for each in case.turned]  # type: ignore[attr-defined]
    if "approved" in verbs:  # a refused appeal leaves what was decided
        return CaseState.APPROVED
    return TURNED[verbs[-1]] if verbs else CaseState.RUNNING
