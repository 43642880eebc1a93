"""Count the full months from the day something began."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def full_months(since: date, day: date) -> int:
    """Months that are full on `day`, of something that began on `since`.

    A month is full on the day of the month it began on; where a month has no such day, on its
    last one.  Before `since` the answer is negative.
    """
    months = (day.year - since.year) * 12 + day.month - since.month
    last = monthrange(day.year, day.month)[1]
    return months - (day.day < min(since.day, last))
