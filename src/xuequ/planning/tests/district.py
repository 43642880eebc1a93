"""A district in which something happened, and what a document says in words."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from another_day import on_day
from deciding import County, county, say, started
from support_plugin import Cast
from xuequ.cases.models import Meeting, Resolution
from xuequ.cases.services.tasks import NewTask, set_task
from xuequ.demo.ledger import set_calendar
from xuequ.directory.models import Person, School
from xuequ.kernel.paper import Document, Grid, Heading, Listing, Paragraph
from xuequ.ledger.models import Entry

ON = date(2026, 11, 2)  # in the fourth quarter
TODAY = date(2026, 12, 28)  # in its last days
HELD = datetime(2026, 10, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def happened(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> County:
    """A district in which something happened: an entry, a meeting, a case, a task."""
    on_day(monkeypatch, TODAY)
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
