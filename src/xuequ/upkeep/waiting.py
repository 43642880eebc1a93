"""The waiting room in front of the pages of families.

When more come than the machine carries, newcomers get a number and a small page that asks again by
itself; whoever is inside stays inside, and nothing that was typed is turned away.  What it lets
in is measured, not guessed.  Nothing about places depends on who comes in first, and the page
says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Any, Literal, NamedTuple, cast

from django.conf import settings
from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from .engine.pace import Pace, back_in, minutes_left
from .services.turnstile import Door, call_in, close_door, door, number

TICKET, INSIDE = "waiting", "inside"  # cookies
STAY = 20 * 60  # seconds one stays inside without a request
KEEP = 24 * 3600  # seconds a number is kept
PAUSE = 15 * 60  # seconds without asking, longer than any page waits, after which one was away
DIGITS = re.compile(r"[0-9]+")
AT_ONCE = 4  # requests of those inside that a process works on; the others stand before them
PATIENCE = 5.0  # seconds after which somebody is worked on all the same
SMALL = 64 * 1024  # bytes of a form without a file
NEWEST = 0.03  # weight of the last second in how many come in
Mode = Literal["auto", "on", "off"]


class Wait(NamedTuple):
    """The number of somebody who waits, and since when it has waited and asked without a pause.

    Whoever waits is there: it does not rest, and is not logged out for it
    (`directory.views.security.guard`).
    """

    number: int = 0
    since: int = 0  # seconds of the clock; 0 where it paused


class WaitingRoom:
    """Lets in whom the process carries; where the database does not answer, everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pace = Pace(settings.XUEQU_THREADS)
        self._lock, self._read_at = Lock(), float("-inf")
        self._door: Door | None = None  # nobody looked yet
        self._rate = 0.0  # how many came in a second of late, into all processes
        self._desk = BoundedSemaphore(AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.XUEQU_WAITING == "off" or not _is_behind(request.path_info):
            return self.get_response(request)
        wait = wait_of(request)
        cast(Any, request).waited_since = wait.since or None
        try:
            kept = self._kept_outside(request, wait)
        except DatabaseError:
            kept = None
        if kept is not None:
            return kept
        whole = is_whole(request)
        began = monotonic()
        with self._lock:
            self.pace.begin(began)
        try:
            with self._at_desk(is_wanted=whole):
                response = self.get_response(request)
        finally:
            ended = monotonic()
            with self._lock:
                self.pace.end(ended, ended - began if whole else None)
        _set(response, INSIDE, "1", STAY)
        return response

    @contextmanager
    def _at_desk(self, *, is_wanted: bool) -> Iterator[None]:
        """A place at the desk, or none where it takes too long to get one.

        Threads of one process share a processor.  All at work at once make each of them slow, and
        whoever holds a lock of the database then holds it for long.
        """
        has_place = is_wanted and self._desk.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if has_place:
                self._desk.release()

    def _kept_outside(self, request: HttpRequest, wait: Wait) -> HttpResponse | None:
        """The page that waits; none for who may come in."""
        held = self._tended()
        reads = request.method in ("GET", "HEAD")
        if not held.is_on or not reads or _told(request, INSIDE, STAY):
            return None
        mine = wait.number
        if not mine or (mine > held.issued and mine > door().issued):  # or of another queue
            mine = number()
        with self._lock:
            if mine <= held.serving and self.pace.take():
                return None
        page = _page(request, mine, held, max(self._rate, self.pace.rate))
        now = _now()
        _set(page, TICKET, f"{mine}.{wait.since or now}.{now}", KEEP)
        return page

    def _tended(self) -> Door:
        """How the door stands, at most a second old; this process does its part once a second."""
        now = monotonic()
        with self._lock:
            if self._door is not None and now - self._read_at < 1:
                return self._door
            passed, self._read_at = now - self._read_at, now
            call = self.pace.tick(now)
            is_strained = self.pace.is_strained
        moment = timezone.now()
        if is_strained or settings.XUEQU_WAITING == "on":
            close_door(moment)
        known = self._door or door()
        if known.is_on:
            call_in(call, moment)
        held = self._door = door()
        came = (held.serving - known.serving) / passed
        self._rate = self._rate + NEWEST * (came - self._rate) if self._rate else came
        return held


def wait_of(request: HttpRequest) -> Wait:
    """What the cookie of somebody who waits says; all 0 where there is none."""
    told = _told(request, TICKET, KEEP).split(".")
    if len(told) != 3:
        return Wait()
    number, since, asked = map(int, told)
    return Wait(number, since if _now() - asked < PAUSE else 0)


def _now() -> int:
    return int(timezone.now().timestamp())


def is_whole(request: HttpRequest) -> bool:
    """Is all of it here, so that nobody waits for a slow line?  What is small is fetched.

    A form with files is not: what is done to them takes a time of its own.
    """
    if request.content_type == "multipart/form-data":
        return False
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) <= SMALL and request.body is not None
    except (OSError, ValueError):  # the line broke, or the header is none: the page meets it
        return False


def _is_behind(path: str) -> bool:
    """Is it a page that waits when it is crowded?  Keys of rows make no difference."""
    return _needs(DIGITS.sub("0", path)) in settings.XUEQU_CROWDED


@lru_cache(maxsize=4096)
def _needs(path: str) -> str:
    """What the page at an address needs; empty where there is none."""
    try:
        page = getattr(resolve(path).func, "page", None)
    except Resolver404:
        return ""
    return "" if page is None else str(page.needs)


def _told(request: HttpRequest, name: str, age: int) -> str:
    """What a cookie of ours says; empty if it is none, or too old."""
    try:
        return signing.TimestampSigner(salt=name).unsign(request.COOKIES.get(name, ""), max_age=age)
    except signing.BadSignature:
        return ""


def _set(response: HttpResponse, name: str, value: str, age: int) -> None:
    response.set_cookie(
        name,
        signing.TimestampSigner(salt=name).sign(value),
        max_age=age,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _page(request: HttpRequest, mine: int, held: Door, rate: float) -> HttpResponse:
    """A page that costs nearly nothing: no session, no account, no table is asked for it."""
    language = translation.get_language_from_request(request)
    before = max(0, mine - held.serving - 1)
    seconds = back_in(before, rate, held.waiting)
    with translation.override(language):
        values = {"mine": mine, "before": before, "seconds": seconds, "language": language,
                  "minutes": minutes_left(before, rate) if rate else 0}  # fmt: skip
        response = HttpResponse(get_template("upkeep/waiting.html").render(values))
    response["Cache-Control"] = "no-store"
    response["Retry-After"] = str(seconds)
    return response
