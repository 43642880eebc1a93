"""The pages of governance as people use them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from addresses import address, is_of_a_thing, page_of, place, those
from support_plugin import Cast
from xuequ.board.queries import board
from xuequ.directory.tests.crowd import crowd
from xuequ.governance.models import FoundingDocument, UnificationStatus
from xuequ.governance.services.posts import set_up_bodies
from xuequ.kernel.rulebook import State

pytestmark = pytest.mark.django_db
READ = those(space="governance:", method="GET")
READ.remove("governance:filing_file")  # what was filed, in the words it was filed in
DAY = date(2026, 3, 1)


@pytest.mark.parametrize("name", READ)
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


@pytest.mark.parametrize("name", [each for each in those(space="governance:")
                                  if is_of_a_thing(each)])  # fmt: skip
def test_what_belongs_to_another_authority_is_not_there(
    cast: Cast, client_of: Any, name: str
) -> None:
    where = place(cast.east)
    for method in page_of(name).methods:
        assert client_of("other").generic(method, address(name, where)).status_code == 404


def test_a_head_may_not_change_another_consortium(cast: Cast, client_of: Any) -> None:
    head, theirs = client_of("head"), cast.group.pk
    for part in ("set-up/", "document/", "aim/", "unification/six/enrolment/", "", "unification/"):
        page = head.get(f"/governance/consortia/{theirs}/{part}")
        assert page.status_code == 404, part
    assert head.get(f"/governance/consortia/{cast.east.pk}/aim/").status_code == 200


@pytest.mark.clause("GOV-08")
def test_a_status_is_recorded_on_its_page_and_shown_in_the_matrix(
    cast: Cast, client_of: Any
) -> None:
    browser = client_of("bureau")
    browser.cookies["language"] = "en"
    form = f"/governance/consortia/{cast.east.pk}/unification/six/enrolment/"
    sent = {"since": "2026-03-01", "status": "blocked", "reason": ""}
    refused = browser.post(form, sent)
    assert refused.status_code == 422
    assert "Say why it is blocked." in refused.content.decode()
    assert browser.post(form, {**sent, "reason": "seats"}).status_code == 302
    assert UnificationStatus.objects.get().reason == "seats"
    assert "blocked" in browser.get("/governance/unification/").content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"reason": "x"},
        {"since": "2026-02-30", "status": "reached"},
        {"since": "2026-03-01", "status": "perfect"},
        {"since": "9999-12-31", "status": "reached"},
        {"since": "2026-03-01", "status": "blocked", "reason": "长" * 301},
        {"since": "2026-03-01\0", "status": "reached"},
    ],
)
def test_odd_forms_are_answered_with_the_reason(
    cast: Cast, client_of: Any, sent: dict[str, str]
) -> None:
    form = f"/governance/consortia/{cast.east.pk}/unification/six/enrolment/"
    assert client_of("bureau").post(form, sent).status_code == 422
    assert not UnificationStatus.objects.exists()


def test_items_the_locality_does_not_have_are_not_there(cast: Cast, client_of: Any) -> None:
    browser = client_of("bureau")
    for item in ("nine/teachers", "six/nothing", "six/" + "x" * 300):
        page = browser.get(f"/governance/consortia/{cast.east.pk}/unification/{item}/")
        assert page.status_code == 404


def test_setting_up_shows_first_and_creates_after(cast: Cast, client_of: Any) -> None:
    browser, form = client_of("bureau"), f"/governance/consortia/{cast.group.pk}/set-up/"
    browser.cookies["language"] = "en"
    assert "deputy head" in browser.get(form).content.decode()
    assert cast.group.posts.count() == 0
    assert browser.post(form, {"since": "2026-03-01"}).status_code == 302
    assert cast.group.posts.count() == 3
    page = browser.get(f"/governance/consortia/{cast.group.pk}/").content.decode()
    assert page.count("vacant") >= 3


def test_a_title_is_shown_as_typed_and_never_run(cast: Cast, client_of: Any) -> None:
    browser = client_of("bureau")
    typed = "<script>alert(1)</script>计划"
    form = f"/governance/consortia/{cast.east.pk}/document/"
    sent = {"code": "work_plan", "title": typed, "since": "2026-03-01"}
    assert browser.post(form, sent).status_code == 302
    assert FoundingDocument.objects.get().title == typed
    page = browser.get(f"/governance/consortia/{cast.east.pk}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.clause("GOV-45")
def test_the_board_knows_the_leading_group(cast: Cast) -> None:
    def state() -> State:
        cells = board(cast.authority, date(2026, 11, 1)).of("county", cast.authority.pk)
        return next(each.state for each in cells if each.clause.id == "GOV-45")

    assert state() is State.UNKNOWN
    set_up_bodies(cast.authority, since=DAY, actor=cast.bureau)
    assert state() is State.UNKNOWN  # offices without holders


@pytest.mark.parametrize("path", ["/governance/", "/governance/unification/", "/board/"])
def test_a_list_costs_as_many_queries_at_thirty_consortia_as_at_three(
    cast: Cast, client_of: Any, path: str
) -> None:
    browser, costs = client_of("bureau"), []
    for count, first in ((3, 1), (27, 4)):
        crowd(cast.authority, count, first=first)
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
