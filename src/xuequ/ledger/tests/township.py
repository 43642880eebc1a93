"""A small Mingzhu for the tests: two schools, teachers on exchange, mentors, a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from keeping import kept
from xuequ.directory.engine.days import Day
from xuequ.directory.engine.roles import permissions
from xuequ.directory.models import Authority, Consortium, Pairing, Person, Posting, School, Teacher
from xuequ.directory.services import authorities, consortia, memberships, people, schools
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.periods import Span

MAKER = program("tests")
OPENING = date(2026, 9, 1)  # a Tuesday
TERMS = [Span(OPENING, date(2027, 1, 23)), Span(date(2027, 2, 22), date(2027, 7, 10))]


@dataclass(frozen=True, slots=True)
class Town:
    """The district, its schools, and the people the tests speak of."""

    authority: Authority
    district: Consortium
    city: School
    village: School
    mover: Person  # of the village school, posted to the town
    mentor: Person  # in the town
    principal: Person  # of the town school
    posting: Posting
    pairing: Pairing


def town(profile: str = "mingzhu") -> Town:
    """The whole town, its calendar set: every weekday of the terms is a teaching day."""
    return kept(lambda: _made(profile), f"town {profile}")


def _made(profile: str) -> Town:
    new = authorities.NewAuthority("任城演示教育局", short_name="任城演示", profile=profile)
    authority = authorities.register_authority(new, actor=MAKER)
    set_calendar(authority)
    city, village = school(authority, "明珠演示小学"), school(authority, "乡村演示小学")
    district = consortia.form_consortium(
        authority,
        consortia.NewConsortium("district", "明珠学区", name="明珠学区"),
        since=OPENING,
        actor=MAKER,
    )
    for each, role in ((city, "lead"), (village, "member")):
        memberships.join_consortium(each, district, role=role, since=OPENING, actor=MAKER)
    mover, mentor = teacher(village, "移演示"), teacher(city, "师演示")
    posting = Posting.objects.create(
        authority=authority,
        person=mover,
        from_school=village,
        to_school=city,
        direction="town_to_city",
        since=OPENING,
        until=date(2027, 7, 10),
    )
    pairing = Pairing.objects.create(
        authority=authority,
        mentor=mentor,
        apprentice=mover,
        school=city,
        posting=posting,
        since=OPENING,
    )
    head = hold(authority, "principal", city, "校演示")
    return Town(authority, district, city, village, mover, mentor, head, posting, pairing)


def set_calendar(authority: Authority) -> None:
    """Two terms in which every weekday is a teaching day."""
    authorities.set_terms(authority, 2026, TERMS, actor=MAKER)
    days = [term.since + timedelta(days=n) for term in TERMS for n in range(term.days)]
    authorities.set_school_days(
        authority, [Day(day, day.weekday() < 5) for day in days], actor=MAKER
    )


def school(authority: Authority, name: str) -> School:
    """A primary school open from the first day of term."""
    found = schools.register_school(authority, name, since=OPENING, actor=MAKER)
    schools.change_school(found, since=OPENING, values={}, stages=["primary"], actor=MAKER)
    return found


def teacher(where: School, name: str, subject: str = "语文") -> Person:
    """Somebody who teaches there."""
    person = people.register_person(where.authority, name, actor=MAKER, is_synthetic=True)
    Teacher.objects.create(
        person=person, school=where, stage="primary", subject=subject, since=OPENING
    )
    return person


def hold(authority: Authority, role: str, place: Any, name: str) -> Person:
    """Somebody in a post."""
    person = people.register_person(authority, name, actor=MAKER, is_synthetic=True)
    at = None if isinstance(place, Authority) else place
    post = people.create_post(authority, role, role, since=OPENING, actor=MAKER, place=at)
    people.appoint(person, post, since=OPENING, actor=MAKER)
    return person


def acting(person: Person, role: str, place: Any = None) -> Actor:
    """The person in a post of that role."""
    return Actor(
        account=f"account{person.pk}",
        post=role,
        permissions=permissions(role),
        authority=person.authority_id,
        consortium=place.pk if isinstance(place, Consortium) else None,
        school=place.pk if isinstance(place, School) else None,
        person=person.pk,
        role=role,
    )
