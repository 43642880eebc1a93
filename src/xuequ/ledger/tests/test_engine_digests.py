"""When an e-mail is due: how often, and never in quiet hours."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from xuequ.ledger.engine.digests import Wish, is_due, is_quiet

NIGHT = (time(21), time(7))
MONDAY = datetime(2026, 11, 2, 8)


def wish(digest: str) -> Wish:
    return Wish(digest, *NIGHT)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("20:59", False), ("21:00", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_quiet_hours_go_past_midnight(at: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(at), *NIGHT) is quiet


@pytest.mark.parametrize(("at", "quiet"), [("11:59", False), ("12:00", True), ("14:00", False)])
def test_quiet_hours_may_lie_within_a_day(at: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(at), time(12), time(14)) is quiet


def test_the_same_time_twice_means_no_quiet_hours() -> None:
    assert not is_quiet(time(0), time(0), time(0))
    assert not is_quiet(time(8), time(8), time(8))


@pytest.mark.parametrize("digest", ["daily", "weekly"])
def test_nothing_is_due_in_quiet_hours(digest: str) -> None:
    assert is_due(wish(digest), MONDAY, None)
    assert not is_due(wish(digest), MONDAY.replace(hour=6), None)


def test_who_wants_none_is_never_due() -> None:
    assert not is_due(wish("none"), MONDAY, None)


def test_once_a_day_is_once_a_day() -> None:
    assert not is_due(wish("daily"), MONDAY.replace(hour=20), MONDAY)
    assert is_due(wish("daily"), MONDAY.replace(day=3), MONDAY.replace(hour=20))


@pytest.mark.parametrize(
    ("day", "last", "due"),
    [(3, None, False), (9, None, True), (8, 2, False), (9, 2, True), (10, 2, True), (10, 9, False)],
)
def test_once_a_week_is_on_monday_or_on_the_next_day_anything_runs(
    day: int, last: int | None, due: bool
) -> None:
    before = MONDAY.replace(day=last) if last else None
    assert is_due(wish("weekly"), MONDAY.replace(day=day), before) is due
