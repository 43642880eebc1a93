"""When somebody is due an e-mail with what they have not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Wish:
    """How often somebody wants to be told, and between which hours never."""

    digest: str  # "none", "daily" or "weekly"
    quiet_from: time
    quiet_until: time


def is_quiet(at: time, since: time, until: time) -> bool:
    """Does a time of day lie in quiet hours, which may go past midnight?  Equal ends: none."""
    if since <= until:
        return since <= at < until
    return at >= since or at < until


def is_due(wish: Wish, now: datetime, last: datetime | None) -> bool:
    """Is it time for another e-mail?

    Args:
        now: the time where people live.
        last: when one was last sent, in the same zone; none if there was none.
    """
    if wish.digest == "none" or is_quiet(now.time(), wish.quiet_from, wish.quiet_until):
        return False
    if wish.digest == "daily":
        return last is None or last.date() < now.date()
    if last is None:
        return now.isoweekday() == 1
    return _monday(last.date()) < _monday(now.date())


def _monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)
