"""Reports on commitments: who makes them, what they change on the board, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from addresses import address, page_of, place, reaches, those
from support_plugin import Cast
from xuequ.board.queries import board
from xuequ.kernel.refusal import Refused
from xuequ.kernel.rulebook import State
from xuequ.ledger.models import CommitmentReport
from xuequ.ledger.queries import Place, rows
from xuequ.ledger.services import NewReport, report_commitment, withdraw_report
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
MADE, REVIEW, ON = date(2026, 9, 1), date(2027, 9, 1), date(2026, 11, 1)
NEW = NewReport("under_way", "已开展三次帮扶", MADE, REVIEW, "文3号")


def east(cast: Cast) -> Place:
    return Place(cast.authority, consortium=cast.east)


def report(cast: Cast, clause: str = "GOV-29", new: NewReport = NEW, who: Any = None) -> Any:
    return report_commitment(clause, east(cast), new, actor=who or cast.bureau)


def state(cast: Cast, on: date = ON) -> State:
    cells = board(cast.authority, on).of("consortium", cast.east.pk)
    return next(each.state for each in cells if each.clause.id == "GOV-29")


@pytest.mark.clause("GOV-29", "GOV-33")
def test_a_report_turns_unknown_into_reported_until_its_review(cast: Cast) -> None:
    assert state(cast) is State.UNKNOWN
    report(cast)
    assert state(cast) is State.REPORTED
    assert state(cast, date(2026, 8, 31)) is State.UNKNOWN
    assert state(cast, REVIEW) is State.UNKNOWN


def test_a_withdrawn_report_counts_no_longer_and_stays(cast: Cast) -> None:
    made = report(cast)
    withdraw_report(made, on=date(2026, 10, 1), actor=cast.bureau)
    assert state(cast) is State.UNKNOWN
    assert state(cast, date(2026, 9, 30)) is State.REPORTED
    with pytest.raises(Refused, match="already-withdrawn"):
        withdraw_report(made, on=ON, actor=cast.bureau)
    assert [line.verb for line in Line.objects.order_by("number")][-2:] == [
        "report-commitment",
        "withdraw-report",
    ]


@pytest.mark.parametrize(
    ("clause", "new", "reason"),
    [
        ("GOV-52", NEW, "not-a-commitment"),  # of another document
        ("GOV-51", NEW, "not-a-commitment"),  # the government's, not a consortium's
        ("GOV-01", NEW, "not-a-commitment"),  # facts decide it
        ("XXX-99", NEW, "not-a-commitment"),
        ("GOV-29", NewReport("done", "", MADE, MADE), "ends-before-it-begins"),
        ("GOV-29", NewReport("done", "", date(2017, 1, 1), REVIEW), "not-a-commitment"),
    ],
)
def test_what_is_no_commitment_or_makes_no_sense_is_refused(
    cast: Cast, clause: str, new: NewReport, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        report(cast, clause, new)
    assert not CommitmentReport.objects.exists()


def test_an_older_report_does_not_slip_under_a_newer_one(cast: Cast) -> None:
    report(cast)
    with pytest.raises(Refused, match="already-reported"):
        report(cast, new=NewReport("done", "", date(2026, 8, 1), REVIEW))


@pytest.mark.parametrize("who", ["other", "school", "teacher", "system"])
def test_nobody_reports_for_somebody_elses_place(cast: Cast, who: str) -> None:
    with pytest.raises(Refused, match="not-your-place"):
        report(cast, who=cast.actors[who])
    assert not CommitmentReport.objects.exists()


def test_a_head_reports_for_the_own_consortium_only(cast: Cast) -> None:
    head = cast.actors["head"]
    assert report(cast, who=head)
    for there in (Place(cast.authority), Place(cast.authority, consortium=cast.group)):
        with pytest.raises(Refused, match="not-your-place"):
            report_commitment("GOV-29", there, NEW, actor=head)


def test_the_list_shows_the_own_scope_with_what_is_overdue_first(cast: Cast) -> None:
    report(cast, new=NewReport("done", "", date(2026, 1, 1), date(2026, 2, 1)))
    mine = rows(seen_by=cast.bureau, on=ON)
    assert mine[0].state == "overdue"
    assert {each.place.kind for each in mine} == {"county", "consortium"}
    theirs = rows(seen_by=cast.actors["head"], on=ON)
    assert {each.place.id for each in theirs if each.place.kind == "consortium"} == {cast.east.pk}
    assert all(each.may_report == (each.place.kind == "consortium") for each in theirs)
    for each in rows(seen_by=cast.actors["other"], on=ON):
        assert each.place.authority == cast.other


MINE = [each for each in those(space="ledger:", method="GET") if "commitment" in each]


@pytest.mark.parametrize("name", [*MINE, "ledger:report_withdraw"])
def test_every_page_opens_for_the_bureau_in_both_languages(
    cast: Cast, client_of: Any, name: str
) -> None:
    browser, where = client_of("bureau"), place(cast.east)
    texts = {}
    for language in ("zh-hans", "en"):
        browser.cookies["language"] = language
        page = browser.get(address(name, where))
        assert (page.status_code, page["Content-Language"]) == (200, language)
        texts[language] = page.content
    assert texts["zh-hans"] != texts["en"]


@pytest.mark.parametrize(
    "name", [each for each in those(space="ledger:") if "owes" in reaches(each)]
)
def test_what_belongs_to_another_authority_is_not_there(
    cast: Cast, client_of: Any, name: str
) -> None:
    where = place(cast.east)
    for method in page_of(name).methods:
        assert client_of("other").generic(method, address(name, where)).status_code == 404


def test_a_report_is_made_on_its_page(cast: Cast, client_of: Any) -> None:
    browser = client_of("bureau")
    browser.cookies["language"] = "en"
    form = f"/commitments/GOV-29/consortium/{cast.east.pk}/report/"
    sent = {"status": "done", "reported_on": "2026-09-01", "words": "<b>三次</b>", "evidence": ""}
    assert browser.post(form, sent).status_code == 302
    made = CommitmentReport.objects.get()
    assert (made.status, made.review_on) == ("done", REVIEW)
    page = browser.get(f"/commitments/GOV-29/consortium/{cast.east.pk}/").content.decode()
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"status": "done"},
        {"status": "wonderful", "reported_on": "2026-09-01", "words": "x"},
        {"status": "done", "reported_on": "2036-01-01", "words": "x"},
        {"status": "done", "reported_on": "2026-09-01", "words": "长" * 1001},
        {"status": "done", "reported_on": "2026-09-01", "review_on": "2026-08-01", "words": "x"},
    ],
)
def test_odd_reports_are_answered_with_the_reason(
    cast: Cast, client_of: Any, sent: dict[str, str]
) -> None:
    form = f"/commitments/GOV-29/consortium/{cast.east.pk}/report/"
    assert client_of("bureau").post(form, sent).status_code == 422
    assert not CommitmentReport.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["GOV-01/consortium/{0}/", "GOV-29/school/{0}/", "GOV-29/nothing/{0}/", "REG-99/county/{0}/",
     "GOV-29/consortium/0/", "GOV-29/consortium/9999999999999999999999/"],
)  # fmt: skip
def test_commitments_that_are_none_lead_nowhere(cast: Cast, client_of: Any, path: str) -> None:
    browser = client_of("bureau")
    for end in ("", "report/"):
        assert browser.get(f"/commitments/{path.format(cast.east.pk)}{end}").status_code == 404


def test_only_addresses_of_pages_become_links(cast: Cast, client_of: Any) -> None:
    report(cast, new=NewReport("done", "", MADE, REVIEW, "javascript:alert(1)"))
    page = client_of("bureau").get(f"/commitments/GOV-29/consortium/{cast.east.pk}/")
    assert 'href="javascript:' not in page.content.decode()
