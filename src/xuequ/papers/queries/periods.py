"""The periods a place may begin a paper for, with what there is about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.kernel.paper import PaperKind
from xuequ.kernel.periods import Span
from xuequ.kernel.text import Text
from xuequ.ledger.queries import Place
from xuequ.ledger.queries.register import calendar_of

from ..engine.periods import last_day, offered, period_name, period_of, reported_from
from ..models import Paper, PaperState
from .scope import of_place

AFTERWARDS = timedelta(days=31)  # in which a period that is over is reported


@dataclass(frozen=True, slots=True)
class Offered:
    """A period, and whether there are papers about it."""

    span: Span
    name: Text
    is_running: bool
    is_drafted: bool
    is_issued: bool

    @property
    def value(self) -> str:
        """What the list sends: the last day."""
        return last_day(self.span).isoformat()


def periods(kind: PaperKind, place: Place, today: date) -> list[Offered]:
    """The periods that a place may begin a paper of a kind for; none where the kind has none."""
    if not kind.period:
        return []
    spans = offered_at(kind, place, today)
    rows = Paper.objects.filter(of_place(place), kind=kind.code, period_on__gte=spans[-1].since)
    known = {(period_of(kind, day), state) for day, state in rows.values_list("period_on", "state")}
    return [
        Offered(
            span,
            period_name(kind, span),
            today in span,
            (span, PaperState.DRAFT) in known,
            (span, PaperState.ISSUED) in known,
        )
        for span in spans
    ]


def offered_at(kind: PaperKind, place: Place, today: date) -> list[Span]:
    """The spans of those periods."""
    return offered(kind, today, calendar_of(place.authority).opens)


def proposed(found: list[Offered], today: date, asked: str) -> str:
    """The period to begin with: the one asked for, else the running one.

    In the first month after a period it is that period, until a paper about it is issued.
    """
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = None
    wanted = next((each for each in found if day and day in each.span), None)
    if wanted is not None or not found:
        return wanted.value if wanted else ""
    running, before = found[0], found[min(1, len(found) - 1)]
    is_fresh = today < before.span.until + AFTERWARDS
    return before.value if is_fresh and not before.is_issued else running.value


@dataclass(frozen=True, slots=True)
class About:
    """The period a paper is about."""

    name: Text
    since: date
    last: date
    is_running: bool
    counts_from: date


def about_period(paper: Paper, kind: PaperKind, today: date) -> About | None:
    """The period a paper is about; none if its kind has none."""
    span = period_of(kind, paper.period_on)
    if span is None:
        return None
    return About(
        period_name(kind, span),
        span.since,
        last_day(span),
        today in span,
        reported_from(kind, span),
    )
