"""Gather what a work summary says: from the ledger, meetings, tasks, cases and papers."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from xuequ.cases.models import Case, Invitation, Meeting, Task
from xuequ.cases.queries.reports import STATES
from xuequ.cases.queries.types import case_types
from xuequ.directory.models import Body, Consortium, Holding, Membership
from xuequ.directory.models.dated import in_force
from xuequ.kernel.actors import Actor
from xuequ.kernel.paper import Document
from xuequ.kernel.periods import Span, half_year, quarter, school_year
from xuequ.kernel.rulebook import Fact
from xuequ.ledger.engine.reckoning import Standing
from xuequ.ledger.engine.summary import Row
from xuequ.ledger.models import Entry
from xuequ.ledger.models.entries import EntryState
from xuequ.ledger.queries import Place
from xuequ.ledger.queries.overview import book_on, rows_in
from xuequ.ledger.queries.places import Where
from xuequ.papers.models import Paper, PaperState

from ..engine import summaries
from ..engine.facts import Activity, Decided, DutyLine, Facts, Followed, Issued, Met

WORK_SUMMARY = "planning.work_summary"
TASKS = {
    "open": "办理中", "reported": "已报告", "returned": "退回", "closed": "已办结",
    "withdrawn": "已撤销",
}  # fmt: skip
CAME = (Invitation.Attendance.PRESENT, Invitation.Attendance.SUBSTITUTE)


def work_summary(place: Place, on: date, *, seen_by: Actor) -> Document:
    """The quarterly work summary of a consortium (PLN-17), of the quarter a day lies in."""
    return summaries.quarterly(facts(place, quarter(on)))


def stage_summary(place: Place, on: date, *, seen_by: Actor) -> Document:
    """The half-yearly stage summary of an authority (PLN-18)."""
    return summaries.half_yearly(facts(place, half_year(on)))


def annual_summary(place: Place, on: date, *, seen_by: Actor) -> Document:
    """The annual summary of a consortium in four parts (PLN-21), of a school year."""
    return summaries.annual(facts(place, school_year(on)))


def facts(place: Place, span: Span) -> Facts:
    """What is on record of an authority or a consortium in a span, up to today."""
    last = min(timezone.localdate(), span.until - timedelta(days=1))
    on = max(last, span.since)
    unit, above = place.consortium, place.authority.parent
    to = place.authority.name if unit is not None else (above.name if above else "")
    return Facts(
        place=place.name,
        addressee=to,
        span=span,
        on=on,
        schools=_schools(place, on),
        unions=0 if unit else Consortium.objects.on(on).filter(authority=place.authority).count(),
        bodies=_bodies(place, on),
        duties=_duties(place, on),
        activities=_activities(place, span, on),
        meetings=_meetings(place, span),
        tasks=_tasks(place, span, on),
        cases=_cases(place, span),
        issued=() if unit else _issued(place, span),
    )


def _members(place: Place, on: date) -> Q:
    rows = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
    return Q(school__in=rows.filter(consortium=place.consortium).values("school"))


def _of(place: Place, on: date) -> Q:
    """The condition on rows of a place and of the schools in it."""
    here = Q(authority=place.authority)
    if place.consortium is None:
        return here
    return here & (Q(consortium=place.consortium) | _members(place, on))


def _schools(place: Place, on: date) -> int:
    rows = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
    if place.consortium is not None:
        rows = rows.filter(consortium=place.consortium)
    else:
        rows = rows.filter(consortium__authority=place.authority)
    found: int = rows.values("school").distinct().count()
    return found


def _bodies(place: Place, on: date) -> tuple[str, ...]:
    """The bodies, and who heads the place, in words."""
    unit = place.consortium
    bodies = Body.objects.on(on).filter(authority=place.authority, consortium=unit)
    names = [each.name for each in bodies.order_by("pk")]
    held = Holding.objects.filter(in_force(on), in_force(on, "post__"))
    if unit is not None:
        held = held.filter(Q(post__consortium=unit) | Q(post__body__consortium=unit))
    else:
        held = held.filter(post__authority=place.authority, post__body__consortium=None)
        held = held.filter(post__body__isnull=False)
    posts = [
        f"{each.post.title}：{each.person.name}"
        for each in held.select_related("post", "person").order_by("post", "pk")[:40]
    ]
    listed = [f"设{'、'.join(names)}"] if names else []
    return (*listed, *posts)


def _duties(place: Place, on: date) -> tuple[DutyLine, ...]:
    book = book_on(place.authority, on)
    if book is None:
        return ()
    row = place.consortium or place.authority
    kind = "county" if place.consortium is None else "consortium"
    where = Where(Fact(kind, row.pk, place.name), place.authority, row)
    return tuple(_duty(each) for each in rows_in(book, where) if each.owners)


def _duty(row: Row) -> DutyLine:
    return DutyLine(
        name=row.owed.name.zh,
        clause=row.owed.duty.clause,
        of=row.of,
        done=row.done,
        waiting=row.number(Standing.WAITING),
        late=row.number(Standing.OVERDUE) + row.number(Standing.MISSED),
    )


def _activities(place: Place, span: Span, on: date) -> tuple[Activity, ...]:
    book = book_on(place.authority, on)
    rows = Entry.objects.filter(
        _of(place, on),
        state__in=[EntryState.HANDED, EntryState.CONFIRMED],
        is_nothing=False,
        happened_on__gte=span.since,
        happened_on__lt=span.until,
    ).select_related("school", "consortium")
    return tuple(
        Activity(
            number=each.pk,
            day=each.happened_on,
            title=each.title,
            form=book.artefact(each.artefact).zh if book else each.artefact,
            place=_place_of(each),
            is_confirmed=each.state == EntryState.CONFIRMED,
        )
        for each in rows.order_by("happened_on", "pk")
    )


def _place_of(entry: Entry) -> str:
    """The school or consortium that did it; "" for the work of one person, who is not named."""
    if entry.person_id is not None and entry.consortium is None and entry.school is not None:
        return ""
    return str(entry.consortium or entry.school or "")


def _meetings(place: Place, span: Span) -> tuple[Met, ...]:
    rows = Meeting.objects.filter(
        authority=place.authority,
        consortium=place.consortium,
        school=None,
        starts_at__date__gte=span.since,
        starts_at__date__lt=span.until,
        state__in=[Meeting.State.HELD, Meeting.State.CIRCULATED, Meeting.State.CONFIRMED],
    ).prefetch_related("invitations", "resolutions")
    return tuple(
        Met(
            day=timezone.localdate(each.starts_at),
            title=each.title,
            came=sum(one.attendance in CAME for one in each.invitations.all()),
            invited=len(each.invitations.all()),
            resolved=tuple(one.words for one in each.resolutions.all()),
        )
        for each in rows.order_by("starts_at", "pk")
    )


def _tasks(place: Place, span: Span, on: date) -> tuple[Followed, ...]:
    """Tasks set by the place up to the end of the span that were open in it."""
    rows = Task.objects.filter(
        authority=place.authority, consortium=place.consortium, school=None,
        set_on__lt=span.until,
    ).filter(Q(closed_at=None) | Q(closed_at__date__gte=span.since))  # fmt: skip
    rows = rows.exclude(state=Task.State.WITHDRAWN)
    return tuple(
        Followed(
            title=each.title,
            who=str(each.of_school or each.post or each.person or ""),
            due=each.due,
            state=TASKS[each.state],
            is_late=each.state != Task.State.CLOSED and each.due < on,
        )
        for each in rows.select_related("of_school", "post", "person").order_by("due", "pk")
    )


def _cases(place: Place, span: Span) -> tuple[Decided, ...]:
    """Cases started or decided in the span; what is private is counted nowhere here."""
    private = [each.code for each in case_types().values() if each.is_private]
    inside = Q(started_at__date__gte=span.since, started_at__date__lt=span.until)
    inside |= Q(decided_on__gte=span.since, decided_on__lt=span.until)
    rows = Case.objects.filter(inside, authority=place.authority).exclude(kind__in=private)
    if place.consortium is not None:
        rows = rows.filter(consortium=place.consortium)
    return tuple(
        Decided(
            number=each.label,
            kind=case_types()[each.kind].name.zh if each.kind in case_types() else each.kind,
            title=each.title,
            state=STATES[each.state].zh,  # type: ignore[index]
            decided_on=each.decided_on,
        )
        for each in rows.order_by("started_at", "pk")
    )


def _issued(place: Place, span: Span) -> tuple[Issued, ...]:
    rows = Paper.objects.filter(
        authority=place.authority,
        kind=WORK_SUMMARY,
        state=PaperState.ISSUED,
        period_on__gte=span.since,
        period_on__lt=span.until,
    ).select_related("consortium")
    return tuple(
        Issued(str(each.consortium), each.title, each.number, each.issued_on or span.since)
        for each in rows.order_by("consortium__order", "issued_on", "pk")
    )
