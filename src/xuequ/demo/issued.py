"""The papers of the demonstration: notices, a certificate, one withdrawn, drafts; all synthetic."""

from __future__ import annotations

from datetime import date

from xuequ.directory.models import Authority, Consortium, Holding, Membership
from xuequ.kernel.actors import Actor
from xuequ.kernel.paper import Document, Grid, Heading, PaperKind, Paragraph
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.ledger.queries import Place
from xuequ.papers.models import Paper, Series
from xuequ.papers.papers import CERTIFICATE, NOTICE
from xuequ.papers.services import (
    NewDraft,
    NewSeries,
    draft_paper,
    issue_paper,
    register_series,
    withdraw_paper,
)

from .ledger import acting

OPENS = date(2026, 9, 1)
COLUMNS = (
    Column("school", "学校", "School"),
    Column("lessons", "集体备课（次）", "Joint preparation", number=True),
    Column("open", "公开课（节）", "Open lessons", number=True),
)


def fill_xingning(authority: Authority) -> None:
    """The bureau's series and papers, and a draft of its first district."""
    office = Holding.objects.get(post__authority=authority, post__role="bureau_office").person
    actor, place = acting(office, OPENS), Place(authority)
    series = _series("兴教发", place, actor)
    awards = _series("兴教聘", place, actor, CERTIFICATE.code)
    _issue(NOTICE, _start(), place, series, OPENS, actor)
    wrong = _issue(NOTICE, _meeting("9月15日"), place, series, date(2026, 9, 8), actor)
    withdraw_paper(wrong, "会议时间有误，另行通知", on=date(2026, 9, 10), actor=actor)
    _issue(NOTICE, _meeting("9月17日"), place, series, date(2026, 9, 10), actor)
    _issue(CERTIFICATE, _award(), place, awards, date(2026, 9, 10), actor)
    draft_paper(_new(NOTICE, _plan(authority), date(2026, 11, 20)), place, actor=actor)
    district = Consortium.objects.filter(authority=authority).earliest("order")
    head = Holding.objects.get(post__consortium=district, post__role="district_office").person
    union = Place(authority, consortium=district)
    said = _gathering(district)
    draft_paper(_new(NOTICE, said, date(2026, 11, 23)), union, actor=acting(head, OPENS))


def _series(word: str, place: Place, actor: Actor, kind: str = "") -> Series:
    return register_series(NewSeries(word, OPENS.year, kind=kind), place, actor=actor)


def _new(kind: PaperKind, said: Document, on: date) -> NewDraft:
    return NewDraft(kind, on, said, is_synthetic=True)


def _issue(
    kind: PaperKind, said: Document, place: Place, series: Series, on: date, actor: Actor
) -> Paper:
    paper = draft_paper(_new(kind, said, on), place, actor=actor)
    return issue_paper(paper, series=series, on=on, actor=actor)


def _start() -> Document:
    return Document(
        "关于做好2026年秋季学期学区制管理工作的通知（演示）",
        (
            Paragraph("为做好本学期学区制管理工作，现将有关事项通知如下。（本文为演示内容。）"),
            Heading("总体要求"),
            Paragraph("各学区要统筹安排本学期工作，明确分工，按时完成各项任务。"),
            Heading("主要任务"),
            Heading("开展集体备课。", 2, "每学科每学期不少于四次，由学科牵头人主持。"),
            Heading("组织研讨和观摩。", 2, "每学科每学期各不少于两次，做好记录。"),
            Heading("工作要求"),
            Paragraph("各学区于每季度末报送工作小结，活动记录随时录入工作台账。"),
        ),
        addressee="各学区、各学校",
        attachments=("秋季学期工作安排表", "学区联系人名单"),
        copies=("区教研室", "区督导室"),
        note="联系电话：演示",
    )


def _meeting(day: str) -> Document:
    return Document(
        "关于召开学区长工作会议的通知（演示）",
        (
            Paragraph(f"定于{day}上午9时召开学区长工作会议，会期半天。"),
            Paragraph("请各学区长准时参加，并带上本学期工作计划。"),
        ),
        addressee="各学区",
    )


def _award() -> Document:
    return Document(
        "聘书",
        (
            Paragraph(
                "兹聘请您为学区语文学科首席教师（演示），聘期自2026年9月1日至2027年8月31日。"
            ),
            Paragraph("特发此证。"),
        ),
        addressee="师演示同志",
    )


def _plan(authority: Authority) -> Document:
    members = Membership.objects.on(OPENS).filter(consortium__authority=authority)
    schools = list(members.order_by("consortium__order", "order").select_related("school")[:6])
    rows = [(each.school.name, 4 + n % 3, 2 + n % 2) for n, each in enumerate(schools)]
    table = Table(Text("各校活动安排（演示）", "Activities by school (made up)"), COLUMNS, rows)
    return Document(
        "关于期末教研活动安排的通知（演示）",
        (
            Paragraph("期末教研活动安排如下，请各校提前准备。"),
            Heading("活动安排"),
            Grid(table),
            Heading("有关要求"),
            Paragraph("活动结束后三日内录入工作台账。"),
        ),
        addressee="各学校",
    )


def _gathering(district: Consortium) -> Document:
    return Document(
        "关于开展学区联合教研的通知（演示）",
        (Paragraph(f"{district.label}定于下月开展联合教研，请各成员校做好准备。"),),
        addressee="各成员校",
    )
