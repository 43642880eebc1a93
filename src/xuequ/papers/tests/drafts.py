"""Papers for the tests: a notice of the bureau, its series, and the ways to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from xuequ.kernel.actors import Actor
from xuequ.kernel.paper import Document, Heading, Paragraph
from xuequ.ledger.queries import Place
from xuequ.papers.models import Paper, Series
from xuequ.papers.papers import CERTIFICATE, NOTICE
from xuequ.papers.queries.scope import own_place
from xuequ.papers.services import (
    NewDraft,
    NewSeries,
    draft_paper,
    issue_paper,
    register_series,
)

DAY = date(2026, 11, 2)
SAID = Document(
    "关于做好学区制管理工作的通知",
    (Paragraph("现将有关事项通知如下。"), Heading("总体要求"), Paragraph("统筹安排。")),
    addressee="各学区、各学校",
)
OTHER = Document("关于召开会议的通知", (Paragraph("定于下周一召开会议。"),), addressee="各学校")
AWARD = Document("聘书", (Paragraph("兹聘请您为首席教师。"),), addressee="师演示同志")
KINDS = {"notice": (NOTICE, SAID), "certificate": (CERTIFICATE, AWARD)}


def place_of(actor: Actor) -> Place:
    place = own_place(actor)
    assert place is not None
    return place


def series(actor: Actor, word: str = "测教发", **values: Any) -> Series:
    known = Series.objects.filter(word=word, authority=actor.authority).first()
    new = NewSeries(word, values.pop("first_year", 2026), **values)
    return known or register_series(new, place_of(actor), actor=actor)


def drafted(actor: Actor, kind: str = "notice", **values: Any) -> Paper:
    sort, said = KINDS[kind]
    new = NewDraft(sort, values.pop("on", DAY), values.pop("document", said), **values)
    return draft_paper(new, place_of(actor), actor=actor)


def issued(actor: Actor, kind: str = "notice", word: str = "测教发", on: date = DAY) -> Paper:
    return issue_paper(drafted(actor, kind), series=series(actor, word), on=on, actor=actor)
