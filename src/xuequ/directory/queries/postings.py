"""Who is posted where, and who is paired with whom, as far as the reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet

from xuequ.kernel.actors import Actor

from ..models import Membership, Pairing, Person, Posting, School
from ..models.dated import in_force
from .scope import AUTHORITY, CONSOLE, FAMILY, authorities, own_schools, people, standing

M = TypeVar("M", bound=Model)
NOW, TO_COME, PAST, ALL = "now", "coming", "past", "all"
POSTED = ("person", "from_school", "to_school", "authority")
PAIRED = ("mentor", "apprentice", "school", "posting__from_school", "authority")


def postings(*, seen_by: Actor, on: date) -> QuerySet[Posting]:
    """The postings in the reader's scope, of whatever days: from or to one of the own schools."""
    found = Posting.objects.filter(authority__in=authorities(seen_by=seen_by))
    if standing(seen_by) != AUTHORITY:
        mine = own_schools(seen_by=seen_by, on=on).values("pk")
        found = found.filter(Q(from_school__in=mine) | Q(to_school__in=mine))
    return found.select_related(*POSTED)


def pairings(*, seen_by: Actor, on: date) -> QuerySet[Pairing]:
    """The pairings in the reader's scope, of whatever days: at own schools or of own people."""
    found = Pairing.objects.filter(authority__in=authorities(seen_by=seen_by))
    if standing(seen_by) in {FAMILY, CONSOLE}:
        return found.none()
    if standing(seen_by) != AUTHORITY:
        mine = own_schools(seen_by=seen_by, on=on).values("pk")
        known = people(seen_by=seen_by, on=on).values("pk")
        found = found.filter(Q(school__in=mine) | Q(mentor__in=known) | Q(apprentice__in=known))
    return found.select_related(*PAIRED)


def own_pairings(*, seen_by: Actor, on: date) -> QuerySet[Pairing]:
    """The pairings a reader may change: those at the own schools."""
    found = pairings(seen_by=seen_by, on=on)
    if standing(seen_by) == AUTHORITY:
        return found
    return found.filter(school__in=own_schools(seen_by=seen_by, on=on).values("pk"))


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Which postings or pairings to list; what is left out does not restrict."""

    words: str = ""  # a part of somebody's name
    from_school: str = ""  # a part of a name; of a pairing: the school of the apprentice
    to_school: str = ""
    direction: str = ""
    tier: str = ""
    kind: str = ""
    unit: int | None = None  # a consortium
    when: str = NOW  # one of NOW, TO_COME, PAST, ALL, seen from the day looked at


def filtered_postings(found: QuerySet[Posting], wanted: WorkFilter, on: date) -> QuerySet[Posting]:
    """The postings that fit, the latest first."""
    found = found.filter(_days(wanted.when, on))
    for column, value in (
        ("person__name__icontains", wanted.words),
        ("from_school__name__icontains", wanted.from_school),
        ("to_school__name__icontains", wanted.to_school),
        ("direction", wanted.direction),
        ("kind", wanted.kind),
    ):
        found = found.filter(**{column: value}) if value else found
    if wanted.unit is not None:
        members = _members(wanted.unit, on)
        found = found.filter(Q(from_school__in=members) | Q(to_school__in=members))
    return found.order_by("-since", "-pk")


def filtered_pairings(found: QuerySet[Pairing], wanted: WorkFilter, on: date) -> QuerySet[Pairing]:
    """The pairings that fit, the latest first."""
    found = found.filter(_days(wanted.when, on))
    if wanted.words:
        either = Q(mentor__name__icontains=wanted.words)
        found = found.filter(either | Q(apprentice__name__icontains=wanted.words))
    if wanted.from_school:
        found = found.filter(school__name__icontains=wanted.from_school)
    if wanted.tier.isdecimal() and len(wanted.tier) == 1:
        found = found.filter(tier=int(wanted.tier))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.unit is not None:
        found = found.filter(school__in=_members(wanted.unit, on))
    return found.order_by("-since", "-pk")


def counted(found: QuerySet[M], by: str) -> dict[Any, int]:
    """How many rows there are of each value of a column such as "direction"; in one query."""
    rows = found.order_by().select_related(None).values_list(by).annotate(Count("pk"))
    return dict(rows.order_by(by))


@dataclass(frozen=True, slots=True)
class WorkOfSchool:
    """Who of a school is away on a day, who of others is here, and who is paired here."""

    away: list[Posting]
    here: list[Posting]
    pairings: list[Pairing]


def work_of_school(school: School, on: date) -> WorkOfSchool:
    """The postings from and to a school and the pairings at it on a day, in two queries."""
    found = Posting.objects.filter(in_force(on), Q(from_school=school) | Q(to_school=school))
    rows = list(found.select_related(*POSTED).order_by("person__sort_key", "pk"))
    paired = Pairing.objects.filter(in_force(on), school=school).select_related(*PAIRED)
    return WorkOfSchool(
        away=[each for each in rows if each.from_school_id == school.pk],
        here=[each for each in rows if each.to_school_id == school.pk],
        pairings=list(paired.order_by("apprentice__sort_key", "tier", "pk")),
    )


@dataclass(frozen=True, slots=True)
class WorkOfPerson:
    """The postings and pairings of one person over time, the latest first."""

    postings: list[Posting]
    mentors: list[Pairing]  # in which the person learns
    apprentices: list[Pairing]  # in which the person is the mentor


def work_of_person(person: int | None) -> WorkOfPerson:
    """What the page of a person, and the person, see of postings and pairings; two queries."""
    if person is None:
        return WorkOfPerson([], [], [])
    posted = Posting.objects.filter(person=person).select_related(*POSTED)
    either = Q(mentor=person) | Q(apprentice=person)
    paired = list(
        Pairing.objects.filter(either).select_related(*PAIRED).order_by("-since", "tier", "pk")
    )
    return WorkOfPerson(
        postings=list(posted.order_by("-since", "-pk")),
        mentors=[each for each in paired if each.apprentice_id == person],
        apprentices=[each for each in paired if each.mentor_id == person],
    )


def linked(shown: Iterable[int], *, seen_by: Actor, on: date) -> set[int]:
    """Which of these people have a page that the reader may open."""
    found: QuerySet[Person] = people(seen_by=seen_by, on=on).filter(pk__in=list(shown))
    return set(found.values_list("pk", flat=True))


def _days(when: str, on: date) -> Q:
    if when == TO_COME:
        return Q(since__gt=on)
    if when == PAST:
        return Q(until__lte=on)
    return Q() if when == ALL else in_force(on)


def _members(consortium: int, on: date) -> Any:
    members = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
    return members.filter(consortium=consortium).values("school")
