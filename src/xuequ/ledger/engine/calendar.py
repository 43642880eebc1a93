"""The terms and teaching days of an authority, as plain values."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.kernel.periods import Span


@dataclass(frozen=True, slots=True)
class Calendar:
    """Terms in order, and every teaching day in order.

    The ledger opens on the first day of the first term the authority has registered: what was
    due before nobody could hand in here.
    """

    terms: tuple[Span, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def opens(self) -> date | None:
        """The first day the ledger counts from; none while no term is registered."""
        return self.terms[0].since if self.terms else None

    def teaching(self, since: date, until: date) -> int:
        """How many teaching days lie from `since` up to, not including, `until`."""
        return max(0, bisect_left(self.days, until) - bisect_left(self.days, since))

    def next_teaching_day(self, day: date) -> date | None:
        """The first teaching day on or after `day`, or none that is known."""
        at = bisect_left(self.days, day)
        return self.days[at] if at < len(self.days) else None

    def term_or_next(self, day: date) -> Span | None:
        """The term that `day` lies in, else the next one to come."""
        return next((term for term in self.terms if day < term.until), None)

    def is_teaching_day(self, day: date) -> bool:
        return self.teaching(day, day + timedelta(days=1)) == 1
