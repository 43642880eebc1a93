"""Summaries compiled from ledger, meetings, cases; edited, issued, and owed no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from deciding import County
from support_plugin import Cast
from xuequ.directory.models import Authority
from xuequ.kernel.paper import Grid, Heading, Paragraph, document
from xuequ.kernel.periods import half_year
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Claim, Entry
from xuequ.ledger.queries import Place
from xuequ.papers.queries.scope import kind_for
from xuequ.papers.services import (
    NewDraft,
    NewSeries,
    change_paper,
    draft_paper,
    issue_paper,
    register_series,
    renew_paper,
)
from xuequ.planning.papers import ANNUAL_SUMMARY, STAGE_SUMMARY, WORK_SUMMARY
from xuequ.planning.queries.summaries import facts
from xuequ.planning.tests.district import ON, TODAY, happened, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> County:
    return happened(cast, monkeypatch)


@pytest.mark.clause("PLN-17")
def test_a_quarters_summary_is_compiled_edited_issued_and_reported(here: County) -> None:
    office = here.actors["office"]
    place = Place(here.authority, consortium=here.east)
    paper = draft_paper(NewDraft(WORK_SUMMARY, ON), place, actor=office)
    assert paper.title == "东学区2026年第四季度工作小结"
    said = document(paper.body)
    text = words(said)
    entry = Entry.objects.get(title="读书会")
    for wanted in (
        f"学生活动：读书会（东学区，2026年10月15日，台账第{entry.pk}号）", "议定1：统一期中测试",
        "申请加入东学区", "报送教研计划（东三小，2026年10月30日前）：办理中，已逾期",
        "季度工作小结",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "旧事" not in text
    ends = replace(said, blocks=(*said.blocks, Paragraph("下季度重点抓好期末复习。")))
    paper = change_paper(paper, ends, version=paper.version, actor=office)
    issued = issue_paper(paper, series=None, on=TODAY, actor=office)
    claim = Claim.objects.get(duty="duties.work_summary", consortium=here.east)
    assert claim.entry == issued.entry and claim.state == "handed"
    assert issued.pdf is not None and issued.token


@pytest.mark.clause("PLN-18")
def test_the_bureaus_half_year_builds_on_what_districts_issued(here: County) -> None:
    office = here.actors["office"]
    below = Place(here.authority, consortium=here.east)
    paper = draft_paper(NewDraft(WORK_SUMMARY, ON), below, actor=office)
    issue_paper(paper, series=None, on=TODAY, actor=office)
    stage = draft_paper(NewDraft(STAGE_SUMMARY, ON), Place(here.authority), actor=here.bureau)
    assert stage.title == "测试区教育局学区制工作2026年下半年阶段工作总结"
    text = words(document(stage.body))
    assert "东学区：东学区2026年第四季度工作小结" in text
    assert document(stage.body).addressee == "测试市教育局"


@pytest.mark.clause("PLN-21")
def test_the_annual_summary_has_its_four_parts(here: County) -> None:
    place = Place(here.authority, consortium=here.east)
    paper = draft_paper(NewDraft(ANNUAL_SUMMARY, ON), place, actor=here.actors["office"])
    heads = [
        each.text
        for each in document(paper.body).blocks
        if isinstance(each, Heading) and each.level == 1
    ]
    assert heads == ["组织机构", "工作推进情况", "问题与困难", "下一步工作打算和建议"]
    assert "学区长：韦演示" in words(document(paper.body))


def test_a_draft_takes_in_the_figures_of_today_and_keeps_what_was_written(here: County) -> None:
    office = here.actors["office"]
    place = Place(here.authority, consortium=here.east)
    paper = draft_paper(NewDraft(WORK_SUMMARY, ON), place, actor=office)
    with pytest.raises(Refused, match="nothing-to-renew"):
        renew_paper(paper, version=1, actor=office)
    said = document(paper.body)
    mine = Paragraph("下季度重点抓好期末复习。")
    paper = change_paper(paper, replace(said, blocks=(*said.blocks, mine)), version=1, actor=office)
    Entry.objects.filter(title="读书会").update(title="阅读节")
    with pytest.raises(Refused, match="paper-changed-meanwhile"):
        renew_paper(paper, version=1, actor=office)
    with pytest.raises(Refused, match="not-your-place"):
        renew_paper(paper, version=2, actor=here.principals["孤小"])
    paper = renew_paper(paper, version=2, actor=office)
    text = words(document(paper.body))
    assert "阅读节（东学区" in text and "读书会（东学区" not in text and mine.text in text
    with pytest.raises(Refused, match="nothing-to-renew"):
        renew_paper(paper, version=3, actor=office)


def whole(here: County, on: date = ON) -> str:
    paper = draft_paper(NewDraft(STAGE_SUMMARY, on), Place(here.authority), actor=here.bureau)
    return words(document(paper.body))


@pytest.mark.clause("PLN-18")
def test_the_half_year_sums_up_what_the_districts_did_and_names_who_has_not_reported(
    here: County,
) -> None:
    office, unit = here.actors["office"], here.east
    for _ in range(2):  # two summaries of one quarter count as one
        paper = draft_paper(NewDraft(WORK_SUMMARY, ON), Place(here.authority, unit), actor=office)
        issue_paper(paper, series=None, on=TODAY, actor=office, counts=False)
    text = whole(here)
    assert "召开会议1次、形成议定事项1项" in text and "督办事项1项" in text
    assert "东学区：学区联席会议" in text and "督办事项“报送教研计划”逾期未办结" in text
    assert text.count("东学区：东学区2026年第四季度工作小结") == 1
    assert "2026年第三季度应报送工作小结的学区（集团）已报送0个" in text
    third, fourth = text.split("2026年第四季度应报送")
    assert "未报送：东学区、西集团" in third
    assert "已报送1个" in fourth and "本季度尚未结束，待报送：西集团" in fourth


def test_a_summary_is_no_activity_of_its_own_and_duties_stand_with_their_time(
    here: County,
) -> None:
    office, place = here.actors["office"], Place(here.authority, consortium=here.east)
    first = draft_paper(NewDraft(WORK_SUMMARY, ON), place, actor=office)
    issue_paper(first, series=None, on=TODAY, actor=office)
    assert Claim.objects.filter(duty=WORK_SUMMARY.duty, consortium=here.east).exists()
    for kind in (WORK_SUMMARY, ANNUAL_SUMMARY):
        said = document(draft_paper(NewDraft(kind, ON), place, actor=office).body)
        assert first.title not in words(said)
        [grid] = [each for each in said.blocks if isinstance(each, Grid)]
        spans = [row[2] for row in grid.table.rows]
        assert all(spans) and any(str(each).startswith("2026-") for each in spans)
        assert "PLN-" not in words(said) and "004 §" in words(said)
    text = words(said)
    assert "期限在本期内的事项应办" in text and "跨期计的事项应办" in text


def test_the_duty_leads_to_the_paper_that_is_compiled(here: County, client_of: Any) -> None:
    office = client_of("office")
    page = office.get(reverse("ledger:my_work")).content.decode()
    link = "/papers/new/planning.work_summary/?on=2026-12-31"
    assert link in page and "由系统汇编" in page
    hand_in = (
        f"{reverse('ledger:entry_new')}?duty={WORK_SUMMARY.duty}&kind=consortium&id={here.east.pk}"
    )
    assert "/papers/new/planning.work_summary/" in office.get(hand_in).content.decode()
    form = office.get(link).context["form"]
    assert form.initial["on"] == "2026-12-31"


def test_reports_are_numbered_where_the_place_has_a_series(here: County) -> None:
    office, place = here.actors["office"], Place(here.authority, consortium=here.east)
    plain = draft_paper(NewDraft(WORK_SUMMARY, ON), place, actor=office)
    plain = issue_paper(plain, series=None, on=TODAY, actor=office, counts=False)
    own = register_series(NewSeries("东学区发", 2026), place, actor=office)
    paper = draft_paper(NewDraft(WORK_SUMMARY, ON), place, actor=office)
    with pytest.raises(Refused, match="series-missing"):
        issue_paper(paper, series=None, on=TODAY, actor=office)
    paper = issue_paper(paper, series=own, on=TODAY, actor=office)
    assert paper.number == "东学区发〔2026〕1号" and kind_for(paper).layout == "official"
    assert not plain.number and kind_for(plain).layout == "form"


def test_without_an_authority_above_it_goes_to_whom_the_policy_names(here: County) -> None:
    Authority.objects.filter(pk=here.authority.pk).update(parent=None)
    here.authority.parent = None
    found = facts(Place(here.authority), half_year(ON), STAGE_SUMMARY.duty)
    assert found.addressee == "市教育局"
