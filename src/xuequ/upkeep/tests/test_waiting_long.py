"""Whoever waits in the waiting room for longer than a session may rest is not logged out for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from support_plugin import Cast
from xuequ.upkeep import waiting
from xuequ.upkeep.engine.pace import LATE
from xuequ.upkeep.models import Turnstile
from xuequ.upkeep.services.turnstile import close_door

pytestmark = pytest.mark.django_db
PAGE = "/family/"
HOUR = 60


@pytest.fixture
def outside(
    cast: Cast, reading: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> tuple[Any, datetime]:
    """A parent who was inside before, and now finds the door closed; when that was."""
    settings.XUEQU_CROWDED, settings.XUEQU_WAITING = {"family.view"}, "auto"
    monkeypatch.setattr(waiting, "monotonic", iter(range(10**6)).__next__)
    monkeypatch.setattr(waiting, "call_in", lambda *_: None)
    one = reading("guardian")
    assert one.get(PAGE).status_code == 200
    del one.cookies[waiting.INSIDE]
    begun = timezone.now()
    close_door(begun)
    return one, begun


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_an_hour_in_the_waiting_room_is_no_rest(
    outside: tuple[Any, datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, begun = outside
    for minute in range(0, HOUR, LATE // 60):
        at(monkeypatch, begun + timedelta(minutes=minute))
        assert b"Your number" in one.get(PAGE).content
    Turnstile.objects.update(serving=1)
    at(monkeypatch, begun + timedelta(minutes=HOUR))
    page = one.get(PAGE)
    assert page.status_code == 200 and b"Your number" not in page.content
    at(monkeypatch, begun + timedelta(minutes=HOUR + 20))
    assert one.get(PAGE).status_code == 200


@pytest.mark.parametrize("pauses", [[40], [0, 40]], ids=["came-late", "went-away"])
def test_whoever_was_away_that_long_is_logged_out(
    outside: tuple[Any, datetime], monkeypatch: pytest.MonkeyPatch, pauses: list[int]
) -> None:
    one, begun = outside
    for minute in pauses:
        at(monkeypatch, begun + timedelta(minutes=minute))
        assert b"Your number" in one.get(PAGE).content
    Turnstile.objects.update(serving=1)
    at(monkeypatch, begun + timedelta(minutes=pauses[-1] + 1))
    assert one.get(PAGE).status_code == 302
