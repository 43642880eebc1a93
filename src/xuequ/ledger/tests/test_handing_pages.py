"""The form to hand in: sent twice, broken, with files, and seen from another day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from xuequ.ledger.models import Entry
from xuequ.ledger.tests.inboxes import WEDNESDAY, address, client_as, staffed, typed
from xuequ.ledger.tests.township import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wednesday(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: WEDNESDAY)
    settings.HOME = tmp_path


@pytest.fixture
def here(db: None) -> Iterator[Town]:
    yield staffed()


@pytest.fixture
def mover(here: Town) -> Client:
    return client_as(here.mover)


def test_a_draft_handed_in_by_the_same_form_is_handed_in(here: Town, mover: Client) -> None:
    assert mover.post(address(here), {**typed(), "draft": "1"}).status_code == 302
    assert Entry.objects.get().state == "draft"
    assert mover.post(address(here), typed()).status_code == 302
    assert Entry.objects.get().state == "handed"


def test_the_same_form_with_another_content_is_no_second_sending(here: Town, mover: Client) -> None:
    first = mover.post(address(here), typed())
    assert mover.post(address(here), typed())["Location"] == first["Location"]
    other = mover.post(address(here), typed(words="另一篇。"))
    assert other.status_code == 422 and "此前已提交" in other.text
    assert f'<a href="{first["Location"]}">' in other.text
    new = typed(key="2b4e28ba-2fa1-4d4f-883f-0016d3cca427")
    twin = mover.post(address(here), new)
    assert twin.status_code == 422 and f'<a href="{first["Location"]}">' in twin.text
    assert Entry.objects.count() == 1


def test_a_broken_form_says_so(here: Town, mover: Client) -> None:
    answer = mover.post(address(here), typed(key="junk"))
    assert answer.status_code == 422 and "表单已失效" in answer.text


def test_refused_it_names_the_files_that_have_to_be_chosen_again(here: Town, mover: Client) -> None:
    answer = mover.post(address(here), typed(title=""))
    assert answer.status_code == 422 and "请重新选择：日志.png" in answer.text
    assert "请重新选择" not in mover.post(address(here), typed(title="", uploads="")).text


def test_what_the_duty_asks_for_carries_a_star(here: Town, mover: Client) -> None:
    page = mover.get(address(here)).text
    for label in ("文本", "照片和附件"):
        assert f'{label} <span class="star"' in page, label
    assert '地点 <span class="star"' not in page


def test_nobody_is_their_own_co_author(here: Town, mover: Client) -> None:
    assert mover.post(address(here), typed(co_authors="移演示")).status_code == 302
    assert Entry.objects.get().co_authors.count() == 0


def test_only_duties_of_the_same_form_are_offered_beside_it(here: Town, mover: Client) -> None:
    page = mover.get(address(here, "exchange.town_to_city.observation_report")).text
    assert 'name="also"' not in page or "高质量工作日志" not in page
    assert "学期工作总结" not in page.split("<form")[-1]


def test_the_workbench_offers_to_hand_in_today(here: Town, mover: Client) -> None:
    assert "/inbox/hand-in/" in mover.get("/").text


def test_looked_at_for_another_day_nothing_is_offered_and_the_form_is_that_of_today(
    here: Town, mover: Client
) -> None:
    for day in ("2027-05-12", "2026-09-15"):
        session = mover.session
        session["on"] = day
        session.save()
        page = mover.get("/inbox/").text
        assert "/inbox/hand-in/" not in page and "请在页面上方选择今天" in page
    session["on"] = "2015-01-01"
    session.save()
    assert 'value="2026-09-16"' in mover.get(address(here)).text


def test_with_nothing_ticked_nothing_is_said_to_be_confirmed(here: Town, mover: Client) -> None:
    mover.post(address(here), typed())
    mentor = client_as(here.mentor)
    listed = mentor.get("/inbox/confirm/").text
    assert "高质量工作日志 · 明珠演示小学" in listed
    answer = mentor.post("/inbox/confirm/", follow=True).text
    assert "未勾选" in answer and "alert-success" not in answer
    assert Entry.objects.get().state == "handed"


def test_the_number_on_the_tab_is_that_of_the_page(here: Town, mover: Client) -> None:
    mover.post(address(here), {**typed(), "draft": "1"})
    page = mover.get("/inbox/")
    parts = [len(page.context[name]) for name in ("returned", "late", "week", "later")]
    assert page.context["todo_count"] == sum(parts) and parts[0] == 1


def test_what_was_typed_without_a_session_is_said_to_be_lost(here: Town) -> None:
    stranger = Client()
    answer = stranger.post(address(here), typed(uploads=""), follow=True)
    assert "登录已失效" in answer.text and "复制已填文字" in answer.text
    assert "登录已失效" not in stranger.post(address(here), follow=True).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": "长" * 121}, "最多120个字，现有121个字"),
        ({"title": "a\0b"}, "不可见字符"),
        ({"people": "没有这个人"}, "“没有这个人”"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(
    mover: Client, here: Town, wrong: dict[str, str], said: str
) -> None:
    answer = mover.post(address(here), typed(**wrong))
    assert answer.status_code == 422 and said in answer.text
