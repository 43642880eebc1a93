"""The figures of a summary: as they stood on the last day of its period."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from deciding import County, say
from support_plugin import Cast
from xuequ.cases.models import Case, Task
from xuequ.directory.models import Authority, Person, School
from xuequ.kernel.paper import document
from xuequ.kernel.periods import half_year, quarter
from xuequ.kernel.refusal import Refused
from xuequ.ledger.engine.tally import judged, key_of
from xuequ.ledger.models import Claim, Entry
from xuequ.ledger.queries import Place
from xuequ.ledger.queries.book import owner_of
from xuequ.ledger.queries.counted import of_people
from xuequ.ledger.queries.overview import book_as_it_was, book_on
from xuequ.ledger.queries.rolls import ALWAYS
from xuequ.ledger.queries.tallies import counts_of
from xuequ.ledger.services.counting import recount
from xuequ.papers.queries.periods import periods
from xuequ.papers.services import NewDraft, draft_paper
from xuequ.planning.papers import STAGE_SUMMARY, WORK_SUMMARY
from xuequ.planning.queries.summaries import facts
from xuequ.planning.tests.district import HELD, ON, TODAY, happened

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> County:
    return happened(cast, monkeypatch)


def test_a_past_quarter_is_told_as_it_stood_on_its_last_day(here: County) -> None:
    third, fourth = date(2026, 9, 30), date(2026, 12, 31)
    late = datetime(2026, 10, 8, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    Entry.objects.filter(title="旧事").update(decided_at=late)
    case = Case.objects.get()
    Case.objects.filter(pk=case.pk).update(started_at=datetime(2026, 9, 20, tzinfo=UTC))
    case.turns.filter(verb="submit").update(at=datetime(2026, 9, 20, tzinfo=UTC))
    say(case, here.bureau, "pass", values={"since": "2026-12-01"})
    Task.objects.update(set_on=date(2026, 9, 21), closed_at=late, state="closed")
    place = Place(here.authority, consortium=here.east)
    then, now = facts(place, quarter(third), ""), facts(place, quarter(fourth), "")
    assert (then.on, now.on) == (third, TODAY)
    assert [each.is_confirmed for each in then.activities if each.title == "旧事"] == [False]
    assert [each.state for each in then.cases] == ["办理中"]
    assert [each.state for each in now.cases] == ["已批准"]
    assert [each.state for each in then.tasks] == ["办理中"]
    assert [each.state for each in now.tasks] == ["已办结"]


def test_duties_of_a_past_day_count_what_had_happened_by_then(here: County) -> None:
    book = book_as_it_was(here.authority, date(2026, 9, 30))
    assert book is not None
    owed = book.owed["duties.three_life"]
    owner = owner_of(book, owed, "consortium", here.east.pk)
    assert owner is not None
    span = judged(owed, owner.tenure, book.calendar, book.on)
    assert span is not None
    for day, decided in (
        (date(2026, 9, 10), 15),
        (date(2026, 9, 11), None),
        (date(2026, 10, 3), 4),
    ):
        entry = Entry.objects.create(
            authority=here.authority, consortium=here.east, artefact=owed.artefact,
            title=f"{day}", happened_on=day, state="confirmed", handed_at=HELD,
            decided_at=HELD if decided is None else datetime(2026, day.month, decided, tzinfo=UTC),
        )  # fmt: skip
        Claim.objects.create(
            entry=entry, authority=here.authority, duty=owed.key, owner_kind="consortium",
            owner_id=here.east.pk, consortium=here.east, since=span.since, until=span.until,
            state="confirmed",
        )  # fmt: skip
    recount(here.authority)
    found = counts_of(book, [key_of(owed, owner, span)])
    [then] = found.values()
    assert (then.confirmed, then.handed) == (1, 1)
    [now] = counts_of(replace(book, as_it_was=False), [key_of(owed, owner, span)]).values()
    assert (now.confirmed, now.handed) == (3, 0)


def test_people_are_counted_as_of_a_past_day_as_the_counters_count_them(here: County) -> None:
    Authority.objects.filter(pk=here.authority.pk).update(profile="mingzhu")
    here.authority.profile = "mingzhu"
    today = book_on(here.authority, TODAY)
    past = book_as_it_was(here.authority, TODAY)
    assert today is not None and past is not None
    [(owed, span)] = [
        (each, found)
        for each in today.owed.values()
        if each.duty.owed_by == "teacher"
        and (found := judged(each, ALWAYS, today.calendar, TODAY)) is not None
    ][:1]
    school = School.objects.get(name="东二小")
    person = Person.objects.get(pk=here.actors["teacher"].person)
    for state in ("confirmed", "handed"):
        entry = Entry.objects.create(
            authority=here.authority, school=school, person=person, artefact=owed.artefact,
            title=state, happened_on=ON, state=state, handed_at=HELD,
        )  # fmt: skip
        Claim.objects.create(
            entry=entry, authority=here.authority, duty=owed.key, owner_kind="person",
            owner_id=person.pk, person=person, school=school, since=span.since, until=span.until,
            state=state,
        )  # fmt: skip
    recount(here.authority)
    for book in (today, past):
        rows = of_people(book, owed, span)
        assert list(rows.groups()) == [(school.pk, 1, 1, 1)]
        assert rows.only(people=[person.pk]).counts() == {person.pk: (1, 1)}
        assert not list(rows.only(schools=[0]).groups())


def test_what_was_over_before_the_ledger_opened_is_neither_offered_nor_missed(
    here: County,
) -> None:
    place = Place(here.authority)
    with pytest.raises(Refused, match="paper-period-not-offered"):
        draft_paper(NewDraft(STAGE_SUMMARY, date(2026, 6, 30)), place, actor=here.bureau)
    listed = periods(WORK_SUMMARY, Place(here.authority, here.east), TODAY)
    assert [each.value for each in listed] == ["2026-12-31", "2026-09-30"]
    assert facts(place, half_year(date(2026, 6, 30)), "").below == ()


def test_a_title_longer_than_a_line_is_broken_between_its_words(here: County) -> None:
    paper = draft_paper(NewDraft(STAGE_SUMMARY, ON), Place(here.authority), actor=here.bureau)
    said = document(paper.body).title
    assert said == "测试区教育局学区制工作\n2026年下半年阶段工作总结"
    assert paper.title == "测试区教育局学区制工作2026年下半年阶段工作总结"
