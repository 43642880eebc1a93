"""Duties of many: the numbers of a place are those of its people, one by one."""

from __future__ import annotations

from collections import Counter as Numbers
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from xuequ.directory.models import Holding, Person, Teacher
from xuequ.kernel.rulebook import Fact
from xuequ.kernel.settings import Duty
from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.engine.tally import judged
from xuequ.ledger.models import Counter, Excuse
from xuequ.ledger.queries.book import Book, book_of
from xuequ.ledger.queries.overview import rows_in
from xuequ.ledger.queries.owing import crowd_lines
from xuequ.ledger.queries.places import Where
from xuequ.ledger.queries.rolls import ALWAYS
from xuequ.ledger.queries.states import states
from xuequ.ledger.queries.tallies import how_of, tallies
from xuequ.ledger.tests.township import OPENING, Town, hold, teacher, town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def book(where: Town, period: Any = "term", owed_by: Any = "teacher", **more: Any) -> Book:
    """A policy with one duty of many."""
    duty = Duty("x", "事项", "duty", "EXC-34", owed_by, period, **more)
    owed = Owed("duties.x", duty, "", "must", "duties.items", OPENING)
    return replace(book_of(where.authority, TODAY), owed={"duties.x": owed})


def count(
    where: Town, of: Book, person: Person, school: Any, *numbers: int, since: date | None = None
) -> None:
    [owed] = of.owed.values()
    span = judged(owed, ALWAYS, of.calendar, of.on)
    assert span is not None
    Counter.objects.create(
        authority=where.authority, duty=owed.key, since=since or span.since, owner_kind="person",
        owner_id=person.pk, school=school, confirmed=numbers[0], handed=numbers[1],
    )  # fmt: skip


def agreed(of: Book) -> dict[str, int]:
    """The standings of all, which must be the same in three ways."""
    [owed] = of.owed.values()
    in_places: Numbers[str] = Numbers()
    found = list(tallies(of))
    for each in found:
        in_places.update({str(key): n for key, n in each.numbers.items()})
    listed = crowd_lines(of, owed, None, how_of(of))
    lines = Numbers(str(each.standing) for each in listed)
    every = list(states(of))
    singly = Numbers(str(one) for each in every for one in each.standings.values())
    assert in_places == lines == singly
    late = [
        sum(each.late_spans for each in found),
        sum(len(each.late) for each in listed),
        sum(sum(each.late.values()) for each in every),
    ]
    assert len(set(late)) == 1
    return dict(in_places)


def late_in(of: Book) -> int:
    """How many spans are late of all together; the three ways were compared before."""
    agreed(of)
    return sum(each.late_spans for each in tallies(of))


def move(person: Person, where: Any, on: date) -> None:
    Teacher.objects.filter(person=person).update(until=on)
    Teacher.objects.create(person=person, school=where, stage="primary", since=on)


def test_whoever_handed_in_nothing_is_counted_too(here: Town) -> None:
    of = book(here, min=2)
    count(here, of, here.mover, here.village, 2, 0)
    assert agreed(of) == {"done": 1, "open": 1}


def test_who_moved_to_another_school_counts_there_with_what_was_done_before(here: Town) -> None:
    of = book(here)
    count(here, of, here.mover, here.village, 1, 0)
    move(here.mover, here.city, date(2026, 10, 15))
    [tally] = tallies(of)
    assert {str(key): n for key, n in tally.numbers.items()} == {"done": 1, "open": 1}
    agreed(of)
    lone = list(tallies(replace(of, on=TODAY), here.district.pk))
    assert lone == [tally]


def test_who_has_left_owes_no_more_whatever_was_handed_in(here: Town) -> None:
    of = book(here)
    count(here, of, here.mover, here.village, 0, 1)
    Teacher.objects.filter(person=here.mover).update(until=date(2026, 11, 1))
    assert agreed(of) == {"open": 1}


def test_who_came_after_a_week_does_not_owe_it(here: Town) -> None:
    late = teacher(here.city, "新演示")
    Teacher.objects.filter(person=late).update(since=date(2026, 11, 16))
    assert sum(agreed(book(here, "week")).values()) == 2


def test_the_excused_are_counted_once(here: Town) -> None:
    of = book(here)
    count(here, of, here.mover, here.village, 0, 1)
    Excuse.objects.create(
        authority=here.authority, duty="duties.x", owner_kind="person",
        owner_id=here.mover.pk, reason="病假", decision="2026-1", since=OPENING,
    )  # fmt: skip
    assert agreed(of) == {"excused": 1, "open": 1}


def test_holders_of_a_post_count_where_the_post_is(here: Town) -> None:
    of = book(here, owed_by="post", role="principal")
    other = hold(here.authority, "principal", here.village, "村演示")
    Teacher.objects.create(person=other, school=here.city, stage="primary", since=OPENING)
    count(here, of, other, here.city, 1, 0)
    assert agreed(of) == {"done": 1, "open": 1}
    Holding.objects.filter(person=other).update(until=date(2026, 11, 1))
    assert agreed(of) == {"open": 1}


def test_a_consortium_read_alone_says_what_it_says_among_all(here: Town) -> None:
    whole = book_of(here.authority, TODAY)
    mine = [each for each in tallies(whole) if each.place.id == here.district.pk]
    mine = [each for each in mine if each.place.kind == "consortium"]
    assert len(mine) > 10 and list(tallies(whole, here.district.pk)) == mine


LAST, BEFORE = date(2026, 11, 9), date(2026, 11, 2)  # the Mondays of the weeks before


def weekly(where: Town, **more: Any) -> Book:
    """A weekly duty that may be handed in for two weeks more."""
    of = book(where, "week", **more)
    return replace(of, settings=replace(of.settings, grace_days=14))


def test_each_late_week_of_each_teacher_is_counted(here: Town) -> None:
    of = weekly(here)
    assert agreed(of) == {"overdue": 2} and late_in(of) == 4
    count(here, of, here.mover, here.village, 1, 0, since=BEFORE)
    assert agreed(of) == {"overdue": 2} and late_in(of) == 3


def test_who_did_last_weeks_but_not_the_one_before_is_late(here: Town) -> None:
    of = weekly(here)
    count(here, of, here.mover, here.village, 1, 0, since=LAST)
    assert agreed(of) == {"overdue": 2} and late_in(of) == 3
    count(here, of, here.mover, here.village, 1, 0, since=BEFORE)
    assert agreed(of) == {"done": 1, "overdue": 1} and late_in(of) == 2


def test_who_came_last_week_does_not_owe_the_week_before(here: Town) -> None:
    of = weekly(here)
    new = teacher(here.city, "新演示")
    Teacher.objects.filter(person=new).update(since=LAST)
    assert agreed(of) == {"overdue": 3} and late_in(of) == 5
    count(here, of, new, here.city, 1, 0, since=LAST)
    assert agreed(of) == {"done": 1, "overdue": 2} and late_in(of) == 4


def test_who_was_excused_the_week_before_is_not_late_for_it(here: Town) -> None:
    of = weekly(here)
    count(here, of, here.mover, here.village, 1, 0, since=LAST)
    Excuse.objects.create(
        authority=here.authority, duty="duties.x", owner_kind="person", owner_id=here.mover.pk,
        reason="病假", decision="2026-1", since=OPENING, until=date(2026, 11, 9),
    )  # fmt: skip
    assert agreed(of) == {"done": 1, "overdue": 1} and late_in(of) == 2


def test_last_month_is_late_while_this_one_runs(here: Town) -> None:
    of = book(here, "month")
    of = replace(of, settings=replace(of.settings, grace_days=20))
    assert agreed(of) == {"overdue": 2} and late_in(of) == 2
    count(here, of, here.mover, here.village, 0, 1, since=date(2026, 10, 1))
    assert agreed(of) == {"open": 1, "overdue": 1}


def test_a_school_and_the_authority_count_their_late_weeks(here: Town) -> None:
    of, place = weekly(here), Fact("school", here.village.pk, here.village.name)
    [row] = rows_in(of, Where(place, here.authority, here.village))
    assert row.tally.late_spans == 2
    whole = Fact("county", here.authority.pk, here.authority.name)
    [row] = rows_in(of, Where(whole, here.authority, here.authority))
    assert row.tally.late_spans == 4


def test_who_moved_between_two_weeks_is_late_for_both_where_they_are_now(here: Town) -> None:
    of = weekly(here)
    move(here.mover, here.city, LAST)
    assert agreed(of) == {"overdue": 2} and late_in(of) == 4
