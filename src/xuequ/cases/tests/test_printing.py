"""The papers a case brings about: the reply by itself, the notice, the history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from deciding import NOW, County, county, official, say, started
from support_plugin import Cast
from xuequ.cases.engine.printing import history
from xuequ.cases.models import Case
from xuequ.cases.papers import APPROVAL
from xuequ.cases.queries.access import cases
from xuequ.cases.queries.printing import printed, together
from xuequ.cases.services.printing import print_outcome, print_reply
from xuequ.directory.models import School
from xuequ.kernel.paper import Grid, Steps, document
from xuequ.kernel.refusal import Refused
from xuequ.ledger.queries import Place
from xuequ.papers.models import Paper
from xuequ.papers.queries import papers
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


@pytest.fixture
def claim(here: County) -> Case:
    """A private case that was decided, with its reply."""
    register_series(NewSeries("测教复", 2026), Place(here.authority), actor=here.bureau)
    judge = official(here.authority, "bureau_inspection", "督演示")
    values = {"right": "场地使用", "happened": "2026-10-01", "asked": "恢复使用"}
    case = started(
        here, "claim", here.principals["东二小"], school=School.objects.get(name="东二小"),
        consortium=here.east, values=values,
    )  # fmt: skip
    case = say(case, here.actors["head"], "agree", "无异议")  # the group is heard first
    return say(case, judge, "pass", "应予补偿", values={"remedy": "每周", "done_by": "2026-12-31"})


def test_a_paper_of_a_private_case_is_read_by_those_who_see_the_case(
    here: County, claim: Case
) -> None:
    owner, today = here.principals["东二小"], NOW.date()
    reply = Paper.objects.get(kind=APPROVAL.code)
    notice = print_outcome(claim, actor=owner, now=NOW)
    for actor in (owner, here.personnel, here.actors["office"], here.actors["teacher"],
                  here.principals["孤小"], here.leader, here.actors["city"]):  # fmt: skip
        sees = cases(seen_by=actor, on=today).filter(pk=claim.pk).exists()
        read = set(papers(seen_by=actor, on=today).values_list("pk", flat=True))
        assert read == ({reply.pk, notice.pk} if sees else set())
    assert papers(seen_by=owner, on=today).count() == 2
    assert not papers(seen_by=here.principals["孤小"], on=today).exists()


def test_the_proof_of_a_private_case_does_not_tell_what_it_is_about(
    here: County, claim: Case, client_of: Any
) -> None:
    reply = Paper.objects.get(kind=APPROVAL.code)
    page = client_of("nobody").get(f"/papers/proof/{reply.token}/").content.decode()
    for told in (reply.title, page, reply.docx.name if reply.docx else ""):
        assert "东二小" not in told and "权益" not in told
    assert reply.number in page and "批复" in page


def test_the_notice_of_the_outcome_is_issued_where_papers_are_numbered_too(here: County) -> None:
    register_series(NewSeries("测教发", 2026), Place(here.authority), actor=here.bureau)
    case = Case.objects.get(pk=joined(here))
    assert print_outcome(case, actor=here.bureau, now=NOW).number == ""


def test_a_reply_that_had_no_series_is_missed_and_issued_later(
    here: County, client_of: Any
) -> None:
    case = Case.objects.get(pk=joined(here))
    assert "未印发批复" in client_of("bureau").get(f"/cases/{case.pk}/").content.decode()
    with pytest.raises(Refused, match="series-missing"):
        print_reply(case, actor=here.bureau, now=NOW)
    with pytest.raises(Refused, match="not-your-case"):
        print_reply(case, actor=here.principals["孤小"], now=NOW)
    register_series(NewSeries("测教复", 2026), Place(here.authority), actor=here.bureau)
    page = client_of("bureau").post(f"/cases/{case.pk}/reply/")
    paper = Paper.objects.get()
    assert page["Location"].endswith(f"/{paper.pk}/") and paper.number == "测教复〔2026〕1号"
    assert print_reply(case, actor=here.bureau, now=NOW) == paper
    assert "未印发批复" not in client_of("bureau").get(f"/cases/{case.pk}/").content.decode()
    request = started(
        here, "request", here.principals["孤小"], school=here.loose, values={"asked": "修操场"}
    )
    with pytest.raises(Refused, match="case-has-no-reply"):
        print_reply(request, actor=here.bureau, now=NOW)


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
