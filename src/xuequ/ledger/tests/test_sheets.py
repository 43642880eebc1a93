"""The monthly sheet: what stands on it, who publishes and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from xuequ.directory.models import Pairing
from xuequ.kernel.actors import Actor
from xuequ.kernel.freezing import freeze, thaw
from xuequ.kernel.periods import month
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.kernel.table import Table
from xuequ.ledger.engine.monthly import week_of
from xuequ.ledger.models import Claim, Counter, Entry, SheetIssue
from xuequ.ledger.queries.book import book_of
from xuequ.ledger.queries.monthly import monthly_sheet
from xuequ.ledger.services.deciding import confirm_entry, return_entry
from xuequ.ledger.services.sheets import publish_sheet
from xuequ.ledger.tests.readers import FRIDAY, LOG, browser, count
from xuequ.ledger.tests.township import Town, acting, hold, teacher, town
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
SEPTEMBER, LAST = date(2026, 9, 1), date(2026, 9, 30)
PUBLISHED = "mentoring.published_results"
OBSERVED = "mentoring.observation"


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield town()


def table(where: Town, on: date = LAST, first: date = SEPTEMBER) -> Table:
    return monthly_sheet(book_of(where.authority, on), where.district, first)


def rows(found: Table, part: str) -> list[dict[str, Any]]:
    return [row for row in found.records("zh") if row["part"] == part]


def head(where: Town) -> Actor:
    person = hold(where.authority, "district_head", where.district, "长演示")
    return acting(person, "district_head", where.district)


def pair(where: Town, tier: int, name: str, **more: Any) -> Pairing:
    """A pairing of the mover's own school, outside any posting.

    Nobody has two mentors of one tier, so the one of the posting is moved to another.
    """
    apprentice = more.pop("apprentice", None) or where.mover
    Pairing.objects.filter(pk=where.pairing.pk).update(tier=4)
    return Pairing.objects.create(
        authority=where.authority,
        mentor=teacher(where.village, name),
        apprentice=apprentice,
        school=where.village,
        tier=tier,
        since=SEPTEMBER,
        **more,
    )


def test_the_weeks_of_a_month_begin_on_mondays() -> None:
    span = month(SEPTEMBER)
    assert week_of(date(2026, 9, 6), span)[0] == 1
    assert week_of(date(2026, 9, 7), span)[0] == 2
    number, days = week_of(LAST, span)
    assert (number, days.since, days.until) == (5, date(2026, 9, 28), date(2026, 10, 1))


def test_each_week_has_what_is_due_in_it_and_late_ones_by_school_in_numbers(here: Town) -> None:
    count(here, LOG, date(2026, 9, 7), ("posting", here.posting.pk), confirmed=1)
    logs = [row for row in rows(table(here), "本月事项") if row["item"] == "高质量工作日志"]
    assert [row["due"] for row in logs] == [date(2026, 9, n) for n in (6, 13, 20, 27)]
    assert [row["done"] for row in logs] == ["0／1", "1／1", "0／1", "0／1"]
    assert [row["late"] for row in logs] == ["明珠演示小学1", "", "明珠演示小学1", "明珠演示小学1"]
    assert {row["who"] for row in logs} == {"交流教师"}
    assert logs[0]["week"] == "第1周（9.1—9.6）"
    assert "移演示" not in str(logs)


def test_before_its_last_day_nothing_is_late(here: Town) -> None:
    logs = [row for row in rows(table(here, FRIDAY), "本月事项") if row["item"] == "高质量工作日志"]
    assert [row["late"] for row in logs] == ["明珠演示小学1", "明珠演示小学1", "", ""]


@pytest.mark.clause("MEN-21")
def test_a_pair_is_named_with_mentor_dean_and_principal(here: Town) -> None:
    first = pair(here, 1, "甲演示")
    pair(here, 3, "丙演示")
    hold(here.authority, "dean", here.village, "教演示")
    hold(here.authority, "principal", here.village, "长演示")
    count(here, OBSERVED, date(2026, 9, 7), ("pairing", first.pk), confirmed=1)
    found = {row["item"]: row for row in rows(table(here), "青蓝捆绑评价结果")}
    row, posted = found["移演示（乡村演示小学）"], found["移演示（明珠演示小学）"]
    assert row["who"] == "导师甲演示；分管主任教演示；业务校长丙演示"
    assert "听新教师的课1／4" in row["done"]
    assert posted["who"] == "业务校长校演示；导师师演示"  # of the school posted to


def test_the_results_of_contests_stand_with_the_pair_or_with_the_school(here: Town) -> None:
    first = pair(here, 1, "甲演示")
    fields = {"level": "一等奖", "unknown": "不公布"}
    for title, told in (("九月赛课", fields), ("学区大赛", {"prizes": "团体第一"})):
        Entry.objects.create(
            authority=here.authority,
            artefact="contest",
            school=here.village,
            title=title,
            happened_on=FRIDAY,
            state="confirmed",
            handed_at=timezone.now(),
            fields=told,
        )
    Entry.objects.create(
        authority=here.authority, artefact="observation", school=here.village, title="听课",
        happened_on=FRIDAY, state="confirmed", handed_at=timezone.now(), fields={"level": "优"},
    )  # fmt: skip
    Claim.objects.create(
        entry=Entry.objects.get(title="九月赛课"), authority=here.authority, duty="x",
        owner_kind="pairing", owner_id=first.pk, since=SEPTEMBER, until=LAST, state="confirmed",
    )  # fmt: skip
    found = table(here)
    results = {row["item"]: row["result"] for row in rows(found, "青蓝捆绑评价结果")}
    assert results == {"移演示（乡村演示小学）": "九月赛课：一等奖", "移演示（明珠演示小学）": ""}
    assert [(r["item"], r["who"], r["result"]) for r in rows(found, "赛课结果")] == [
        ("学区大赛", "乡村演示小学", "团体第一")
    ]


def test_a_frozen_sheet_thaws_to_the_same_table(here: Town) -> None:
    found = table(here)
    again = thaw(freeze(found))
    assert again.records("zh") == found.records("zh") and again.title == found.title
    assert again.records("en") == found.records("en") and again.notes == found.notes


@pytest.mark.clause("MEN-21")
def test_publishing_freezes_the_sheet_and_counts_for_the_duty_of_the_month(here: Town) -> None:
    pair(here, 1, "甲演示")
    issue = publish_sheet(here.district, SEPTEMBER, actor=head(here), today=FRIDAY)
    assert (issue.version, issue.digest) == (1, digest(issue.table))
    assert issue.entry is not None and issue.entry.state == "handed"
    counter = Counter.objects.get(duty=PUBLISHED)
    assert (counter.owner_kind, counter.owner_id) == ("consortium", here.district.pk)
    assert (counter.since, counter.handed, counter.confirmed) == (SEPTEMBER, 1, 0)
    office = acting(hold(here.authority, "bureau_basic", here.authority, "局演示"), "bureau_basic")
    confirm_entry(issue.entry, actor=office, on=FRIDAY)
    counter.refresh_from_db()
    assert (counter.handed, counter.confirmed) == (0, 1)
    Pairing.objects.all().delete()
    issue.refresh_from_db()
    assert "甲演示" in str(thaw(issue.table).rows)


def test_another_version_counts_once_and_again_only_if_the_first_came_back(here: Town) -> None:
    boss = head(here)
    first = publish_sheet(here.district, SEPTEMBER, actor=boss, today=FRIDAY)
    lines = Line.objects.count()
    with pytest.raises(Refused, match="nothing-changed"):
        publish_sheet(here.district, SEPTEMBER, actor=boss, today=FRIDAY)
    assert Line.objects.count() == lines
    count(here, LOG, date(2026, 9, 7), ("posting", here.posting.pk), confirmed=1)
    second = publish_sheet(here.district, SEPTEMBER, actor=boss, today=FRIDAY)
    assert (second.version, second.entry) == (2, None)
    assert first.entry is not None
    office = acting(hold(here.authority, "bureau_basic", here.authority, "局演示"), "bureau_basic")
    return_entry(first.entry, "请补充捆绑结果", actor=office, on=FRIDAY)
    Counter.objects.filter(duty=LOG).delete()
    third = publish_sheet(here.district, SEPTEMBER, actor=boss, today=FRIDAY)
    assert third.version == 3 and third.entry is not None
    assert SheetIssue.objects.count() == 3


def test_published_after_the_days_of_grace_it_counts_no_more(here: Town) -> None:
    boss = head(here)
    late = publish_sheet(here.district, SEPTEMBER, actor=boss, today=date(2026, 10, 7))
    assert late.entry is not None and late.entry.happened_on == LAST
    again = publish_sheet(here.district, date(2026, 10, 1), actor=boss, today=date(2026, 11, 20))
    assert again.entry is None


def test_only_the_district_publishes_and_no_month_to_come(here: Town) -> None:
    strangers = [
        acting(here.principal, "principal", here.city),
        acting(here.principal, "bureau_basic"),
        acting(here.mentor, "teacher", here.city),
    ]
    for stranger in strangers:
        with pytest.raises(Refused, match="not-your-sheet"):
            publish_sheet(here.district, SEPTEMBER, actor=stranger, today=FRIDAY)
    with pytest.raises(Refused, match="sheet-is-to-come"):
        publish_sheet(here.district, date(2026, 10, 1), actor=head(here), today=FRIDAY)
    assert not SheetIssue.objects.exists() and not Entry.objects.exists()


def test_teachers_of_the_district_read_what_is_published_and_no_draft(
    here: Town, monkeypatch: Any
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: FRIDAY)
    office = browser(hold(here.authority, "district_head", here.district, "长演示"))
    draft = f"/ledger/sheets/months/{here.district.pk}/2026/9/"
    assert "high-quality work log" in office.get(draft).content.decode()
    reader = browser(hold(here.authority, "teacher", here.village, "师甲"))
    assert reader.get(draft).status_code == 403
    assert "Nothing is published yet" in reader.get("/ledger/sheets/").content.decode()
    page = office.post(f"{draft}publish/", follow=True).content.decode()
    assert "It counts for the duty of this month" in page and "SHA-256" in page
    issue = SheetIssue.objects.get()
    at = f"/ledger/sheets/issues/{issue.pk}/"
    assert at in reader.get("/ledger/sheets/").content.decode()
    assert "high-quality work log" in reader.get(at).content.decode()
    for kind in ("xlsx", "csv", "json", "docx", "pdf"):
        assert reader.get(f"{at}file/{kind}/").status_code == 200
    assert office.get(f"{draft}file/pdf/").status_code == 200
    assert "Nothing differs" in office.post(f"{draft}publish/", follow=True).content.decode()
    for wrong in ("2026/13", "1800/1", "9999/1"):
        assert office.get(f"/ledger/sheets/months/{here.district.pk}/{wrong}/").status_code == 404
    SheetIssue.objects.update(table={**issue.table, "rows": []})
    assert "not what was published" in reader.get(at).content.decode()


def test_a_principal_reads_no_draft_of_the_district(here: Town) -> None:
    principal = browser(here.principal)
    at = f"/ledger/sheets/months/{here.district.pk}/2026/9/"
    assert principal.get(at).status_code == 404
