"""The hours of a round that was held, from its preparation to its classes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

HERE = ZoneInfo("Asia/Shanghai")
YEAR = 2026
FIRST = date(YEAR, 9, 1)  # of the school year
MADE = datetime(YEAR, 8, 28, 9, tzinfo=HERE)  # classes


@dataclass(frozen=True, slots=True)
class Days:
    """When each step of a round was taken.

    Args:
        checked: when readers read; `frozen` and the rest follow.
        replies: until when families answer; `listed` until when the public list stands.
    """

    year: int
    prepared: datetime
    opens: datetime
    closes: datetime
    checked: datetime
    frozen: datetime
    drawn: datetime
    releases: datetime
    replies: datetime
    listed: datetime


def of_summer() -> Days:
    """Spring and summer of the last year."""

    def at(month: int, day: int, hour: int) -> datetime:
        return datetime(YEAR, month, day, hour, tzinfo=HERE)

    return Days(
        YEAR,
        prepared=at(4, 10, 9),
        opens=at(5, 6, 8),
        closes=at(5, 15, 18),
        checked=at(5, 18, 9),
        frozen=at(5, 25, 9),
        drawn=at(6, 2, 10),
        releases=at(6, 5, 9),
        replies=at(6, 15, 18),
        listed=at(6, 25, 18),
    )


def of_late(year: int) -> Days:
    """So that the result is known since three days, and families still answer."""
    today = datetime.combine(timezone.localdate(), time(9), tzinfo=HERE)

    def at(days: int) -> datetime:
        return today + timedelta(days=days)

    return Days(
        year,
        prepared=at(-54),
        opens=at(-40),
        closes=at(-30),
        checked=at(-28),
        frozen=at(-20),
        drawn=at(-6),
        releases=at(-3),
        replies=at(7),
        listed=at(27),
    )
