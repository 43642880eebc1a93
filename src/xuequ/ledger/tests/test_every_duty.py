"""Every duty of every shipped policy is handed in, confirmed, and then done.

The table of duties names the clauses; a test that goes through a group of them shows these.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from xuequ import profiles
from xuequ.directory.models import Honour, Pairing, Person, Posting, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.engine.owners import INSTITUTIONS, Owner, confirmers, owners
from xuequ.ledger.engine.policy import Artefact, Blank
from xuequ.ledger.engine.reckoning import Standing, wanted
from xuequ.ledger.engine.spans import span_of
from xuequ.ledger.engine.tally import key_of, line
from xuequ.ledger.queries.book import Book, book_of
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.queries.rights import may_confirm
from xuequ.ledger.queries.tallies import counts_of, how_of
from xuequ.ledger.services.deciding import confirm_entry
from xuequ.ledger.services.entries import hand_in
from xuequ.ledger.services.keeping import NewEntry
from xuequ.ledger.tests.township import OPENING, Town, acting, hold, teacher, town
from xuequ.vault.models import StoredFile

pytestmark = pytest.mark.django_db
TABLE = Path(profiles.__file__).parent / "tests" / "cases" / "duties.toml"
DUTIES: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(TABLE.read_text("utf-8"))
OVER = date(2026, 9, 1)  # what was due before nobody can hand in here any more
OVER_LONG_AGO = {  # on one day that lies behind
    "duties.experience_meeting",
    "duties.expert_lecture",
    "duties.painting",
    "duties.site_meeting",
    "duties.volleyball",
}
LAST = date(2027, 7, 9)  # of the school year of the town


def is_over(row: dict[str, Any]) -> bool:
    return "due" in row and row["due"] < OVER


def groups() -> Iterator[Any]:
    """The duties of a locality by who owes them, with the clauses they come from."""
    for locality, rows in DUTIES.items():
        found: dict[str, list[str]] = defaultdict(list)
        for key, row in rows.items():
            if not is_over(row):
                found[row["owed_by"]].append(key)
        for party, keys in found.items():
            clauses = sorted({rows[key]["clause"] for key in keys})
            marks = pytest.mark.clause(*clauses)
            yield pytest.param(locality, keys, id=f"{locality}-{party}", marks=marks)


@dataclass(frozen=True, slots=True)
class Stage:
    """The town with everybody who could owe or confirm anything."""

    town: Town
    book: Book
    heads: dict[int, Person]  # the principal of each school
    office: Person
    bureau: Person

    def for_place(self, owner: Owner, party: str) -> Actor:
        """Who hands in for a place."""
        if party == "authority":
            return acting(self.bureau, "bureau_office")
        if party == "consortium":
            return acting(self.office, "district_office", self.town.district)
        school = School.objects.get(pk=owner.school or 0)
        return acting(self.heads[school.pk], "principal", school)

    def confirming(self, owed: Owed, owner: Owner, on: date) -> Actor:
        """Somebody who may confirm."""
        mentors = Person.objects.filter(mentees__isnull=False) | Person.objects.filter(
            mentors__isnull=False
        )
        people = [acting(each, "teacher", self.town.city) for each in mentors.distinct()]
        schools = [self.for_place(replace(owner, school=id), "school") for id in self.heads]
        places = [self.for_place(owner, "consortium"), self.for_place(owner, "authority")]
        candidates = [*people, *schools, *places]
        authority = self.town.authority.pk
        return next(a for a in candidates if may_confirm(a, authority, owed, owner, on))


def stage(profile: str) -> Stage:
    where = town(profile)
    back = teacher(where.city, "返演示", "数学")
    leader = hold(where.authority, "dean", where.city, "导演示")
    for person, kind, direction in ((back, "teacher", "city_to_town"), (leader, "leader", "")):
        posting = Posting.objects.create(
            authority=where.authority,
            person=person,
            from_school=where.city,
            to_school=where.village,
            kind=kind,
            direction=direction,
            since=OPENING,
            until=date(2027, 7, 10),
        )
        if direction:
            pair(where, back, teacher(where.village, "徒演示", "数学"), posting=posting)
    new = teacher(where.city, "新演示")
    for tier, mentor in enumerate((where.mentor, leader, where.principal), start=1):
        pair(where, mentor, new, tier=tier, school=where.city)
    pair(where, teacher(where.city, "班演示"), new, kind="class_teacher", school=where.city)
    for kind in Honour.Kind.values:
        Honour.objects.create(person=where.mentor, kind=kind, level="county", since=OPENING)
    village = hold(where.authority, "principal", where.village, "村演示")
    office = hold(where.authority, "district_office", where.district, "办演示")
    bureau = hold(where.authority, "bureau_office", where.authority, "局演示")
    heads = {where.city.pk: where.principal, where.village.pk: village}
    return Stage(where, book_of(where.authority, LAST), heads, office, bureau)


def pair(where: Town, mentor: Person, apprentice: Person, **more: Any) -> None:
    values = {"school": where.village, **more}
    Pairing.objects.create(
        authority=where.authority, mentor=mentor, apprentice=apprentice, since=OPENING, **values
    )


def day_for(book: Book, owed: Owed, owner: Owner) -> tuple[date, Span]:
    """The first day of the school year on which it can be handed in."""
    for n in range((LAST - OPENING).days + 1):
        day = OPENING + timedelta(days=n)
        span = span_of(owed, day, owner.tenure, book.calendar)
        if span is None or owed.duty.weekday not in (None, day.isoweekday()):
            continue
        if wanted(owed.duty, span, owner.tenure, book.calendar):
            return day, span
    raise AssertionError(f"{owed.key} is never owed")


def entry(book: Book, owed: Owed, owner: Owner, day: date, number: int) -> NewEntry:
    """Everything a duty may ask for."""
    photo, _ = StoredFile.objects.get_or_create(
        digest="0" * 64, size=1, kind="image/jpeg", name="照片.jpg"
    )
    artefact = book.artefact(owed.artefact)
    people = Person.objects.filter(authority=book.authority).values_list("pk", flat=True)[:1]
    return NewEntry(
        artefact=owed.artefact,
        title=f"{owed.duty.zh} {number}",
        happened_on=day,
        duties=[For(owed.key, owner.kind, owner.id, owner.subject)],
        words=f"第{number}次",
        place="会议室",
        fields=filled(artefact),
        people=list(people),
        files=[photo],
    )


def filled(artefact: Artefact) -> dict[str, object]:
    return {each.code: value(each) for each in artefact.blanks if each.required}


def value(blank: Blank) -> object:
    if blank.kind == "choice":
        return blank.choices[0].code
    return {"integer": 1, "day": "2026-09-10", "yes": True}.get(blank.kind, "演示")


@pytest.mark.parametrize(("locality", "keys"), list(groups()))
def test_every_duty_of_a_group_is_handed_in_confirmed_and_done(
    locality: str, keys: list[str]
) -> None:
    here = stage(locality)
    book = here.book
    register = book.register()
    for key in keys:
        owed = book.owed[key]
        owner = next(owners(owed, register))
        day, span = day_for(book, owed, owner)
        number = wanted(owed.duty, span, owner.tenure, book.calendar)
        doer = Person.objects.filter(pk=owner.person or 0).first()
        actor = acting(doer, "teacher", here.town.city) if doer else None
        actor = actor or here.for_place(owner, owed.duty.owed_by)
        for n in range(number):
            made = hand_in(
                entry(book, owed, owner, day, n), here.town.authority, actor=actor, today=day
            )
            if confirmers(owed):
                assert made.state == "handed", key
                confirm_entry(made, actor=here.confirming(owed, owner, day), on=day)
            made.refresh_from_db()
            assert made.state == "confirmed", key
        counts = counts_of(book, [key_of(owed, owner, span)])
        found = line(owed, owner, span, counts, calendar=book.calendar, how=how_of(book))
        assert (found.standing, found.count.confirmed) == (Standing.DONE, number), key


def test_the_table_names_every_duty_and_only_those_long_over_are_left_out() -> None:
    over = [key for rows in DUTIES.values() for key, row in rows.items() if is_over(row)]
    assert set(over) == OVER_LONG_AGO
    assert INSTITUTIONS and sum(map(len, DUTIES.values())) > 150
