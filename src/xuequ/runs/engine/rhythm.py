"""When a job is due next."""

from __future__ import annotations

from datetime import datetime, timedelta

from xuequ.kernel.jobs import Rhythm

LONGEST_MINUTES = 720


def next_due(rhythm: Rhythm, after: datetime) -> datetime:
    """The first moment later than `after` that the rhythm names.

    Args:
        after: local time, with or without a zone; the answer has the same.
    """
    match rhythm.every:
        case "minutes":
            midnight = after.replace(hour=0, minute=0, second=0, microsecond=0)
            steps = int((after - midnight) / timedelta(minutes=rhythm.minutes)) + 1
            found = midnight + steps * timedelta(minutes=rhythm.minutes)
            return min(found, midnight + timedelta(days=1))  # begins anew every day
        case "hour":
            found, step = after.replace(minute=rhythm.at.minute), timedelta(hours=1)
        case "day":
            found, step = _at(rhythm, after), timedelta(days=1)
        case "week":
            days = (rhythm.weekday - after.weekday()) % 7
            found, step = _at(rhythm, after) + timedelta(days=days), timedelta(days=7)
    found = found.replace(second=0, microsecond=0)
    return found if found > after else found + step


def _at(rhythm: Rhythm, day: datetime) -> datetime:
    return day.replace(hour=rhythm.at.hour, minute=rhythm.at.minute)
