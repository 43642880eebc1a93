"""The waiting room in front of the pages of families."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from support_plugin import Cast
from xuequ.upkeep import waiting
from xuequ.upkeep.engine.pace import Pace
from xuequ.upkeep.models import Turnstile
from xuequ.upkeep.services.turnstile import CALM, Door, call_in, close_door, door, number

pytestmark = pytest.mark.django_db
PAGE = "/family/"


@pytest.fixture(autouse=True)
def crowded(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of families that is there in every installation, and a door that is looked at anew."""
    settings.XUEQU_CROWDED = {"family.view"}
    settings.XUEQU_WAITING = "auto"
    monkeypatch.setattr(waiting, "monotonic", iter(range(10**6)).__next__)


@pytest.fixture
def nobody_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The door lets nobody in by itself."""
    monkeypatch.setattr(waiting, "call_in", lambda *_: None)


def text(page: Any) -> str:
    found: str = page.content.decode()
    return found


def test_on_a_usual_day_nobody_waits_and_no_number_is_given(cast: Cast, reading: Any) -> None:
    page = reading("guardian").get(PAGE)
    assert page.status_code == 200 and "Your number" not in text(page)
    assert not Turnstile.objects.filter(issued__gt=0).exists()


def test_when_it_is_crowded_newcomers_wait_in_order_and_those_inside_stay(
    nobody_goes: None, cast: Cast, reading: Any
) -> None:
    inside = reading("guardian")
    inside.get(PAGE)
    close_door(timezone.now())
    first, second = reading("guardian"), reading("guardian")
    page = first.get(PAGE)
    assert "Your number</dt><dd>1<" in text(page) and page["Retry-After"] == "5"
    assert "no advantage" in text(page) and page["Cache-Control"] == "no-store"
    assert "Before you</dt><dd>1<" in text(second.get(PAGE))
    assert "Your number</dt><dd>1<" in text(first.get(PAGE))  # keeps it
    assert "Your number" not in text(inside.get(PAGE))
    Turnstile.objects.update(serving=1)
    assert "Your number" not in text(first.get(PAGE))
    assert "Before you</dt><dd>0<" in text(second.get(PAGE))


def test_whose_number_was_called_comes_in_at_the_pace_of_the_door(
    nobody_goes: None, cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_door(timezone.now())
    one = reading("guardian")
    one.get(PAGE)
    Turnstile.objects.update(serving=1)
    monkeypatch.setattr(Pace, "take", lambda _: False)
    page = one.get(PAGE)
    assert "Before you</dt><dd>0<" in text(page) and page["Retry-After"] == "5"
    monkeypatch.setattr(Pace, "take", lambda _: True)
    assert "Your number" not in text(one.get(PAGE))


def test_what_was_typed_is_never_turned_away(cast: Cast, reading: Any) -> None:
    close_door(timezone.now())
    page = reading("guardian").post(PAGE, {"a": "b"})
    assert page.status_code == 405  # answered by the page itself, which takes nothing


def test_staff_and_the_public_wait_for_nothing(cast: Cast, reading: Any) -> None:
    close_door(timezone.now())
    assert "Your number" not in text(reading("bureau").get("/"))
    assert "Your number" not in text(Client().get("/public/"))


def test_a_number_or_a_pass_somebody_made_up_is_none(cast: Cast, reading: Any) -> None:
    close_door(timezone.now())
    forger = reading("guardian")
    forger.cookies[waiting.INSIDE] = "1:abc"
    forger.cookies[waiting.TICKET] = "0"
    assert "Your number</dt><dd>1<" in text(forger.get(PAGE))


def test_the_waiting_page_asks_the_database_for_next_to_nothing(
    nobody_goes: None, cast: Cast, reading: Any
) -> None:
    close_door(timezone.now())
    browser = reading("guardian")
    browser.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert "Your number" in text(browser.get(PAGE))
    assert {each["sql"].split('"')[1] for each in seen if '"' in each["sql"]} == {
        "upkeep_turnstile"
    }
    assert len(seen) <= 4


def test_it_is_said_in_the_language_of_the_reader(cast: Cast) -> None:
    close_door(timezone.now())
    for language, words in (("zh-CN", "录取与进入先后无关"), ("en", "no advantage")):
        reader = Client(headers={"accept-language": language})
        assert words in text(reader.get(PAGE))


@pytest.mark.parametrize("mode", ["off", "on"])
def test_it_can_be_switched(cast: Cast, reading: Any, settings: Any, mode: str) -> None:
    settings.XUEQU_WAITING = mode
    if mode == "off":
        close_door(timezone.now())
    page = text(reading("guardian").get(PAGE))
    assert ("Your number" in page) is (mode == "on")


@pytest.mark.parametrize(("size", "most"), [(0, waiting.AT_ONCE), (waiting.SMALL + 1, 8)])
def test_only_some_of_those_inside_are_worked_on_at_once_but_slow_files_take_no_place(
    monkeypatch: pytest.MonkeyPatch, size: int, most: int
) -> None:
    monkeypatch.setattr(waiting.WaitingRoom, "_tended", lambda _: Door())  # asks no database
    here, seen, all_in = threading.Lock(), [0, 0], threading.Barrier(8, timeout=0.5)

    def page(request: HttpRequest) -> HttpResponse:
        with here:
            seen[0] += 1
            seen[1] = max(seen)
        with contextlib.suppress(threading.BrokenBarrierError):
            all_in.wait()  # all eight meet here, unless some stand before the desk
        with here:
            seen[0] -= 1
        return HttpResponse()

    room, asked = waiting.WaitingRoom(page), RequestFactory()
    with ThreadPoolExecutor(8) as threads:
        for _ in range(8):
            request = asked.post(PAGE, b"x" * size, content_type="text/plain")
            threads.submit(room, request)
    assert seen == [0, most]
    room(asked.post(PAGE))
    assert room.pace.inside == 0


def test_a_line_that_breaks_takes_no_place() -> None:
    class Broken(HttpRequest):
        @property
        def body(self) -> bytes:
            raise UnreadablePostError

    request = Broken()
    request.META["CONTENT_LENGTH"] = "12"
    assert not waiting.is_whole(request)
    request.META["CONTENT_LENGTH"] = "many"
    assert not waiting.is_whole(request)
    assert waiting.is_whole(RequestFactory().get(PAGE))
    assert waiting.is_whole(RequestFactory().post(PAGE, b"a=b", content_type="text/plain"))
    assert not waiting.is_whole(RequestFactory().post(PAGE, {"a": "b"}))  # may hold files


def test_who_gets_no_place_in_time_is_worked_on_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(waiting.WaitingRoom, "_tended", lambda _: Door())
    monkeypatch.setattr(waiting, "PATIENCE", 0.01)
    room = waiting.WaitingRoom(lambda _: HttpResponse("here"))
    for _ in range(waiting.AT_ONCE):
        room._desk.acquire()
    assert room(RequestFactory().get(PAGE)).content == b"here"
    room._desk.release()
    assert room(RequestFactory().get(PAGE)).content == b"here"
    assert room._desk.acquire(blocking=False) and not room._desk.acquire(blocking=False)


def test_a_number_of_another_queue_is_none(nobody_goes: None, cast: Cast, reading: Any) -> None:
    close_door(timezone.now())
    one = reading("guardian")
    one.get(PAGE)
    Turnstile.objects.update(issued=70, serving=70)
    two = reading("guardian")
    assert "Your number</dt><dd>71<" in text(two.get(PAGE))
    Turnstile.objects.update(issued=3, serving=3)  # as after a backup of before
    assert "Your number</dt><dd>4<" in text(two.get(PAGE))


def test_whoever_only_asks_for_the_head_gets_no_pass(
    nobody_goes: None, cast: Cast, reading: Any
) -> None:
    close_door(timezone.now())
    one = reading("guardian")
    assert waiting.INSIDE not in one.head(PAGE).cookies


def test_where_the_database_does_not_answer_it_lets_in(
    cast: Cast, reading: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_door(timezone.now())

    def broken() -> None:
        raise DatabaseError

    monkeypatch.setattr(waiting, "door", broken)
    assert "Your number" not in text(reading("guardian").get(PAGE))


def test_the_door_opens_by_itself_after_a_minute_without_strain() -> None:
    now = timezone.now()
    close_door(now)
    assert [number() for _ in range(3)] == [1, 2, 3]
    call_in(2, now)
    assert (door().serving, door().waiting, door().is_on) == (2, 1, True)
    call_in(5, now + CALM - timedelta(seconds=1))
    assert (door().serving, door().is_on) == (3, True)
    call_in(0, now + CALM + timedelta(seconds=1))
    assert not door().is_on
    close_door(now + CALM)
    assert door().is_on and number() == 4


def test_the_table_keeps_itself_right() -> None:
    number()
    for change in ({"serving": 2}, {"id": 2}):
        with pytest.raises(IntegrityError):
            Turnstile.objects.update(**change)
        break
