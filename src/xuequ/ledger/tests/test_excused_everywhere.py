"""An excuse and a late span count alike for the person, the inbox, the district and the board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from xuequ.kernel.rulebook import State
from xuequ.ledger.models import Excuse, Notice
from xuequ.ledger.queries.book import book_of
from xuequ.ledger.queries.mine import todo
from xuequ.ledger.queries.owing import lines_in
from xuequ.ledger.queries.personal import courses
from xuequ.ledger.queries.places import of_consortium
from xuequ.ledger.services.chasing import chase
from xuequ.ledger.tests.handed import mover
from xuequ.ledger.tests.readers import FRIDAY, LOG, WEEK, count
from xuequ.ledger.tests.test_duties_on_the_board import said
from xuequ.ledger.tests.township import OPENING, Town, acting, town

pytestmark = pytest.mark.django_db
LESSON = "exchange.town_to_city.mentor_lesson"  # every teaching day


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def last_week(where: Town) -> list[object]:
    """How the log of last week stands for each who looks at it."""
    book = book_of(where.authority, FRIDAY)
    [course] = [each for each in courses(book, where.mover) if each.owed.key == LOG]
    [person] = [each.standing for each in course.lines if each.span.since == WEEK]
    mine = todo(seen_by=mover(where), on=FRIDAY)
    [inbox] = [
        each.line.standing
        for each in mine
        if (each.line.owed.key, each.line.span.since) == (LOG, WEEK)
    ]
    [district] = lines_in(book, book.owed[LOG], of_consortium(where.district))
    return [person, inbox, district.standing, said(where, LOG).verdict.state]


@pytest.mark.parametrize(
    ("since", "until", "standing", "state"),
    [
        (OPENING, date(2026, 9, 14), "excused", State.NOT_APPLICABLE),  # ended when it was due
        (OPENING, date(2026, 9, 13), "overdue", State.BEHIND),  # a day too early
        (date(2026, 9, 14), None, "overdue", State.BEHIND),  # heals nothing of before
        (date(2026, 9, 13), None, "excused", State.NOT_APPLICABLE),
    ],
)
def test_a_week_is_excused_by_what_held_on_its_last_day_whoever_looks(
    here: Town, since: date, until: date | None, standing: str, state: State
) -> None:
    Excuse.objects.create(
        authority=here.authority, duty=LOG, owner_kind="posting", owner_id=here.posting.pk,
        reason="病假", decision="会3号", since=since, until=until,
    )  # fmt: skip
    assert last_week(here) == [standing, standing, standing, state]


def test_the_last_day_done_does_not_hide_the_late_days_before(here: Town) -> None:
    owner = ("posting", here.posting.pk)
    count(here, LESSON, date(2026, 9, 17), owner, confirmed=1)
    book = book_of(here.authority, FRIDAY)
    [line] = lines_in(book, book.owed[LESSON], of_consortium(here.district))
    late = [each.since.day for each in line.late]
    assert (line.standing, late) == ("overdue", [11, 14, 15, 16])
    verdict = said(here, LESSON).verdict
    assert verdict.state is State.BEHIND and "逾期待补1（共4期）" in verdict.findings[0].text.zh
    boss = acting(here.principal, "bureau_basic")
    assert chase(line, book, here.district, actor=boss).told == 1
    notice = Notice.objects.get()
    assert "共4期逾期" in notice.zh and "最早一期2026-09-11" in notice.zh
    assert "4 periods are late" in notice.en and "day=2026-09-11" in notice.link
    for day in late:
        count(here, LESSON, date(2026, 9, day), owner, confirmed=1)
    [line] = lines_in(book, book.owed[LESSON], of_consortium(here.district))
    assert (line.standing, line.late) == ("done", ())
