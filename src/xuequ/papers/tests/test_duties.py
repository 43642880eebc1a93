"""Issuing a paper settles the duty its kind names, where its place owes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from another_day import on_day
from casting import MAKER
from support_plugin import Cast
from xuequ.directory.services.authorities import set_terms
from xuequ.kernel.paper import Document, PaperKind, Paragraph
from xuequ.kernel.periods import Span, year_of
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.ledger.models import Claim, Entry, Notice
from xuequ.ledger.services.counting import differences
from xuequ.ledger.services.deciding import confirm_entry
from xuequ.papers.models import Paper
from xuequ.papers.queries.duties import settled
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
    withdraw_paper(paper, "数据有误", actor=head)
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
    with pytest.raises(Refused, match="period-closed"):
        issue_paper(draft, series=None, on=today, actor=cast.actors["head"])
    draft.refresh_from_db()
    assert draft.is_draft and not Entry.objects.exists()
    page = head.get(url)
    assert "counts" not in page.context["form"].fields and page.context["closed"] < today
    assert head.post(url, {"on": today}).status_code == 302


def test_what_rests_on_a_withdrawn_paper_counts_no_more_whoever_withdraws_it(
    cast: Cast, kind: PaperKind
) -> None:
    head, office, today = cast.actors["head"], cast.actors["office"], timezone.localdate()
    for confirmed in (False, True):
        paper = issue_paper(summary(office), series=None, on=today, actor=office)
        assert paper.entry is not None
        if confirmed:
            confirm_entry(paper.entry, actor=cast.bureau, on=today)
        withdraw_paper(paper, "数据有误", actor=head)
        entry = Entry.objects.get(pk=paper.entry.pk)
        assert (entry.state, entry.reason) == ("withdrawn", "数据有误")
        assert set(entry.claims.values_list("state", flat=True)) == {"withdrawn"}
        with pytest.raises(Refused, match="already-decided"):
            confirm_entry(entry, actor=cast.bureau, on=today)
        told = Notice.objects.filter(entry=entry, kind="returned").values_list("person", flat=True)
        assert office.person in told and (cast.bureau.person in told) is confirmed
        assert not differences(cast.authority)


PERIODS = ("2026-12-31", "2026-09-30", "2026-06-30", "2026-03-31", "2025-12-31")


@pytest.fixture
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    on_day(monkeypatch, date(2026, 11, 28))


@pytest.fixture
def quarterly(november: None, kind: PaperKind, monkeypatch: pytest.MonkeyPatch) -> PaperKind:
    """The same kind, compiled for a quarter; it is the 28th of November."""
    made = replace(kind, period="quarter")
    monkeypatch.setitem(kinds(), made.code, made)
    return made


def of_quarter(kind: PaperKind, actor: Any, day: date) -> Paper:
    return draft_paper(NewDraft(kind, day), place_of(actor), actor=actor)


def test_a_period_is_chosen_from_a_list(
    cast: Cast, quarterly: PaperKind, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, url = client_of("head"), f"/papers/new/{quarterly.code}/"
    form = head.get(url).context["form"]
    assert tuple(value for value, _label in form.fields["on"].choices) == PERIODS
    assert form.initial["on"] == "2026-12-31"
    assert head.get(f"{url}?on=2026-09-30").context["form"].initial["on"] == "2026-09-30"
    on_day(monkeypatch, date(2026, 10, 20))  # the third is over, and no paper about it yet
    assert head.get(url).context["form"].initial["on"] == "2026-09-30"
    on_day(monkeypatch, date(2026, 11, 28))
    for day in ("2026-10-15", "2027-03-31", "1999-03-31", "x"):
        assert head.post(url, {"key": "0" * 32, "on": day}).status_code == 422
    for then in (date(2027, 4, 1), date(1999, 1, 1)):
        with pytest.raises(Refused, match="paper-period-not-offered"):
            of_quarter(quarterly, cast.actors["head"], then)
    assert head.post(url, {"key": "0" * 32, "on": "2026-09-30"}).status_code == 302
    paper = Paper.objects.get()
    page = head.get(f"/papers/documents/{paper.pk}/").content.decode()
    assert "2026年第三季度" in page and "2026-07-01" in page


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 8, 15), date(2026, 9, 15)])
def test_a_quarter_counts_whichever_of_its_days_was_named(
    cast: Cast, quarterly: PaperKind, day: date
) -> None:
    paper = of_quarter(quarterly, cast.actors["head"], day)
    assert paper.period_on == date(2026, 9, 30)
    found = settled(paper, quarterly, date(2026, 10, 5))
    assert found is not None and found.on == date(2026, 9, 30)


def test_a_quarter_that_runs_is_drafted_but_no_report_until_it_ends(
    cast: Cast, quarterly: PaperKind, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, today = cast.actors["head"], date(2026, 11, 28)
    paper = of_quarter(quarterly, head, date(2026, 12, 31))
    with pytest.raises(Refused, match="period-still-runs"):
        issue_paper(paper, series=None, on=today, actor=head)
    url = f"/papers/desk/{paper.pk}/issue/"
    page = client_of("head").get(url)
    assert "counts" not in page.context["form"].fields
    assert "2026-12-18" in page.content.decode()
    on_day(monkeypatch, date(2026, 12, 20))
    assert client_of("head").post(url, {"on": "2026-12-20", "counts": "on"}).status_code == 302
    claim = Claim.objects.get()
    assert (claim.since, claim.entry.happened_on) == (date(2026, 10, 1), date(2026, 12, 20))


def test_another_paper_about_the_same_period_is_pointed_out(
    cast: Cast, quarterly: PaperKind, client_of: Any
) -> None:
    head = cast.actors["head"]
    first = of_quarter(quarterly, head, date(2026, 11, 1))
    issue_paper(first, series=None, on=date(2026, 11, 28), actor=head, counts=False)
    second = of_quarter(quarterly, head, date(2026, 11, 1))
    for url in (f"/papers/documents/{second.pk}/", f"/papers/desk/{second.pk}/issue/"):
        page = client_of("head").get(url).content.decode()
        assert f"/papers/documents/{first.pk}/" in page, url
    listed = client_of("head").get(f"/papers/new/{quarterly.code}/").context["form"]
    assert "已印发" in dict(listed.fields["on"].choices)["2026-12-31"]


def test_a_summary_is_not_issued_before_the_days_it_speaks_of(
    cast: Cast, quarterly: PaperKind
) -> None:
    head = cast.actors["head"]
    paper = of_quarter(quarterly, head, date(2026, 9, 1))
    for day in (date(1999, 1, 1), date(2026, 9, 29)):
        with pytest.raises(Refused, match="issued-before-its-figures"):
            issue_paper(paper, series=None, on=day, actor=head, counts=False)
    made = issue_paper(paper, series=None, on=date(2026, 9, 30), actor=head, counts=False)
    assert made.issued_on == date(2026, 9, 30)


def test_kinds_are_declared_by_packages(cast: Cast, kind: PaperKind, client_of: Any) -> None:
    assert "papers.notice" in kinds()
    for name, there in (("head", True), ("bureau", False)):
        page = client_of(name).get("/papers/new/").content.decode()
        assert ("季度工作小结" in page) is there
    page = client_of("head").post(f"/papers/new/{kind.code}/", {"key": "0" * 32})
    assert page.status_code == 302 and Paper.objects.get().kind == kind.code
