"""The papers a case brings about: the reply by itself, the notice, the history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from deciding import NOW, County, county, say, started
from support_plugin import Cast
from xuequ.cases.engine.printing import history
from xuequ.cases.models import Case
from xuequ.cases.queries.printing import printed, together
from xuequ.cases.services.printing import print_outcome
from xuequ.kernel.paper import Grid, Steps, document
from xuequ.kernel.refusal import Refused
from xuequ.ledger.queries import Place
from xuequ.papers.models import Paper
from xuequ.papers.services import NewSeries, register_series

pytestmark = pytest.mark.django_db
SINCE = {"since": "2026-12-01"}


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


def joined(here: County) -> int:
    case = started(
        here, "join", here.principals["孤小"], school=here.loose, consortium=here.east,
        values={"role": "member", "signs_charter": True}, title="申请加入东学区",
    )  # fmt: skip
    case = say(case, here.actors["head"], "agree", "欢迎加入")
    return say(case, here.bureau, "pass", values=SINCE).pk


def test_an_approved_case_prints_its_numbered_reply(here: County) -> None:
    new = NewSeries("测教复", 2026)
    register_series(new, Place(here.authority), actor=here.bureau)
    pk = joined(here)
    paper = Paper.objects.get(subject=f"case:{pk}")
    assert (paper.number, paper.state) == ("测教复〔2026〕1号", "issued")
    assert paper.title == "关于孤小学校加入学区（集团）事项的批复"
    said = document(paper.body)
    assert said.addressee == "孤小" and said.signed_on == date(2026, 11, 2)


def test_without_a_series_nothing_is_printed_until_somebody_asks(
    here: County, client_of: Any
) -> None:
    case = Case.objects.get(pk=joined(here))
    assert not Paper.objects.exists()
    with pytest.raises(Refused, match="not-your-case"):
        print_outcome(case, actor=here.actors["teacher"], now=NOW)
    first = print_outcome(case, actor=here.principals["孤小"], now=NOW)
    assert print_outcome(case, actor=here.bureau, now=NOW) == first
    browser = client_of("bureau")
    for form, head in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = browser.get(f"/cases/{case.pk}/history/{form}/")
        assert answer.status_code == 200 and answer.content.startswith(head)
    assert browser.get(f"/cases/{case.pk}/history/exe/").status_code == 404


def test_the_history_shows_the_chain(here: County) -> None:
    said = history(printed(Case.objects.get(pk=joined(here)), NOW.date()))
    titles = [each.table.title.zh for each in said.blocks if isinstance(each, Grid)]
    assert titles == [""]  # the heading above it says what it is
    [chain] = [each for each in said.blocks if isinstance(each, Steps)]
    assert [(each.title, each.state) for each in chain.steps] == [
        ("提交", "done"), ("学校同意", "skipped"), ("集团（学区）审查", "done"),
        ("教育局审批", "done"),
    ]  # fmt: skip


def test_the_box_of_a_step_names_everybody_or_how_many() -> None:
    assert together(["甲校", "乙校", "丙校"]) == "甲校、乙校、丙校"
    assert together(["甲校", "乙校", "丙校", "丁校"]) == "甲校等4方"
    assert together([]) == ""
