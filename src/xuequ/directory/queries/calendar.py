"""The school calendar of an authority: terms, teaching days, and what a draft would change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span

from ..engine.days import Day
from ..engine.months import Month, Run, months, runs
from ..engine.terms import Draft, check_terms, draft, last_day, year_span
from ..models import Authority, SchoolDay, Term
from .scope import authorities


def calendars(*, seen_by: Actor) -> QuerySet[Authority]:
    """The authorities whose calendar somebody may read."""
    return authorities(seen_by=seen_by).order_by("pk")


def terms_of(authority: Authority, *years: int) -> dict[int, tuple[Span, ...]]:
    """The terms of these school years, in order; every year that is set, if none is named."""
    rows = Term.objects.filter(authority=authority).order_by("since")
    if years:
        rows = rows.filter(year__in=years)
    found: dict[int, tuple[Span, ...]] = dict.fromkeys(years, ())
    for year, since, until in rows.values_list("year", "since", "until"):
        found[year] = (*found.get(year, ()), Span(since, until))
    return found


def every_term(authority: Authority) -> list[Span]:
    """All terms that are set, in order."""
    return [term for terms in terms_of(authority).values() for term in terms]


def days_of(authority: Authority, since: date, until: date) -> dict[date, Day]:
    """What is entered about the days from `since` up to, not including, `until`."""
    rows = SchoolDay.objects.filter(authority=authority, day__gte=since, day__lt=until)
    values = rows.order_by("day").values_list("day", "teaching", "reason", "by_hand")
    return {day: Day(day, teaching, reason, by_hand) for day, teaching, reason, by_hand in values}


def drafted(
    authority: Authority, year: int, terms: Sequence[Span], replaces: Collection[date] = ()
) -> Draft:
    """What setting these terms, and drafting their days, would change.

    Raises:
        Refused("no-terms", "term-outside-year", "term-length", "terms-out-of-order",
            "terms-overlap"): they cannot be the terms of that school year.
    """
    known, whole = terms_of(authority), year_span(year)
    held = known.pop(year, ())
    check_terms(year, terms, [term for each in known.values() for term in each])
    return draft(year, terms, (held, days_of(authority, whole.since, whole.until)), replaces)


@dataclass(frozen=True, slots=True)
class TermShown:
    """A term with its number of teaching days."""

    year: int
    ordinal: int
    since: date
    last: date
    taught: int
    unset: int  # days of which nothing is entered

    @property
    def name(self) -> str:
        return f"{self.year}–{self.year + 1}"


@dataclass(frozen=True, slots=True)
class Shown:
    """The calendar of a school year, with the terms of the next."""

    year: int
    terms: tuple[TermShown, ...]
    months: tuple[Month, ...]
    runs: tuple[Run, ...]

    @property
    def is_set(self) -> bool:
        return any(term.year == self.year for term in self.terms)

    @property
    def next_is_set(self) -> bool:
        return any(term.year > self.year for term in self.terms)


def calendar_of_year(authority: Authority, year: int) -> Shown:
    """What the page shows of a school year; two queries."""
    terms = terms_of(authority, year, year + 1)
    days = days_of(authority, year_span(year).since, year_span(year + 1).until)
    own = terms[year]
    return Shown(
        year,
        tuple(
            _shown(each, ordinal, term, days)
            for each in (year, year + 1)
            for ordinal, term in enumerate(terms[each], start=1)
        ),
        months(own, days),
        runs(own, days),
    )


def _shown(year: int, ordinal: int, term: Span, days: dict[date, Day]) -> TermShown:
    within = [each for day, each in days.items() if day in term]
    taught = sum(each.teaching for each in within)
    return TermShown(year, ordinal, term.since, last_day(term), taught, term.days - len(within))
