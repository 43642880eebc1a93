"""Issuing a paper settles the duty its kind names, where its place owes it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.services.authorities import set_terms
from xuequ.kernel.paper import Document, PaperKind, Paragraph
from xuequ.kernel.periods import Span, year_of
from xuequ.kernel.text import Text
from xuequ.ledger.models import Claim, Entry
from xuequ.papers.models import Paper
from xuequ.papers.queries.kinds import kinds
from xuequ.papers.services import NewDraft, draft_paper, issue_paper, withdraw_paper
from xuequ.papers.tests.drafts import place_of

pytestmark = pytest.mark.django_db
MODULE = "xuequ.papers.tests.test_duties"
SUMMARY = PaperKind(
    "tests.summary",
    Text("季度工作小结", "Quarterly summary"),
    "form",
    of=("consortium", "school"),
    compile=f"{MODULE}.compiled",
    duty="duties.work_summary",
)


def compiled(place: Any, on: Any, *, seen_by: Any) -> Document:
    return Document("季度工作小结", (Paragraph(f"{place.name}本季度工作小结，截至{on}。"),))


@pytest.fixture
def kind(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> PaperKind:
    now = year_of(timezone.localdate())
    for year in (now - 1, now):
        half = date(year + 1, 2, 1)
        terms = [Span(date(year, 9, 1), half), Span(half, date(year + 1, 9, 1))]
        set_terms(cast.authority, year, terms, actor=MAKER)
    monkeypatch.setitem(kinds(), SUMMARY.code, SUMMARY)
    return SUMMARY


def summary(actor: Any) -> Paper:
    return draft_paper(NewDraft(SUMMARY, timezone.localdate()), place_of(actor), actor=actor)


@pytest.mark.clause("PLN-17")
def test_a_summary_that_is_issued_is_handed_in_for_its_duty(cast: Cast, kind: PaperKind) -> None:
    head, today = cast.actors["head"], timezone.localdate()
    paper = issue_paper(summary(head), series=None, on=today, actor=head)
    assert paper.entry is not None and paper.pdf is not None and not paper.number
    assert "东学区本季度工作小结" in str(paper.body)
    claim = Claim.objects.get()
    assert (claim.duty, claim.owner_kind, claim.owner_id) == (
        "duties.work_summary", "consortium", cast.east.pk,
    )  # fmt: skip
    assert [each.file for each in paper.entry.attachments.all()] == [paper.pdf]
    withdraw_paper(paper, "数据有误", on=today, actor=head)
    claim.refresh_from_db()
    assert claim.state == "withdrawn"


def test_it_is_not_counted_where_one_says_so_or_nothing_is_owed(
    cast: Cast, kind: PaperKind
) -> None:
    today = timezone.localdate()
    for name, counts in (("head", False), ("school", True)):  # a school owes no such summary
        actor = cast.actors[name]
        paper = issue_paper(summary(actor), series=None, on=today, actor=actor, counts=counts)
        assert paper.entry is None
    assert not Entry.objects.exists()


def test_what_the_ledger_refuses_is_not_issued_unless_it_is_not_to_count(
    cast: Cast, kind: PaperKind, client_of: Any
) -> None:
    draft, today = summary(cast.actors["head"]), timezone.localdate()
    late = today.replace(month=1, day=1) - timedelta(days=30)  # a quarter that is closed
    Paper.objects.filter(pk=draft.pk).update(period_on=late)
    head, url = client_of("head"), f"/papers/desk/{draft.pk}/issue/"
    page = head.get(url)
    assert "counts" in page.context["form"].fields
    assert head.post(url, {"on": today, "counts": "on"}).status_code == 422
    draft.refresh_from_db()
    assert draft.is_draft and not Entry.objects.exists()
    assert head.post(url, {"on": today}).status_code == 302


def test_kinds_are_declared_by_packages(cast: Cast, kind: PaperKind, client_of: Any) -> None:
    assert "papers.notice" in kinds()
    for name, there in (("head", True), ("bureau", False)):
        page = client_of(name).get("/papers/new/").content.decode()
        assert ("季度工作小结" in page) is there
    page = client_of("head").post(
        f"/papers/new/{kind.code}/", {"key": "0" * 32, "on": str(timezone.localdate())}
    )
    assert page.status_code == 302 and Paper.objects.get().kind == kind.code
