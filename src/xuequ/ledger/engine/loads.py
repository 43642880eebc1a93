"""How much somebody has to do in a term or a school year, and has done of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.kernel.periods import Span
from xuequ.kernel.settings import Duty

from .calendar import Calendar
from .duties import Owed
from .owners import Owner
from .reckoning import wanted
from .spans import TAUGHT, spans

Done = Mapping[tuple[str, str, int, str], Mapping[date, int]]  # confirmed, by first day of a span


@dataclass(frozen=True, slots=True)
class Load:
    """So many wanted, so many of them confirmed."""

    wanted: int = 0
    done: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(self.wanted + other.wanted, self.done + other.done)


def belongs(duty: Duty, span: Span, period: Span, calendar: Calendar) -> bool:
    """Does a span of a duty count in a term or year?

    What is owed by day, week, month or term counts where it is taught; anything longer where
    its last day lies.  What has no last day counts nowhere.
    """
    if duty.period in TAUGHT:
        since, until = max(span.since, period.since), min(span.until, period.until)
        return since < until and calendar.teaching(since, until) > 0
    return span.until - timedelta(days=1) in period


def wanted_in(
    owed: Owed, tenure: Span, period: Span, calendar: Calendar
) -> tuple[tuple[date, int], ...]:
    """The first day of every span of a duty that counts in the period, and how many it wants."""
    return tuple(
        (span.since, wanted(owed.duty, span, tenure, calendar))
        for span in spans(owed, tenure, calendar, until=period.until)
        if belongs(owed.duty, span, period, calendar)
    )


def load(owed: Owed, owner: Owner, asked: tuple[tuple[date, int], ...], done: Done) -> Load:
    """What an owner has to do and has done in the spans asked for."""
    mine = done.get((owed.key, owner.kind, owner.id, owner.subject), {})
    confirmed = sum(mine.get(since, 0) for since, _ in asked)
    return Load(sum(number for _, number in asked), confirmed)
