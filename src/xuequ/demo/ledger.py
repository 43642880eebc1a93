"""The ledger of the demonstration: teachers on exchange in Mingzhu, subjects at work in Xingning.

People and what they hand in are synthetic; who owes what is the documents' own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from xuequ.directory.engine.days import draft_days
from xuequ.directory.models import (
    Account,
    Authority,
    Consortium,
    Holding,
    Pairing,
    Person,
    Post,
    Posting,
    School,
)
from xuequ.directory.queries.identities import actor_in, identities_of
from xuequ.directory.services import authorities, pairings, people, postings
from xuequ.directory.services.people import teachers
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.periods import Span
from xuequ.ledger.models import Entry
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.services.deciding import confirm_entry, return_entry
from xuequ.ledger.services.entries import hand_in
from xuequ.ledger.services.keeping import NewEntry
from xuequ.vault.models import StoredFile
from xuequ.vault.services.files import store_file

from .people import names
from .pictures import log_book

ACTOR = program("demo")
SEED = 20140901
TERMS = [Span(date(2026, 9, 1), date(2027, 1, 23)), Span(date(2027, 2, 22), date(2027, 7, 10))]
BEGIN, END = TERMS[0].since, TERMS[1].until
SUBJECTS = ("语文", "数学", "英语", "语文", "数学", "音乐", "体育", "美术", "科学", "信息科技")
WEEKS = tuple(BEGIN + timedelta(days=2 + 7 * n) for n in range(12))  # Thursdays
OUT = "exchange.town_to_city"
BLANKS: dict[str, dict[str, object]] = {
    "preparation": {"lesson": "演示单元"},
    "discussion": {"theme": "演示主题"},
    "observation_event": {"lessons": 2},
    "lesson_plan": {"lesson": "演示课题"},
    "observation_report": {"lesson": "演示课题", "taught_by": "演示教师"},
}


@dataclass(frozen=True, slots=True)
class Town:
    """The people of Mingzhu whom the demonstration speaks of."""

    mover: Person  # of the village school, posted to the town
    mentor: Person
    apprentice: Person  # new at the town school, with mentors of three tiers
    office: Person  # of the district
    posting: Posting
    pairing: Pairing  # of the new teacher with the first mentor


def set_calendar(authority: Authority) -> None:
    """The two terms of the school year, with public holidays."""
    authorities.set_terms(authority, BEGIN.year, TERMS, actor=ACTOR)
    authorities.set_school_days(authority, draft_days(TERMS), actor=ACTOR)


def fill_mingzhu(authority: Authority) -> None:
    """Teachers, postings and pairs of the two schools, and what they handed in."""
    set_calendar(authority)
    found = _people(authority)
    _logs(found, store_file(log_book(), name="工作日志本.png"))
    _lessons(found)


def _people(authority: Authority) -> Town:
    district = Consortium.objects.get(authority=authority)
    city, village = (
        School.objects.get(authority=authority, name=name) for name in ("明珠小学", "二十里铺小学")
    )
    made_up = iter(names(SEED + crc32(b"mingzhu"), 40))
    town = [_teacher(city, subject, next(made_up)) for subject in SUBJECTS]
    country = [_teacher(village, subject, next(made_up)) for subject in SUBJECTS[:8]]
    for n, person in enumerate([*town[:3], country[0]]):
        kind = ("backbone", "subject_leader", "expert", "backbone")[n]
        teachers.give_honour(person, kind, "county", since=BEGIN, actor=ACTOR)
    dean = _post(city, "dean", "教导主任", next(made_up))
    office = _post(district, "district_office", "学区办公室", next(made_up))
    mover, mentor, apprentice = country[0], town[0], town[3]
    at = ((mover, village), (mentor, city), (apprentice, city), (town[2], city))
    for person, school in at:
        _appoint(person, school, "teacher", "教师")
    new = postings.NewPosting(village, city, direction="town_to_city", subject="语文", until=END)
    posting = postings.post_teacher(mover, new, since=BEGIN, actor=ACTOR)
    back = postings.NewPosting(city, village, direction="city_to_town", subject="数学", until=END)
    postings.post_teacher(town[1], back, since=BEGIN, actor=ACTOR)
    _pair(mentor, mover, city)
    _pair(town[1], country[4], village)
    principal = Holding.objects.get(post__school=city, post__role="principal").person
    pairing = _pair(town[2], apprentice, city)
    _pair(dean, apprentice, city, tier=2)
    _pair(principal, apprentice, city, tier=3)
    return Town(mover, mentor, apprentice, office, posting, pairing)


def _teacher(school: School, subject: str, name: str) -> Person:
    person = people.register_person(school.authority, name, actor=ACTOR, is_synthetic=True)
    teaching = teachers.NewTeaching("primary", subject, "first")
    teachers.register_teacher(person, school, teaching, since=BEGIN, actor=ACTOR)
    return person


def _post(place: School | Consortium, role: str, title: str, name: str) -> Person:
    person = people.register_person(place.authority, name, actor=ACTOR, is_synthetic=True)
    _appoint(person, place, role, title)
    return person


def _appoint(person: Person, place: School | Consortium, role: str, title: str) -> None:
    kind = {"school": place} if isinstance(place, School) else {"consortium": place}
    post = Post.objects.filter(role=role, holdings=None, **kind).first() or people.create_post(
        place.authority, role, title, since=BEGIN, actor=ACTOR, place=place
    )
    people.appoint(person, post, since=BEGIN, actor=ACTOR)


def _pair(mentor: Person, apprentice: Person, school: School, tier: int = 1) -> Pairing:
    new = pairings.NewPairing(school, tier=tier, subject="语文")
    return pairings.pair(mentor, apprentice, new, since=BEGIN, actor=ACTOR)


def acting(person: Person, on: date) -> Actor:
    """The person in the first of their identities on a day."""
    account = Account(username=f"demo-{person.pk}", person=person)
    return actor_in(account, identities_of(person, on)[0])


def _logs(town: Town, photo: StoredFile) -> None:
    """The weekly log: confirmed up to the last but one, which was given back."""
    owner = For(f"{OUT}.log", "posting", town.posting.pk)
    for n, day in enumerate(WEEKS[:-1]):
        entry = _hand(town.mover, [owner], day, f"第{n + 1}周工作日志", "log", files=[photo])
        if n < len(WEEKS) - 2:
            confirm_entry(entry, actor=acting(town.mentor, day), on=day)
        else:
            return_entry(entry, "请补充“所思”部分", actor=acting(town.mentor, day), on=day)
    for n, day in enumerate(WEEKS[:8:2]):
        plan = For(f"{OUT}.co_studied_plan", "posting", town.posting.pk)
        title = f"同研一节课教案（{n + 1}）"
        entry = _hand(town.mover, [plan], day, title, "lesson_plan", files=[photo])
        if n < 3:
            confirm_entry(entry, actor=acting(town.mentor, day), on=day)


def _lessons(town: Town) -> None:
    """What the new teacher heard, and what waits for the mentor."""
    owner = For("mentoring.observation_report", "pairing", town.pairing.pk)
    for n, day in enumerate(WEEKS[-4:]):
        entry = _hand(town.apprentice, [owner], day, f"听课报告：第{n + 9}周", "observation_report")
        if n < 3:
            confirm_entry(entry, actor=acting(town.pairing.mentor, day), on=day)


def _hand(
    person: Person,
    duties: Sequence[For],
    day: date,
    title: str,
    artefact: str,
    **more: Any,
) -> Entry:
    new = NewEntry(
        artefact=artefact,
        title=title,
        happened_on=day,
        duties=duties,
        words="演示内容：听课、评课和教研的记录与反思。",
        place="演示地点",
        subject=duties[0].subject,
        fields=BLANKS.get(artefact, {}),
        is_synthetic=True,
        **more,
    )
    return hand_in(new, person.authority, actor=acting(person, day), today=day)


def fill_xingning(authority: Authority, opening: date) -> None:
    """Two subjects of the first district: Chinese has done its 4+2+2, maths is on its way."""
    district = Consortium.objects.filter(authority=authority).earliest("order")
    person = people.register_person(authority, OFFICE, actor=ACTOR, is_synthetic=True)
    post = people.create_post(
        authority, "district_office", "学区办公室", since=opening, actor=ACTOR, place=district
    )
    people.appoint(person, post, since=opening, actor=ACTOR)
    bureau = Holding.objects.get(post__authority=authority, post__role="bureau_office").person
    for duty, subject, count, artefact in _of_subjects():
        for n in range(count):
            day = date(2026, 9, 10) + timedelta(days=14 * n)
            owner = For(f"duties.{duty}", "consortium", district.pk, subject)
            entry = _hand(person, [owner], day, f"第{n + 1}次活动", artefact, people=[bureau.pk])
            confirm_entry(entry, actor=acting(bureau, day), on=day)


OFFICE = "梁演示"  # as in the cast


def _of_subjects() -> Iterator[tuple[str, str, int, str]]:
    yield "collective_prep", "chinese", 4, "preparation"
    yield "discussion", "chinese", 2, "discussion"
    yield "observation_event", "chinese", 2, "observation_event"
    yield "collective_prep", "maths", 2, "preparation"
