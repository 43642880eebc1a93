"""What the board says of duties, from the counters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuequ.board.queries import board
from xuequ.directory.models import Pairing, Posting, Term
from xuequ.kernel.periods import Span
from xuequ.kernel.rulebook import Judgement, State
from xuequ.ledger.models import Counter, Excuse
from xuequ.ledger.tests.township import Town, teacher, town

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 9, 18)
LAST_WEEK = Span(date(2026, 9, 7), date(2026, 9, 14))


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def said(where: Town, key: str, on: date = FRIDAY) -> Judgement:
    """What the board says of one duty in the district."""
    cells = board(where.authority, on).of("consortium", where.district.pk)
    [found] = [
        judged
        for cell in cells
        for judged in cell.judgements
        if judged.rule.id == f"ledger.duty.{key}"
    ]
    return found


def count(where: Town, key: str, span: Span, owner: tuple[str, int], **numbers: int) -> None:
    kind, id = owner
    Counter.objects.create(
        authority=where.authority,
        duty=key,
        since=span.since,
        owner_kind=kind,
        owner_id=id,
        school=where.city,
        **numbers,
    )


LOG = "exchange.town_to_city.log"


def test_last_week_without_a_log_is_late_and_then_broken(here: Town) -> None:
    late = said(here, LOG)
    assert late.verdict.state is State.BEHIND
    assert "逾期待补" in late.verdict.findings[0].text.zh
    assert said(here, LOG, FRIDAY + timedelta(days=4)).verdict.state is State.BEHIND
    after = FRIDAY + timedelta(days=20)
    assert said(here, LOG, after).verdict.state is State.BEHIND
    Posting.objects.update(until=date(2026, 9, 19))
    assert said(here, LOG, after).verdict.state is State.BROKEN


def test_a_confirmed_log_meets_the_clause_and_one_waiting_does_not(here: Town) -> None:
    owner = ("posting", here.posting.pk)
    count(here, LOG, LAST_WEEK, owner, handed=1)
    assert said(here, LOG).verdict.state is State.UNDER_WAY
    Counter.objects.update(handed=0, confirmed=1)
    met = said(here, LOG).verdict
    assert (met.state, met.found, met.wanted) == (State.MET, 1, 1)


def test_the_evidence_names_no_person(here: Town) -> None:
    other = teacher(here.city, "二演示")
    Posting.objects.create(
        authority=here.authority,
        person=other,
        from_school=here.city,
        to_school=here.village,
        direction="town_to_city",
        since=date(2026, 9, 1),
    )
    said_of = said(here, LOG).verdict
    assert "2" in said_of.findings[0].text.zh
    assert "演示" not in "".join(each.text.zh for each in said_of.findings)


def test_an_excused_owner_is_left_out(here: Town) -> None:
    Excuse.objects.create(
        authority=here.authority,
        duty=LOG,
        owner_kind="posting",
        owner_id=here.posting.pk,
        reason="病假",
        decision="学区会议纪要3号",
        since=date(2026, 9, 1),
    )
    assert said(here, LOG).verdict.state is State.NOT_APPLICABLE


def test_nobody_posted_is_unknown_and_names_what_is_missing(here: Town) -> None:
    Pairing.objects.all().delete()
    Posting.objects.all().delete()
    verdict = said(here, LOG).verdict
    assert verdict.state is State.UNKNOWN
    assert [fact.field for fact in verdict.missing] == ["postings"]


def test_without_terms_every_duty_is_unknown(here: Town) -> None:
    Term.objects.all().delete()
    cells = board(here.authority, FRIDAY).of("county")
    mine = [j for c in cells for j in c.judgements if j.rule.id.startswith("ledger.duty.")]
    assert mine and {each.verdict.state for each in mine} == {State.UNKNOWN}


def test_books_are_counted_by_teacher_and_school(here: Town) -> None:
    people = [teacher(here.village, f"书演示{n}") for n in range(3)]
    year = Span(date(2026, 1, 1), date(2027, 1, 1))
    before = said(here, "training.book").verdict
    assert (before.state, before.found, before.wanted) == (State.UNDER_WAY, 0, 5)
    count(here, "training.book", year, ("person", people[0].pk), confirmed=8)
    count(here, "training.book", year, ("person", people[1].pk), confirmed=7, handed=1)
    now = said(here, "training.book").verdict
    assert (now.state, now.found, now.wanted, now.unit) == (State.UNDER_WAY, 1, 5, "people")
    assert "待确认1" in now.findings[0].text.zh
    Excuse.objects.create(
        authority=here.authority,
        duty="training.book",
        owner_kind="person",
        owner_id=people[2].pk,
        reason="产假",
        decision="校务会",
        since=date(2026, 9, 1),
    )
    assert said(here, "training.book").verdict.wanted == 4


def test_the_board_asks_the_same_number_of_questions_however_many_people(here: Town) -> None:
    board(here.authority, FRIDAY)
    costs = []
    for size in (3, 30):
        for n in range(size):
            teacher(here.village, f"多演示{size}{n}")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            board(here.authority, FRIDAY)
        costs.append(len(captured))
    assert costs[0] == costs[1]
