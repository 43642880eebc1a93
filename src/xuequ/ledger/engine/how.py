"""From which day the ledger is looked at, what is open on it, and who is excused of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from xuequ.kernel.periods import Span

from .calendar import Calendar
from .duties import Owed
from .owners import Owner
from .reckoning import Dates, dates
from .spans import spans

Who = tuple[str, str, int, str]  # duty, kind and id of the owner, subject
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class How:
    """The day looked at, the days of grace, and from when until when who is excused.

    An owner is excused of a span when an excuse is in force on the last day it is due; of one
    that is still running, when it is in force on the day looked at.  So an excuse that has
    ended keeps what fell due under it excused, and a new one does not heal what was late before.
    """

    on: date
    grace_days: int
    excuses: Mapping[Who, Sequence[Span]] = field(default_factory=dict)

    def day(self, when: Dates) -> date:
        """The day on which an excuse has to be in force."""
        return min(when.due, self.on)

    def is_excused(self, owed: Owed, owner: Owner, when: Dates) -> bool:
        """Need the owner not do the duty in the span of these dates?"""
        held = self.excuses.get((owed.key, owner.kind, owner.id, owner.subject), ())
        return any(self.day(when) in each for each in held)

    def people_excused(self, owed: Owed, when: Dates) -> set[int]:
        """The people who need not do a duty of many in the span of these dates."""
        return {
            id
            for (key, kind, id, _), held in self.excuses.items()
            if (key, kind) == (owed.key, "person") and any(self.day(when) in each for each in held)
        }


def open_spans(owed: Owed, tenure: Span, calendar: Calendar, how: How) -> list[Span]:
    """The spans begun by the day looked at for which something may still be handed in."""
    since = how.on - timedelta(days=how.grace_days)
    begun = spans(owed, tenure, calendar, until=how.on + SOON, since=since)
    return [each for each in begun if dates(owed.duty, each, how.grace_days).closes >= how.on]


def late_spans(owed: Owed, tenure: Span, calendar: Calendar, how: How) -> list[Span]:
    """Those of the open spans whose last day has passed."""
    found = open_spans(owed, tenure, calendar, how)
    return [each for each in found if dates(owed.duty, each, how.grace_days).due < how.on]
