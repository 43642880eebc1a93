"""What one person owes span by span, and how that lies among others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from xuequ.directory.models import Pairing, Posting
from xuequ.directory.services import people
from xuequ.ledger.engine.loads import Load
from xuequ.ledger.models import Excuse
from xuequ.ledger.queries.book import book_of
from xuequ.ledger.queries.fairness import ALL, home_of, schools_around, share
from xuequ.ledger.queries.personal import Course, courses
from xuequ.ledger.tests.readers import BOOK, FRIDAY, LOG, WEEK, browser, count
from xuequ.ledger.tests.township import MAKER, OPENING, Town, hold, teacher, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def course(where: Town, key: str = LOG, on: date = FRIDAY) -> Course:
    found = courses(book_of(where.authority, on), where.mover)
    [mine] = [each for each in found if each.owed.key == key]
    return mine


def test_every_span_begun_has_its_sign(here: Town) -> None:
    count(here, LOG, WEEK, ("posting", here.posting.pk), confirmed=1)
    assert [each.standing for each in course(here).lines] == ["missed", "done", "open"]
    assert course(here).lines[0].span.since == date(2026, 8, 31)


def test_who_was_excused_when_a_week_ended_stays_excused_for_it(here: Town) -> None:
    excuse = Excuse.objects.create(
        authority=here.authority, duty=LOG, owner_kind="posting", owner_id=here.posting.pk,
        reason="病假", decision="会3号", since=OPENING, until=date(2026, 9, 7),
    )  # fmt: skip
    assert [each.standing for each in course(here).lines] == ["excused", "overdue", "open"]
    excuse.revoked_on = OPENING
    excuse.save()
    assert course(here).lines[0].standing == "missed"


def test_only_spans_of_the_school_year_are_shown(here: Town) -> None:
    Posting.objects.update(until=date(2028, 7, 1))
    day = date(2027, 9, 20)
    spans = [each.span for each in course(here, on=day).lines] if _is_owed(here, day) else []
    assert all(each.until > date(2027, 9, 1) for each in spans)


def _is_owed(where: Town, on: date) -> bool:
    found = courses(book_of(where.authority, on), where.mover)
    return any(each.owed.key == LOG for each in found)


def test_a_person_reads_their_own_page_and_others_only_within_scope(here: Town) -> None:
    mine = browser(hold(here.authority, "teacher", here.village, "师甲"))
    assert mine.get("/ledger/mine/").status_code == 200
    assert mine.get(f"/ledger/people/{here.mover.pk}/").status_code == 403
    own = browser(hold(here.authority, "principal", here.village, "长演示"))
    page = own.get(f"/ledger/people/{here.mover.pk}/").content.decode()
    assert "high-quality work log" in page and 'aria-hidden="true">!</span>' in page
    assert "2026-09-07 to 2026-09-13 late" in page
    assert browser(here.principal).get(f"/ledger/people/{here.mover.pk}/").status_code == 404
    table = own.get(f"/ledger/people/{here.mover.pk}/file/csv/").content.decode()
    assert "2026-09-07" in table


def test_a_load_is_summed_by_relation_and_duty(here: Town) -> None:
    count(here, LOG, WEEK, ("posting", here.posting.pk), confirmed=1)
    book = book_of(here.authority, FRIDAY)
    found = share(book, [here.city.pk, here.village.pk])
    term = found.spreads["term"].loads
    weeks = 21  # of the first term, from 31 August to 24 January
    assert term[LOG][here.mover.pk] == Load(weeks, 1)
    # 8 books, 15 lessons heard; co-study and its second preparation in five months each
    assert term["teacher"][here.mentor.pk] == Load(8 + 15 + 5 + 5, 0)
    own = [load for what, held in term.items() if "." in what for who, load in held.items()
           if who == here.mover.pk]  # fmt: skip
    assert term[ALL][here.mover.pk] == sum(own, Load())


def test_a_book_a_year_counts_in_the_term_of_its_last_day(here: Town) -> None:
    found = share(book_of(here.authority, FRIDAY), [here.village.pk, here.city.pk])
    term, year = (found.spreads[name].loads[BOOK][here.mover.pk] for name in ("term", "year"))
    assert (term, year) == (Load(8, 0), Load(8, 0))
    later = share(book_of(here.authority, date(2027, 3, 1)), [here.village.pk, here.city.pk])
    assert later.spreads["term"].loads[BOOK][here.mover.pk] == Load()


def test_others_are_compared_only_from_five_on(here: Town) -> None:
    book = book_of(here.authority, FRIDAY)
    school, consortium = home_of(book, here.mover.pk)
    assert (school, consortium) == (here.city.pk, here.district.pk)  # where she is posted to
    around = schools_around(book, school, consortium)
    assert set(around) == {here.city.pk, here.village.pk}
    few = share(book, around).spreads["term"].measure(BOOK, None, here.mover.pk)
    assert (few.people, few.wanted, few.mine) == (2, None, Load(8, 0))
    others = [teacher(here.village, f"众演示{n}") for n in range(3)]
    for n, each in enumerate(others):
        count(here, BOOK, date(2026, 1, 1), ("person", each.pk), confirmed=n * 4)
    enough = share(book, around).spreads["term"].measure(BOOK, None, here.mover.pk)
    assert enough.people == 5 and enough.done is not None
    assert enough.done.median == 0 and (enough.done.low, enough.done.high) == (None, None)
    near = share(book, around)
    at = near.spreads["term"].measure(BOOK, near.at(here.village.pk), here.mover.pk)
    assert (at.people, at.wanted) == (3, None)


def test_who_left_before_the_day_is_not_compared(here: Town) -> None:
    gone = teacher(here.village, "去演示")
    gone.teaching.update(until=FRIDAY)
    found = share(book_of(here.authority, FRIDAY), [here.village.pk])
    assert gone.pk not in found.held


def test_the_page_shows_my_number_and_nobody_elses_name(here: Town) -> None:
    person = hold(here.authority, "teacher", here.village, "师甲")
    person.teaching.create(school=here.village, stage="primary", subject="数学", since=OPENING)
    for n in range(5):
        teacher(here.village, f"众演示{n}")
    page = browser(person).get("/ledger/fairness/").content.decode()
    assert "0 / 8" in page and "median 8" in page
    assert "众演示" not in page and "移演示" not in page
    assert "not enough people to compare" not in page.split("People compared")[0]
    assert "TRN-08" in page and "since" in page.lower()


def test_the_district_sees_the_spread_without_names(here: Town) -> None:
    for n in range(5):
        teacher(here.village, f"众演示{n}")
    office = browser(hold(here.authority, "district_office", here.district, "办演示"))
    page = office.get(f"/ledger/districts/{here.district.pk}/fairness/").content.decode()
    assert "median 8" in page and "Mine," not in page
    assert "众演示" not in page and "移演示" not in page
    principal = browser(here.principal)
    assert principal.get(f"/ledger/districts/{here.district.pk}/fairness/").status_code == 404


def test_why_a_duty_is_mine_names_the_relation_and_its_first_day(here: Town) -> None:
    Pairing.objects.update(since=OPENING + timedelta(days=3))
    mentor = here.mentor
    hold_post = hold(here.authority, "teacher", here.city, "空演示")
    assert "no duty" in browser(hold_post).get("/ledger/fairness/").content.decode()
    post = people.create_post(
        here.authority, "teacher", "教师", since=OPENING, actor=MAKER, place=here.city
    )
    people.appoint(mentor, post, since=OPENING, actor=MAKER)
    page = browser(mentor).get("/ledger/fairness/").content.decode()
    assert "师演示—移演示" in page and "2026-09-04" in page and "by a pairing" in page
