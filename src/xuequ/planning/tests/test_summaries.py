"""Summaries compiled from ledger, meetings, cases; edited, issued, and owed no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from deciding import County, county, say, started
from support_plugin import Cast
from xuequ.cases.models import Meeting, Resolution
from xuequ.cases.services.tasks import NewTask, set_task
from xuequ.demo.ledger import set_calendar
from xuequ.directory.models import Person, School
from xuequ.kernel.paper import Document, Grid, Heading, Listing, Paragraph, document
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Claim, Entry
from xuequ.ledger.queries import Place
from xuequ.papers.services import (
    NewDraft,
    change_paper,
    draft_paper,
    issue_paper,
    renew_paper,
)
from xuequ.planning.papers import ANNUAL_SUMMARY, STAGE_SUMMARY, WORK_SUMMARY

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 2)  # in the fourth quarter
HELD = datetime(2026, 10, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def here(cast: Cast) -> County:
    """A district in which something happened: an entry, a meeting, a case, a task."""
    here = county(cast)
    set_calendar(here.authority)
    head = Person.objects.get(pk=here.actors["head"].person)
    Entry.objects.create(
        authority=here.authority, consortium=here.east, artefact="activity", title="读书会",
        happened_on=date(2026, 10, 15), state="confirmed", handed_at=HELD, person=head,
    )  # fmt: skip
    Entry.objects.create(
        authority=here.authority, school=School.objects.get(name="东二小"), artefact="activity",
        title="旧事", happened_on=date(2026, 9, 15), state="confirmed", handed_at=HELD,
    )  # fmt: skip
    meeting = Meeting.objects.create(
        authority=here.authority, consortium=here.east, kind="joint", title="学区联席会议",
        starts_at=HELD, venue="会议室", chair=head, recorder=head, state="held",
    )  # fmt: skip
    Resolution.objects.create(meeting=meeting, number=1, words="统一期中测试")
    new = NewTask(
        "报送教研计划", due=date(2026, 10, 30), school=School.objects.get(name="东三小").pk
    )
    set_task(here.east, new, actor=here.actors["office"], today=date(2026, 10, 21))
    values = {"role": "member", "signs_charter": True}
    case = started(
        here, "join", here.principals["孤小"], school=here.loose, consortium=here.east,
        values=values, title="申请加入东学区",
    )  # fmt: skip
    say(case, here.actors["head"], "agree")
    return here


def words(found: Document) -> str:
    parts = []
    for each in found.blocks:
        match each:
            case Heading() | Paragraph():
                parts.append(each.text)
            case Listing():
                parts += each.items
            case Grid():
                parts += [str(row) for row in each.table.rows]
    return "\n".join(parts)


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
        f"读书会（东学区，2026年10月15日，台账第{entry.pk}号）", "议定1：统一期中测试",
        "申请加入东学区", "报送教研计划（东三小，2026年10月30日前）：办理中，已逾期",
        "季度工作小结",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "旧事" not in text
    ends = replace(said, blocks=(*said.blocks, Paragraph("下季度重点抓好期末复习。")))
    paper = change_paper(paper, ends, version=paper.version, actor=office)
    issued = issue_paper(paper, series=None, on=ON, actor=office)
    claim = Claim.objects.get(duty="duties.work_summary", consortium=here.east)
    assert claim.entry == issued.entry and claim.state == "handed"
    assert issued.pdf is not None and issued.token


@pytest.mark.clause("PLN-18")
def test_the_bureaus_half_year_builds_on_what_districts_issued(here: County) -> None:
    office = here.actors["office"]
    below = Place(here.authority, consortium=here.east)
    paper = draft_paper(NewDraft(WORK_SUMMARY, ON), below, actor=office)
    issue_paper(paper, series=None, on=ON, actor=office)
    stage = draft_paper(NewDraft(STAGE_SUMMARY, ON), Place(here.authority), actor=here.bureau)
    assert stage.title == "测试区教育局学区制工作2026年下半年阶段工作总结"
    text = words(document(stage.body))
    assert "本期共收到工作小结1份" in text and "东学区：东学区2026年第四季度工作小结" in text
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
