"""The calendar feed: a secret address, what it shows, and to whom it shows nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.models import Holding
from xuequ.directory.services.people import appoint, create_post
from xuequ.ledger.models import FeedToken
from xuequ.ledger.queries import Place
from xuequ.ledger.queries.feeds import events_of
from xuequ.ledger.services import NewReport, report_commitment
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def report(cast: Cast, **place: Any) -> Any:
    today = timezone.localdate()
    new = NewReport("under_way", "张三演示", today, today + timedelta(days=90))
    clause = "GOV-29" if place else "GOV-51"
    return report_commitment(clause, Place(cast.authority, **place), new, actor=MAKER)


def made(browser: Client) -> str:
    """A new address, as the page shows it."""
    page = browser.post("/calendar/new/")
    assert page["Cache-Control"] == "no-store"
    [path] = re.findall(r"http://testserver(/calendar/[\w-]+\.ics\??[\w=]*)", page.content.decode())
    return str(path)


def test_a_head_sees_the_reviews_of_the_own_district_without_logging_in(
    cast: Cast, client_of: Any
) -> None:
    mine, other = report(cast, consortium=cast.east), report(cast, consortium=cast.group)
    answer = Client().get(made(client_of("head")))
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "noindex" in answer["X-Robots-Tag"]
    assert f"UID:review-{mine.pk}@xuequ" in text and f"review-{other.pk}@" not in text
    assert f"DTSTART;VALUE=DATE:{mine.review_on:%Y%m%d}" in text
    assert "复核承诺事项GOV-29 · 东学区" in text.replace("\r\n ", "")


def test_the_calendar_names_no_person_and_is_the_same_the_next_time(
    cast: Cast, client_of: Any
) -> None:
    report(cast, consortium=cast.east)
    path = made(client_of("head"))
    first, second = Client().get(path).content, Client().get(path).content
    assert first == second and b"BEGIN:VEVENT" in first
    assert "演示" not in first.decode()


def test_the_reader_of_english_gets_english(cast: Cast, client_of: Any) -> None:
    report(cast, consortium=cast.east)
    browser = client_of("head")
    browser.cookies["language"] = "en"
    path = made(browser)
    assert "SUMMARY:Review GOV-29" in Client().get(path).content.decode()


def test_what_one_may_not_report_stands_in_no_calendar(cast: Cast) -> None:
    report(cast, consortium=cast.east)
    today = timezone.localdate()
    for who in ("teacher", "principal", "bureau", "guardian", "system", "other", "city"):
        assert events_of(cast.accounts[who].person, today) == [], who
    assert len(events_of(cast.accounts["head"].person, today)) == 1


def test_every_post_adds_its_own(cast: Cast) -> None:
    report(cast, consortium=cast.east)
    report(cast, consortium=cast.group)
    person, today = cast.accounts["head"].person, timezone.localdate()
    post = create_post(
        cast.authority, "district_head", "集团长", since=OPENING, actor=MAKER, place=cast.group
    )
    appoint(person, post, since=OPENING, actor=MAKER)
    assert len(events_of(person, today)) == 2


def test_the_calendar_is_empty_once_the_last_post_has_ended(cast: Cast, client_of: Any) -> None:
    report(cast, consortium=cast.east)
    path, today = made(client_of("head")), timezone.localdate()
    Holding.objects.filter(person=cast.accounts["head"].person).update(until=today)
    answer = Client().get(path)
    assert answer.status_code == 200 and b"VEVENT" not in answer.content


def test_the_calendar_of_a_closed_account_is_empty(cast: Cast, client_of: Any) -> None:
    report(cast, consortium=cast.east)
    path = made(client_of("head"))
    cast.accounts["head"].is_active = False
    cast.accounts["head"].save()
    assert b"VEVENT" not in Client().get(path).content


def test_only_the_digest_is_kept_and_the_address_shown_once(cast: Cast, client_of: Any) -> None:
    browser = client_of("head")
    token = made(browser).split("/")[-1].removesuffix(".ics")
    kept = FeedToken.objects.get()
    assert len(token) >= 43 and token not in str(kept.__dict__)
    assert token not in browser.get("/calendar/").content.decode()
    assert not [line for line in Line.objects.all() if token in str(line.content())]


def test_a_new_address_ends_the_old_one(client_of: Any) -> None:
    browser = client_of("head")
    old, new = made(browser), made(browser)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_a_revoked_address_leads_nowhere(client_of: Any) -> None:
    browser = client_of("head")
    path = made(browser)
    assert browser.post("/calendar/revoke/").status_code == 302
    assert Client().get(path).status_code == 404
    browser.post("/calendar/revoke/")  # once more: said, and nothing else
    assert FeedToken.objects.filter(revoked_at=None).count() == 0


@pytest.mark.parametrize("token", ["x", "-", "a" * 1900, "new", "é", "%00", "..%2f", "x.ics"])
def test_unknown_addresses_lead_nowhere(cast: Cast, token: str) -> None:
    for method in ("get", "head"):
        assert getattr(Client(), method)(f"/calendar/{token}.ics").status_code == 404
    assert not Line.objects.filter(verb="use-feed").exists()


def test_the_first_use_of_a_day_is_a_line_in_the_record(client_of: Any) -> None:
    path = made(client_of("head"))
    Client().get(path)
    Client().get(path)
    assert Line.objects.filter(verb="use-feed").count() == 1
    assert FeedToken.objects.get().used_on == timezone.localdate()


def test_the_set_address_of_the_installation_is_named(client_of: Any, settings: Any) -> None:
    settings.XUEQU_URL = "https://xuequ.example"
    page = client_of("head").post("/calendar/new/").content.decode()
    assert "https://xuequ.example/calendar/" in page


def test_a_past_day_shows_the_posts_of_that_day(cast: Cast) -> None:
    report(cast, consortium=cast.east)
    assert events_of(cast.accounts["head"].person, date(2019, 1, 1)) == []
