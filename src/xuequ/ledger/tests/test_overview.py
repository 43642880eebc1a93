"""The ledger by authority, consortium and school: numbers and scope."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from xuequ.kernel.actors import Actor
from xuequ.kernel.rulebook import Fact
from xuequ.ledger.engine.reckoning import Standing
from xuequ.ledger.engine.summary import Row
from xuequ.ledger.models import Counter
from xuequ.ledger.queries.book import book_of
from xuequ.ledger.queries.overview import rows_in, totals_in
from xuequ.ledger.queries.owing import lines_in
from xuequ.ledger.queries.places import (
    Where,
    home,
    of_authority,
    of_consortium,
    of_school,
    person_in_scope,
    place,
)
from xuequ.ledger.queries.tallies import tallies
from xuequ.ledger.tests.readers import BOOK, FRIDAY, LOG, WEEK, YEAR, count, looking
from xuequ.ledger.tests.township import Town, hold, school, teacher, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def row(town_: Town, key: str, where: Where, on: date = FRIDAY) -> Row:
    [found] = [
        each for each in rows_in(book_of(town_.authority, on), where) if each.owed.key == key
    ]
    return found


def test_the_week_that_is_over_is_late_and_then_done(here: Town) -> None:
    district = of_consortium(here.district)
    late = row(here, LOG, district)
    assert (late.number("overdue"), late.owners, late.percent) == (1, 1, 0)
    assert late.tally.span is not None and late.tally.span.since == WEEK
    count(here, LOG, WEEK, ("posting", here.posting.pk), confirmed=1)
    done = row(here, LOG, district)
    assert (done.number("done"), done.done, done.of, done.percent) == (1, 1, 1, 100)


def test_the_same_numbers_stand_on_the_list_and_on_the_page_of_the_duty(here: Town) -> None:
    people = [teacher(here.village, f"书演示{n}") for n in range(3)]
    count(here, BOOK, YEAR, ("person", people[0].pk), confirmed=8)
    count(here, BOOK, YEAR, ("person", people[1].pk), confirmed=7, handed=1)
    Counter.objects.update(school=here.village)
    book = book_of(here.authority, FRIDAY)
    for where, owners in (
        (of_consortium(here.district), 5),
        (of_school(here.village), 4),
        (of_authority(here.authority), 5),
    ):
        listed = row(here, BOOK, where)
        lines = lines_in(book, book.owed[BOOK], where)
        assert (listed.number("done"), listed.number("waiting"), listed.owners) == (1, 1, owners)
        assert [each.standing for each in lines] == [
            Standing.WAITING,
            *[Standing.OPEN] * (owners - 2),
            Standing.DONE,
        ]


def test_the_authority_sums_up_its_consortia(here: Town) -> None:
    book = book_of(here.authority, FRIDAY)
    shown = list(tallies(book))
    [whole] = totals_in(shown, [of_consortium(here.district)])
    rows = rows_in(book, of_consortium(here.district), shown)
    assert whole.duties == len(rows) > 20
    assert whole.of == sum(each.owners for each in rows)
    assert dict(whole.numbers)[Standing.OVERDUE] == sum(each.number("overdue") for each in rows)
    county = rows_in(book, of_authority(here.authority), shown)
    assert {each.owed.key for each in county} == set(book.owed)


def test_a_school_has_only_its_own(here: Town) -> None:
    city = {
        each.owed.key for each in rows_in(book_of(here.authority, FRIDAY), of_school(here.city))
    }
    village = rows_in(book_of(here.authority, FRIDAY), of_school(here.village))
    assert LOG in city and LOG not in {each.owed.key for each in village}
    assert row(here, BOOK, of_school(here.village)).owners == 1


def test_each_reads_the_ledgers_of_its_own_scope(here: Town) -> None:
    head = looking(hold(here.authority, "district_head", here.district, "长演示"))
    office = looking(hold(here.authority, "bureau_office", here.authority, "局演示"))
    principal = looking(here.principal)
    alone = school(here.authority, "孤演示小学")
    asked = [
        ("consortium", here.district.pk),
        ("school", here.city.pk),
        ("school", here.village.pk),
        ("school", alone.pk),
        ("county", here.authority.pk),
    ]

    def read(actor: Actor) -> list[bool]:
        return [place(kind, id, seen_by=actor, on=FRIDAY) is not None for kind, id in asked]

    assert read(office) == [True, True, True, True, True]
    assert read(head) == [True, True, True, False, False]
    assert read(principal) == [False, True, False, False, False]
    assert person_in_scope(here.mover.pk, seen_by=head, on=FRIDAY) == here.mover
    assert person_in_scope(here.mover.pk, seen_by=principal, on=FRIDAY) is None
    start = home(seen_by=principal, on=FRIDAY)
    assert start is not None and start.fact == Fact("school", here.city.pk, here.city.name)
