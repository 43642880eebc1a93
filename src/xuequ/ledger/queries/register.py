"""Read who can owe anything: one authority's people and places over a window of days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from xuequ.directory.models import (
    Authority,
    Consortium,
    Holding,
    Honour,
    Membership,
    Pairing,
    Posting,
    School,
    SchoolDay,
    Section,
    Teacher,
    Term,
)
from xuequ.directory.models.dated import overlapping
from xuequ.kernel.periods import Span

from ..engine.calendar import Calendar
from ..engine.owners import PairingRow, PersonRow, PostingRow, Register, Unit, tenure
from ..engine.policy import Duties
from ..engine.spans import FOREVER


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of an authority to read: some schools, or one person; else all of it.

    Of one person no school and no consortium is read: what those owe nobody owes in person.
    """

    schools: frozenset[int] | None = None
    person: int | None = None
    people: bool = True  # read teachers and holders of posts one by one


WHOLE = Part()


def calendar_of(authority: Authority) -> Calendar:
    """The terms and teaching days of an authority."""
    terms = Term.objects.filter(authority=authority).order_by("since")
    days = SchoolDay.objects.filter(authority=authority, teaching=True).order_by("day")
    return Calendar(
        tuple(Span(since, until) for since, until in terms.values_list("since", "until")),
        tuple(days.values_list("day", flat=True)),
    )


def register_of(authority: Authority, window: Span, duties: Duties, part: Part = WHOLE) -> Register:
    """Everything owners are made of, in a fixed number of queries."""
    alone = part.person is not None
    return Register(
        authority=Unit(authority.pk, authority.name, Span(date.min, FOREVER)),
        consortia=() if alone else _consortia(authority, window),
        schools=() if alone else _schools(authority, window, part.schools),
        people=_people(authority, window, part) if part.people else (),
        postings=_postings(authority, window, part),
        pairings=_pairings(authority, window, part),
        subjects=duties.subjects,
    )


def _last(window: Span) -> date:
    """The day looked at: belonging to a consortium is asked of that day."""
    return window.until - timedelta(days=1)


def _schools(authority: Authority, window: Span, chosen: frozenset[int] | None) -> list[Unit]:
    if chosen is not None and not chosen:
        return []
    mine = Q(authority=authority) if chosen is None else Q(authority=authority, pk__in=chosen)
    rows = School.objects.filter(mine, overlapping(window.since, window.until)).order_by("id")
    ids: Any = rows.order_by().values("pk") if chosen is None else chosen
    stages: dict[int, set[str]] = defaultdict(set)
    found = Section.objects.filter(overlapping(window.since, window.until), school__in=ids)
    for school, stage in found.values_list("school_id", "stage"):
        stages[school].add(stage)
    primary: dict[int, int] = {}
    guests: set[int] = set()
    members = Membership.objects.on(_last(window)).filter(school__in=ids)
    for school, consortium, role in members.order_by("is_primary", "since").values_list(
        "school_id", "consortium_id", "role"
    ):
        if role == Membership.Role.GUEST:
            guests.add(school)
        else:
            primary[school] = consortium
    return [
        Unit(id, name, tenure(since, until), frozenset(stages[id]), primary.get(id))
        for id, name, since, until in rows.values_list("id", "name", "since", "until")
        if id in primary or id not in guests
    ]


def _consortia(authority: Authority, window: Span) -> list[Unit]:
    """The consortia, each with the stages taught at its members on the last day."""
    during = (window.since, window.until)
    stages: dict[int, set[str]] = defaultdict(set)
    members = (
        Membership.objects.on(_last(window))
        .filter(
            overlapping(*during, prefix="school__"),
            overlapping(*during, prefix="school__sections__"),
            consortium__authority=authority,
        )
        .exclude(role=Membership.Role.GUEST)
    )
    for consortium, stage in members.values_list(
        "consortium_id", "school__sections__stage"
    ).distinct():
        stages[consortium].add(stage)
    rows = Consortium.objects.filter(overlapping(*during), authority=authority)
    return [
        Unit(id, label, tenure(since, until), frozenset(stages[id]), id)
        for id, label, since, until in rows.order_by("order", "id").values_list(
            "id", "label", "since", "until"
        )
    ]


def _people(authority: Authority, window: Span, part: Part) -> list[PersonRow]:
    """Teachers, and holders of posts, each once: where they teach, else where the post is."""
    honours: dict[int, set[str]] = defaultdict(set)
    roles: dict[int, set[str]] = defaultdict(set)
    found: dict[int, tuple[str, int | None, Span, bool]] = {}
    held = _of(Honour.objects.filter(person__authority=authority), window, part, "person")
    for person, kind in held.values_list("person_id", "kind"):
        honours[person].add(kind)
    posts = _of(
        Holding.objects.filter(post__authority=authority), window, part, "person", "post__school"
    )
    for person, name, school, role, since, until in posts.values_list(
        "person_id", "person__name", "post__school_id", "post__role", "since", "until"
    ):
        roles[person].add(role)
        found[person] = _merged(found.get(person), name, school, tenure(since, until), False)
    rows = _of(
        Teacher.objects.filter(school__authority=authority), window, part, "person", "school"
    )
    for person, name, school, since, until in rows.order_by("since").values_list(
        "person_id", "person__name", "school_id", "since", "until"
    ):
        before = found.get(person)
        before = before if before and before[3] else None
        found[person] = _merged(before, name, school, tenure(since, until), True)
    return [
        PersonRow(
            id,
            name,
            school,
            span,
            frozenset(honours.get(id, ())),
            frozenset(roles.get(id, ())),
            teaches,
        )
        for id, (name, school, span, teaches) in found.items()
    ]


def _merged(
    before: tuple[str, int | None, Span, bool] | None,
    name: str,
    school: int | None,
    span: Span,
    teaches: bool,
) -> tuple[str, int | None, Span, bool]:
    if before is None:
        return name, school, span, teaches
    whole = Span(min(before[2].since, span.since), max(before[2].until, span.until))
    return name, school or before[1], whole, teaches


def _of(rows: Any, window: Span, part: Part, person: str, school: str = "") -> Any:
    """The rows of the window that belong to the part asked for."""
    rows = rows.filter(overlapping(window.since, window.until))
    if part.person is not None:
        return rows.filter(**{person: part.person})
    if part.schools is not None and school:
        return rows.filter(**{f"{school}__in": part.schools})
    return rows


def _postings(authority: Authority, window: Span, part: Part) -> list[PostingRow]:
    rows = _of(Posting.objects.filter(authority=authority), window, part, "person", "to_school")
    return [
        PostingRow(id, person, name, kind, direction, school, tenure(since, until))
        for id, person, name, kind, direction, school, since, until in rows.values_list(
            "id", "person_id", "person__name", "kind", "direction", "to_school_id",
            "since", "until",
        )
    ]  # fmt: skip


def _pairings(authority: Authority, window: Span, part: Part) -> list[PairingRow]:
    rows = Pairing.objects.filter(overlapping(window.since, window.until), authority=authority)
    if part.person is not None:
        rows = rows.filter(Q(mentor=part.person) | Q(apprentice=part.person))
    elif part.schools is not None:
        rows = rows.filter(school__in=part.schools)
    return [
        PairingRow(
            each.pk,
            each.mentor_id,
            each.mentor.name,
            each.apprentice_id,
            each.apprentice.name,
            each.kind,
            each.tier,
            each.posting.direction if each.posting else "",
            each.school_id,
            tenure(each.since, each.until),
        )
        for each in rows.select_related("mentor", "apprentice", "posting").order_by("id")
    ]
