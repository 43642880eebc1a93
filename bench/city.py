"""A generated city in the database: schools, consortia, people, classes and pupils.

Everybody and everything in it is made up; the rows are written in bulk, past the services.
"""

from __future__ import annotations

from itertools import cycle, islice
from random import Random

from django.db import connection, transaction

from xuequ.directory.models import (
    Account,
    Authority,
    Campus,
    Consortium,
    ConsortiumStanding,
    Holding,
    Honour,
    Membership,
    Person,
    Post,
    Pupil,
    School,
    SchoolClass,
    SchoolName,
    SchoolStanding,
    Section,
    SignInRules,
    Teacher,
    TeachingPoint,
)
from xuequ.directory.queries.settings import policy_of
from xuequ.kernel.actors import Actor
from xuequ.record.services import write

from .config import DAY, OPENING, Sizes
from .drawn import DrawnConsortium, DrawnSchool, draw
from .rows import Rows

SINCE, BEFORE = OPENING.isoformat(), OPENING.replace(year=2012).isoformat()
GRADES = {"primary": range(1, 7), "junior": range(7, 10), "senior": range(10, 13)}
SUBJECTS = ("语文", "数学", "英语", "科学", "体育", "音乐", "美术", "道德与法治")
CLASS_SIZE = 40
HONOURED = 0.15  # of the teachers
CHANGED = 0.2  # of the schools were something else before, or belonged elsewhere


@transaction.atomic
def build(name: str, sizes: Sizes, *, seed: int, profile: str) -> Authority:
    """Write a city of that name; its bureau's account is `bureau(city)`."""
    authority = Authority.objects.create(
        name=name, short_name=name[:20], profile=profile, has_synthetic_data=True
    )
    drawn, consortia = draw(sizes, policy_of(authority, DAY).formation.forms, seed)
    chance = Random(seed)
    schools = _schools(authority, drawn, chance)
    _consortia(authority, consortia, schools, chance)
    _teachers(authority, schools, drawn, (sizes.teachers, chance))
    _pupils(schools, drawn, sizes.pupils)
    _open_bureau(authority)
    if not SignInRules.objects.exists():
        SignInRules.objects.create(second_factor="offered")  # nobody holds a telephone here
    _note(authority, sizes.consortia)
    if connection.vendor == "postgresql":  # which else does so by itself a minute later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return authority


def bureau(authority: Authority) -> Account:
    """The account of the city's bureau office."""
    return Account.objects.get(username=f"bench-{authority.pk}")


def _schools(authority: Authority, drawn: list[DrawnSchool], chance: Random) -> list[int]:
    """Schools with names, sections, standings, campuses, teaching points; returns their ids."""
    schools = Rows(School, "authority_id code name sort_key since until")
    names = Rows(SchoolName, "school_id kind name since until")
    sections = Rows(Section, "school_id stage name since until")
    facts = "ownership strength locality township newly_built source"
    standings = Rows(SchoolStanding, f"school_id {facts} since until")
    campuses = Rows(
        Campus, "school_id name address phone longitude latitude datum is_synthetic since until"
    )
    points = Rows(TeachingPoint, "parent_id name since until")
    ids = []
    for n, each in enumerate(drawn, start=1):
        name = f"测速{n:05d}学校"
        id = schools.add(authority.pk, None, name, f"ce su {n:05d} xue xiao", BEFORE, None)
        ids.append(id)
        names.add(id, "official", name, BEFORE, None)
        for stage in each.stages:
            sections.add(id, stage, "", BEFORE, None)
        before = BEFORE
        if chance.random() < CHANGED:
            standings.add(id, None, "ordinary", None, None, None, "", BEFORE, SINCE)
            before = SINCE
        known = (each.ownership, each.strength, each.locality, each.township, each.newly_built)
        standings.add(id, *known, "", before, None)
        for east, north, datum in each.campuses:
            campuses.add(id, name, "", "", east, north, datum, True, BEFORE, None)
        for point in range(each.points):
            points.add(id, f"{name}第{point + 1}教学点", BEFORE, None)
    for rows in (schools, names, sections, standings, campuses, points):
        rows.close()
    return ids


def _consortia(
    authority: Authority, drawn: list[DrawnConsortium], schools: list[int], chance: Random
) -> None:
    consortia = Rows(Consortium, "authority_id kind name label order since until")
    standings = Rows(ConsortiumStanding, "consortium_id form mode recognition goal since until")
    memberships = Rows(
        Membership, "consortium_id school_id section_id role is_primary order since until"
    )
    ids = []
    for n, each in enumerate(drawn, start=1):
        id = consortia.add(authority.pk, each.kind, None, f"测速第{n}学区", n, SINCE, None)
        ids.append(id)
        standings.add(id, each.form, each.mode, None, each.goal, SINCE, None)
        for order, (school, role, is_primary) in enumerate(each.members):
            if order and is_primary and chance.random() < CHANGED:
                past = (chance.choice(ids), schools[school], None, "member", True, order)
                memberships.add(*past, BEFORE, SINCE)
            place = (id, schools[school], None, role, is_primary, order)
            memberships.add(*place, SINCE, None)
    for rows in (consortia, standings, memberships):
        rows.close()


def _teachers(
    authority: Authority,
    schools: list[int],
    drawn: list[DrawnSchool],
    wanted: tuple[int, Random],
) -> None:
    """Teachers, school by school in turn; the first of each school is its principal."""
    count, chance = wanted
    persons = Rows(Person, "authority_id name sort_key is_synthetic")
    teachers = Rows(Teacher, "person_id school_id stage subject title since until")
    honours = Rows(Honour, "person_id kind level since until")
    posts = Rows(Post, "authority_id consortium_id body_id school_id role title since until")
    holdings = Rows(Holding, "post_id person_id ex_officio since until")
    places = islice(cycle(zip(schools, drawn, strict=True)), count)
    for n, (school, facts) in enumerate(places):
        name = f"测速演示{n:06d}"
        person = persons.add(authority.pk, name, f"ce su yan shi {n:06d}", True)
        stage = facts.stages[n % len(facts.stages)] if facts.stages else "primary"
        title = chance.choice((*Teacher.Title.values, None))
        teachers.add(person, school, stage, SUBJECTS[n % len(SUBJECTS)], title, SINCE, None)
        if chance.random() < HONOURED:
            kind, level = chance.choice(Honour.Kind.values), chance.choice(Honour.Level.values)
            honours.add(person, kind, level, SINCE, None)
        if n < len(schools):
            post = posts.add(authority.pk, None, None, school, "principal", "校长", SINCE, None)
            holdings.add(post, person, False, SINCE, None)
    for rows in (persons, teachers, honours, posts, holdings):
        rows.close()


def _pupils(schools: list[int], drawn: list[DrawnSchool], count: int) -> None:
    """Full classes of one size, school by school in turn, until no pupil is left."""
    classes = Rows(SchoolClass, "school_id stage year grade number pupil_count is_synthetic")
    pupils = Rows(Pupil, "school_class_id is_synthetic since until")
    number = made = 0
    while made < count:
        for school, facts in zip(schools, drawn, strict=True):
            stage = facts.stages[number % len(facts.stages)] if facts.stages else "primary"
            grades = GRADES[stage]
            size = min(CLASS_SIZE, count - made)
            if not size:
                break
            place = (stage, DAY.year, grades[number % len(grades)], number + 1)
            id = classes.add(school, *place, size, True)
            for _ in range(size):
                pupils.add(id, True, SINCE, None)
            made += size
        number += 1
    classes.close()
    pupils.close()


def _open_bureau(authority: Authority) -> None:
    """A log-in, without a password, for somebody in the bureau's office."""
    person = Person.objects.create(
        authority=authority, name="测速演示", sort_key="ce su yan shi", is_synthetic=True
    )
    post = Post.objects.create(
        authority=authority, role="bureau_office", title="教育局办公室", since=OPENING
    )
    Holding.objects.create(post=post, person=person, since=OPENING)
    account = Account(username=f"bench-{authority.pk}", person=person)
    account.set_unusable_password()
    account.save()


def _note(authority: Authority, count: int) -> None:
    """As many lines in the record as there are consortia."""
    actor = Actor("bench", "", frozenset(), authority=authority.pk)
    for _ in range(count):
        write("set-terms", authority, actor=actor)
