"""Decide on terms and teaching days: what may be set, what a draft changes, what stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from xuequ.kernel.periods import Span, school_year, term_of
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest

from .days import Day, draft_days

How = Literal["off", "weekday", "teach"]
SHORTEST, LONGEST = 8 * 7, 31 * 7  # days of a term, holidays within it included
ONE_DAY = timedelta(days=1)


def year_span(year: int) -> Span:
    """The school year that begins in `year`."""
    return school_year(date(year, 9, 1))


def last_day(span: Span) -> date:
    return span.until - ONE_DAY


def check_terms(year: int, terms: Sequence[Span], others: Sequence[Span]) -> None:
    """May these be the terms of a school year, beside the terms of other years?

    Raises:
        Refused("no-terms"): there is none.
        Refused("term-outside-year"): one leaves the school year, 1 September to 31 August.
        Refused("term-length"): one is too short or too long to be a term.
        Refused("terms-out-of-order"): one begins before the one before it has ended.
        Refused("terms-overlap"): one shares a day with a term of another year.
    """
    if not terms:
        raise Refused("no-terms")
    whole, before = year_span(year), None
    for term in terms:
        facts = {"since": term.since, "last": last_day(term)}
        if term.since < whole.since or term.until > whole.until:
            raise Refused("term-outside-year", first=whole.since, end=last_day(whole), **facts)
        if not SHORTEST <= term.days <= LONGEST:
            raise Refused("term-length", days=term.days, **facts)
        if before is not None and term.since < before.until:
            raise Refused("terms-out-of-order", since=term.since, last=last_day(before))
        for other in others:
            if term.since < other.until and other.since < term.until:
                raise Refused("terms-overlap", other=[other.since, last_day(other)], **facts)
        before = term


@dataclass(frozen=True, slots=True)
class Change:
    """One day before and after; without `after` it lies in no term any longer."""

    day: date
    before: Day | None
    after: Day | None

    @property
    def is_by_hand(self) -> bool:
        return self.before is not None and self.before.by_hand


@dataclass(frozen=True, slots=True)
class Draft:
    """What the terms of a school year make of its days."""

    year: int
    terms: tuple[Span, ...]
    held: tuple[Span, ...]  # the terms set before
    differs: tuple[Change, ...]  # every day that differs from the draft
    days: tuple[Day, ...] = ()  # the days as they will be
    replaces: frozenset[date] = field(default_factory=frozenset)  # of what was entered by hand

    @property
    def changes(self) -> tuple[Change, ...]:
        """What will be changed."""
        return tuple(c for c in self.differs if not c.is_by_hand or c.day in self.replaces)

    @property
    def by_hand(self) -> tuple[Change, ...]:
        """What was entered by hand and differs from the draft, to be replaced or not."""
        return tuple(c for c in self.differs if c.is_by_hand)

    @property
    def stray(self) -> tuple[date, ...]:
        """What was entered by hand, is not to be replaced, and would lie in no term."""
        return tuple(c.day for c in self.by_hand if c.after is None and c.day not in self.replaces)

    @property
    def is_empty(self) -> bool:
        return not self.changes and self.terms == self.held

    @property
    def digest(self) -> str:
        """Tells whether what is about to be changed is what was looked at."""
        rows = [
            [c.day.isoformat(), *(_plain(each) for each in (c.before, c.after))]
            for c in self.differs
        ]
        spans = [[term.since.isoformat(), term.until.isoformat()] for term in self.terms]
        return digest([self.year, spans, rows])

    def taught(self, term: Span) -> int:
        """How many teaching days a term will have."""
        return sum(each.teaching for each in self.days if each.day in term)


def draft(
    year: int,
    terms: Sequence[Span],
    held: tuple[Sequence[Span], Mapping[date, Day]],
    replaces: Collection[date] = (),
) -> Draft:
    """What public holidays make of the days of these terms.

    Args:
        held: the terms and the days of that school year as they are.
        replaces: days entered by hand that give way to the draft; all others stay.
    """
    terms_held, days_held = held
    drafted = {each.day: each for each in draft_days(terms)}
    differs = tuple(
        Change(day, days_held.get(day), drafted.get(day))
        for day in sorted(drafted.keys() | days_held.keys())
        if not _same(days_held.get(day), drafted.get(day))
    )
    replaced = frozenset(replaces)
    stays = {d: each for d, each in days_held.items() if each.by_hand and d not in replaced}
    days = tuple(stays.get(day, each) for day, each in drafted.items())
    return Draft(year, tuple(terms), tuple(terms_held), differs, days, replaced)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody enters about a day or a span of days.

    `off`: no teaching; `weekday`: Monday to Friday teach and no other day; `teach`: every one of
    these days teaches, as a Saturday does that makes up for a holiday.
    """

    since: date
    last: date
    how: How
    reason: str = ""


def entered(wish: Wish, terms: Sequence[Span], held: Mapping[date, Day]) -> tuple[Day, ...]:
    """The days that change by what somebody enters.

    Raises:
        Refused("last-before-first"): the last day lies before the first.
        Refused("no-terms-yet"): no term is set.
        Refused("day-in-no-term"): one of the days lies in no term.
        Refused("day-needs-reason"): one differs from what the weekday says, and nobody says why.
        Refused("nothing-changed"): the days are so already.
    """
    if wish.last < wish.since:
        raise Refused("last-before-first", since=wish.since, last=wish.last)
    single = wish.since == wish.last
    found = []
    for day in _days(wish, terms):
        before = held.get(day)
        after = _wished(day, wish)
        if before is not None and before.teaching == after.teaching and not single:
            continue
        if not after.says_the_same(before):
            check_reason(after)
            found.append(after)
    if not found:
        raise Refused("nothing-changed")
    return tuple(found)


def past(days: Iterable[date], today: date) -> int:
    """How many of the days have passed."""
    return sum(day < today for day in days)


def check_day(day: date, terms: Sequence[Span]) -> None:
    """Does a day lie in a term?

    Raises:
        Refused("no-terms-yet"): no term is set.
        Refused("day-in-no-term"): it lies in none.
    """
    if not terms:
        raise Refused("no-terms-yet", day=day)
    if term_of(day, terms) is None:
        near = min(terms, key=lambda term: abs((term.since - day).days))
        raise Refused("day-in-no-term", day=day, since=near.since, last=last_day(near))


def check_reason(day: Day) -> None:
    """Is it said why a day differs from what its weekday says?

    Raises:
        Refused("day-needs-reason"): it is not.
    """
    if day.teaching != day.is_weekday and not day.reason:
        raise Refused("day-needs-reason", day=day.day)


def _days(wish: Wish, terms: Sequence[Span]) -> Iterator[date]:
    check_day(wish.since, terms)
    check_day(wish.last, terms)
    day = wish.since
    while day <= wish.last:
        check_day(day, terms)
        yield day
        day += ONE_DAY


def _wished(day: date, wish: Wish) -> Day:
    plain = Day(day, day.weekday() < 5, by_hand=True)
    if wish.how == "weekday":
        return plain
    teaching = wish.how == "teach"
    return replace(
        plain, teaching=teaching, reason=wish.reason if teaching != plain.teaching else ""
    )


def _same(one: Day | None, other: Day | None) -> bool:
    return one is not None and one.says_the_same(other)


def _plain(day: Day | None) -> list[object]:
    return [] if day is None else [day.teaching, day.reason, day.by_hand]
