"""What people are told: their own list, once, and how much of it is new."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_plugin import Cast
from xuequ.directory.models import Person
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.queries.notices import notices
from xuequ.ledger.services.notices import News, notify, notify_many, read_all_notices, read_notice

pytestmark = pytest.mark.django_db
BELL = "visually-hidden"


def person(cast: Cast, who: str) -> Person:
    found: Person = cast.accounts[who].person
    return found


def news(text: str = "请查看", **values: Any) -> News:
    return News(Notice.Kind.COPY, Text(text, f"{text} in English"), **values)


def bell(page: Any) -> str:
    """The number at the top of a page, or nothing."""
    text = page.content.decode()
    if 'class="count">' not in text.split("<main")[0]:
        return ""
    return str(text.split('class="count">')[1].split("<")[0])


def test_a_notice_reaches_whom_it_is_for_and_nobody_else(cast: Cast, client_of: Any) -> None:
    notify(person(cast, "teacher"), news("给黄演示"))
    assert "给黄演示" in client_of("teacher").get("/notices/").content.decode()
    for who in ("bureau", "head", "principal", "school", "city", "other"):
        assert "给黄演示" not in client_of(who).get("/notices/").content.decode(), who


@pytest.mark.parametrize(
    ("who", "status"), [("guardian", 200), ("system", 403), ("security", 403), ("audit", 403)]
)
def test_parents_have_notices_and_administrators_none(
    client_of: Any, who: str, status: int
) -> None:
    for path in ("/notices/", "/notices/how/", "/calendar/"):
        assert client_of(who).get(path).status_code == status


def test_unread_ones_stand_first_and_are_counted_at_the_top(cast: Cast, client_of: Any) -> None:
    for text in ("甲", "乙", "丙"):
        notify(person(cast, "teacher"), news(text))
    browser = client_of("teacher")
    assert bell(browser.get("/")) == "3"
    last = Notice.objects.get(zh="丙")
    assert browser.post(f"/notices/{last.pk}/read/").status_code == 302
    assert bell(browser.get("/")) == "2"
    found = notices(seen_by=cast.actors["teacher"])
    assert [each.zh for each in found] == ["乙", "甲", "丙"]


def test_all_are_marked_at_once_and_only_the_own_ones(cast: Cast, client_of: Any) -> None:
    notify_many([person(cast, "teacher"), person(cast, "head")], news())
    browser = client_of("teacher")
    assert browser.post("/notices/read/").status_code == 302
    assert bell(browser.get("/")) == ""
    assert Notice.objects.get(read_at=None).person == person(cast, "head")
    assert read_all_notices(actor=cast.actors["teacher"]) == 0


def test_somebody_elses_notice_is_not_there_and_stays_unread(cast: Cast, client_of: Any) -> None:
    notify(person(cast, "teacher"), news())
    mine = Notice.objects.get()
    assert client_of("principal").post(f"/notices/{mine.pk}/read/").status_code == 404
    assert read_notice(mine, actor=cast.actors["principal"]).read_at is None


def test_reading_one_leads_to_what_it_is_about(cast: Cast, client_of: Any) -> None:
    notify(person(cast, "teacher"), news(link="/commitments/"))
    answer = client_of("teacher").post(f"/notices/{Notice.objects.get().pk}/read/")
    assert answer["Location"] == "/commitments/"


@pytest.mark.parametrize("link", ["https://x.example/", "//x.example", "javascript:1", "a/b"])
def test_no_notice_leads_out_of_the_product(cast: Cast, link: str) -> None:
    with pytest.raises(ValueError, match="not a page of ours"):
        notify(person(cast, "teacher"), news(link=link))
    with pytest.raises(ValueError, match="longer than"):
        notify(person(cast, "teacher"), news(link=f"/{'x' * 200}"))
    assert not Notice.objects.exists()


def test_what_is_about_something_reaches_a_person_once(cast: Cast) -> None:
    both = [person(cast, "teacher"), person(cast, "head")]
    assert notify(both[0], news(about="duty:1:2026-11-01"))
    assert notify_many(both, news(about="duty:1:2026-11-01")) == 1
    assert notify_many([*both, *both], news(about="duty:1:2026-11-02")) == 2
    assert notify_many(both, news()) == notify_many(both, news()) == 2
    assert Notice.objects.count() == 2 + 2 + 4


def test_a_long_text_is_cut_and_a_text_shows_as_text(cast: Cast, client_of: Any) -> None:
    notify(person(cast, "teacher"), news("<b>" + "长" * 400))
    assert len(Notice.objects.get().zh) == 300
    assert "&lt;b&gt;长" in client_of("teacher").get("/notices/").content.decode()


def test_the_top_of_a_page_costs_one_query_however_many_there_are(
    cast: Cast, client_of: Any
) -> None:
    browser = client_of("teacher")
    costs = []
    for number in (3, 200):
        notify_many([person(cast, "teacher")], news())
        Notice.objects.bulk_create(
            Notice(authority=cast.authority, person=person(cast, "teacher"), kind="copy", zh="x")
            for _ in range(number)
        )
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page = browser.get("/identity/mine/")
        costs.append([q["sql"] for q in seen if "ledger_notice" in q["sql"]])
    assert [len(each) for each in costs] == [1, 1]
    assert bell(page) == "99+"


def test_a_list_of_thirty_costs_as_much_as_a_list_of_three(cast: Cast, client_of: Any) -> None:
    browser, costs = client_of("teacher"), []
    browser.get("/notices/")  # the first page of a session costs more
    for number in (3, 27):
        for _ in range(number):
            notify(person(cast, "teacher"), news(link="/"))
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/notices/").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
