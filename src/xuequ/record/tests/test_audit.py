"""The audit console: filters, files, the check against a head kept elsewhere."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from support_plugin import PASSWORD, Cast
from xuequ.record.models import Line
from xuequ.record.queries import Filter, audited, head, lines
from xuequ.record.tests.test_record import settle

pytestmark = pytest.mark.django_db


def text(page: Any) -> str:
    return str(page.content.decode())


def test_lines_are_found_by_day_account_act_sort_and_subject(cast: Cast) -> None:
    settle(cast.east, "书香", cast)
    eyes, today = cast.actors["audit"], timezone.localdate()

    def verbs(**wanted: Any) -> set[str]:
        found = audited(lines(seen_by=eyes), Filter(**wanted))
        return {line.verb for line in found}

    assert verbs(since=today, last=today) == verbs()
    assert verbs(last=today - timedelta(days=1)) == set()
    assert verbs(account="bureau") == {"change-consortium"}
    assert verbs(verb="appoint") == {"appoint"}
    assert verbs(sort="accounts") == {"open-account", "set-sign-in-rules"}
    assert "appoint" in verbs(sort="powers") and "open-account" not in verbs(sort="powers")
    assert verbs(subject="书香") == set() != verbs(subject="东学区")


def test_the_auditor_sees_failed_log_ins_and_acts_on_the_installation(
    cast: Cast, client_of: Any
) -> None:
    client_of("nobody").post("/log-in/", {"username": "bureau", "password": PASSWORD + "x"})
    page = text(client_of("audit").get("/record/audit/?sort=failed"))
    assert "log-in-failed" in page or "failed attempt" in page
    shown = lines(seen_by=cast.actors["audit"])
    assert shown.filter(verb="set-sign-in-rules", authority=None).exists()
    assert not lines(seen_by=cast.actors["bureau"]).filter(authority=None).exists()
    assert not shown.filter(authority=cast.other.pk).exists()


def test_what_is_found_is_taken_out_as_a_file_and_that_is_recorded(
    cast: Cast, client_of: Any
) -> None:
    browser = client_of("audit")
    answer = browser.get("/record/audit/csv/?verb=open-account")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    wanted = lines(seen_by=cast.actors["audit"]).filter(verb="open-account")
    assert {row["number"] for row in rows} == {str(line.number) for line in wanted}
    line = Line.objects.latest("number")
    assert (line.verb, line.account, line.note["rows"]) == ("export", "audit", len(rows))
    assert browser.get("/record/audit/xlsx/").content[:2] == b"PK"
    assert browser.get("/record/audit/exe/").status_code == 404
    lines_before = Line.objects.count()
    assert browser.get("/record/audit/csv/?since=x").status_code == 302  # never by mistake all
    assert Line.objects.count() == lines_before


@pytest.mark.parametrize(
    "query", ["since=x", "since=2026-02-02&last=2026-01-01", "verb=%00", "sort=all", "account=%00"]
)
def test_filters_that_do_not_fit_are_said_and_restrict_nothing(
    client_of: Any, cast: Cast, query: str
) -> None:
    page = client_of("audit").get(f"/record/audit/?{query}")
    assert page.status_code == 422 and 'class="error"' in text(page)


def test_a_head_kept_elsewhere_is_checked(cast: Cast, client_of: Any) -> None:
    browser = client_of("audit")
    kept = head()
    assert kept is not None and kept.seal in text(browser.get("/record/head/"))
    settle(cast.east, "书香", cast)
    good = {"number": kept.number, "seal": kept.seal}
    assert "alert-success" in text(browser.post("/record/head/", good))
    assert "alert-danger" in text(browser.post("/record/head/", {**good, "seal": "0" * 64}))
    assert "alert-danger" in text(browser.post("/record/head/", {**good, "number": 10**9}))
    assert browser.post("/record/head/", {"number": "0", "seal": "x"}).status_code == 422


def test_the_check_leads_back_to_the_console(client_of: Any) -> None:
    answer = client_of("audit").post("/record/verify/")
    assert answer["Location"] == "/record/audit/"
