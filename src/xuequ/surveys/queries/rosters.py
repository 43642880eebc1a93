"""Who could be asked: the people of an audience on a day, each with one school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xuequ.directory.models import (
    Guardianship,
    Holding,
    Membership,
    School,
    Teacher,
)
from xuequ.directory.models.dated import in_force

from ..engine.sampling import draw, roster_hash, shared_out
from ..engine.types import Member
from ..models import Survey

Pairs = Iterable[tuple[int, int | None]]  # person, school
HEADS = ("principal", "executive_principal")
TEACHES = ("teacher",)
CONSOLES = ("system_admin", "security_admin", "audit_admin")


def roster(survey: Survey, on: date) -> tuple[Member, ...]:
    """Everybody of the audience, once; of several schools the one with the smallest number."""
    schools = asked_schools(survey, on).values("pk")
    found: dict[int, int] = {}
    for person, school in _pairs(survey, schools, on):
        known = found.get(person)
        one = school or 0
        found[person] = one if not known else min(known, one) if one else known
    return tuple(Member(person, school) for person, school in sorted(found.items()))


def asked_schools(survey: Survey, on: date) -> QuerySet[School]:
    """The schools whose people are asked."""
    found = School.objects.filter(in_force(on), authority=survey.authority_id)
    school = survey.asked_school_id or survey.school_id
    if school is not None:
        return found.filter(Q(pk=school))
    consortium = survey.asked_consortium_id or survey.consortium_id
    if consortium is not None:
        counted = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
        return found.filter(pk__in=counted.filter(consortium=consortium).values("school"))
    return found


def _pairs(survey: Survey, schools: object, on: date) -> Pairs:
    kind = survey.audience
    both = kind == Survey.Audience.STAFF_AND_GUARDIANS
    if both or kind == Survey.Audience.TEACHERS:
        teaching = Teacher.objects.on(on).filter(school__in=schools)
        yield from teaching.values_list("person", "school").order_by("person", "school")
        yield from _holders(Q(post__school__in=schools, post__role__in=TEACHES), on)
    if both or kind == Survey.Audience.GUARDIANS:
        rows = Guardianship.objects.on(on).filter(
            in_force(on, "pupil__"), pupil__school_class__school__in=schools
        )
        yield from rows.values_list("person", "pupil__school_class__school").order_by("person")
    if kind == Survey.Audience.PRINCIPALS:
        yield from _holders(Q(post__school__in=schools, post__role__in=HEADS), on)
    if kind == Survey.Audience.HOLDERS:
        yield from _holders(_posts(survey, schools), on)


def _posts(survey: Survey, schools: object) -> Q:
    """The posts of the schools asked and, unless it is narrowed to one, of the place itself."""
    found = Q(post__school__in=schools)
    consortium = survey.asked_consortium_id or survey.consortium_id
    if survey.asked_school_id or survey.school_id:
        return found
    if consortium is not None:
        return found | Q(post__consortium=consortium) | Q(post__body__consortium=consortium)
    return found | Q(post__authority=survey.authority_id)


def _holders(posts: Q, on: date) -> Pairs:
    rows = Holding.objects.filter(posts, in_force(on), in_force(on, "post__"))
    rows = rows.exclude(post__role__in=CONSOLES)
    return rows.values_list("person", "post__school").order_by("person", "post__school")


def is_drawn_alike(survey: Survey) -> bool:
    """Does the draw, made again from the registers as of the day of opening, ask the same?"""
    if survey.opened_on is None:
        return False
    people = roster(survey, survey.opened_on)
    if roster_hash(people) != survey.roster_hash:
        return False
    again = draw(people, survey.sampling, survey.sample_size, survey.seed)  # type: ignore[arg-type]
    asked = set(survey.invitations.values_list("person", flat=True))
    return {each.person for each in again} == asked


@dataclass(frozen=True, slots=True)
class Share:
    """A school with the people on its roster and how many of them would be asked."""

    name: str
    people: int
    drawn: int  # of a simple sample: as many as are to be expected


def by_school(survey: Survey, on: date) -> list[Share]:
    """How many are on the roster and would be asked, school by school."""
    counts = Counter(each.school for each in roster(survey, on))
    names = dict(School.objects.filter(pk__in=counts).values_list("pk", "name"))
    whole, size = counts.total(), survey.sample_size
    drawn = dict(counts)
    if survey.sampling == Survey.Sampling.STRATIFIED and size and size <= whole:
        drawn = shared_out(counts, size)
    elif survey.sampling == Survey.Sampling.SIMPLE and size:
        drawn = {each: round(size * count / whole) for each, count in counts.items()}
    return [
        Share(names.get(each, ""), counts[each], drawn[each])
        for each in sorted(counts, key=lambda one: (one == 0, names.get(one, "")))
    ]
