"""The pages of access tokens: the text is shown once, and only the owner ends one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from support_plugin import Cast
from xuequ.directory.models import Token
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
NEW, READ = "/tokens/new/", "/api/v1/schools"
SHOWN = re.compile(r"xq_[\w-]{40,}")


def typed(**other: object) -> dict[str, object]:
    soon = (date.today() + timedelta(days=30)).isoformat()
    return {"name": "报表程序", "expires": soon, "permissions": ["directory.view"], **other}


def issued(browser: Any) -> str:
    """The text of a new token, as its page shows it."""
    page = browser.post(NEW, typed())
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    [text] = set(SHOWN.findall(page.text))
    return str(text)


def test_the_text_of_a_token_is_shown_once_and_reads_what_it_may(
    cast: Cast, client_of: Any
) -> None:
    browser = client_of("school")
    text = issued(browser)
    line = Line.objects.latest("number")
    assert (line.verb, line.account) == ("issue-token", "school")
    listed = browser.get("/tokens/").text
    assert "报表程序" in listed and text not in listed
    assert text not in str(line.content()) and text not in str(Token.objects.values())
    bearer = Client(headers={"authorization": f"Bearer {text}"})
    names = {each["name"] for each in bearer.get(READ).json()["items"]}
    assert names == {"东一小", "东二小", "东三小"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "\0"},
        {"name": "长" * 81},
        {"expires": "2020-01-01"},
        {"expires": "9999-12-31"},
        {"permissions": ["directory.change"]},
        {"permissions": ["record.view"]},
    ],
    ids=str,
)
def test_a_token_that_does_not_fit_comes_back_with_the_reason(
    client_of: Any, wrong: dict[str, object]
) -> None:
    lines = Line.objects.count()
    page = client_of("school").post(NEW, typed(**wrong))
    assert page.status_code == 422
    assert re.search('class="(error|alert alert-danger)"', page.text)
    assert not Token.objects.exists() and Line.objects.count() == lines


def test_only_the_owner_ends_a_token_and_it_stops_at_once(client_of: Any) -> None:
    owner = client_of("school")
    bearer = Client(headers={"authorization": f"Bearer {issued(owner)}"})
    end = f"/tokens/{Token.objects.get().pk}/revoke/"
    assert bearer.get(READ).status_code == 200
    assert client_of("bureau").post(end).status_code == 404
    assert bearer.get(READ).status_code == 200
    assert 'class="alert alert-success"' in owner.post(end, follow=True).text
    assert bearer.get(READ).status_code == 401
    assert "alert-danger" in owner.post(end, follow=True).text
