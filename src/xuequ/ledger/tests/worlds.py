"""Calendars, duties and tenures at random, for the oracle of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import Phase, settings
from hypothesis import strategies as st

from xuequ.kernel.periods import Span
from xuequ.kernel.settings import Duty, Period
from xuequ.ledger.engine.calendar import Calendar
from xuequ.ledger.engine.duties import Owed
from xuequ.ledger.engine.spans import FOREVER

FIRST, LAST = date(2024, 1, 1), date(2033, 1, 1)
DAY = timedelta(days=1)
ALL = [FIRST + n * DAY for n in range((LAST - FIRST).days)]


@dataclass(frozen=True)
class World:
    """A calendar, a duty, a tenure, a day to look from."""

    terms: tuple[tuple[date, date], ...]  # first and last day
    taught: frozenset[date]
    owed: Owed
    tenure: Span
    on: date

    @property
    def calendar(self) -> Calendar:
        spans = tuple(Span(a, b + DAY) for a, b in self.terms)
        return Calendar(spans, tuple(sorted(self.taught)))


QUICK = settings(
    max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
days = st.integers(0, 900).map(lambda n: date(2025, 1, 1) + n * DAY)


@st.composite
def worlds(draw: Any) -> World:
    begins, terms = draw(days), []
    for _ in range(draw(st.integers(1, 4))):
        ends = begins + draw(st.integers(3, 150)) * DAY
        terms.append((begins, ends))
        begins = ends + draw(st.integers(8, 90)) * DAY
    off = draw(st.sets(st.integers(0, 700), max_size=60))
    weekend = draw(st.sampled_from([5, 6, 7]))
    taught = frozenset(
        day
        for a, b in terms
        for day in ALL
        if a <= day <= b and day.weekday() < weekend and (day - terms[0][0]).days not in off
    )
    period = draw(st.sampled_from(get_args(Period)))
    duty = Duty(
        "x", "事项", "duty", "EXC-34", "mover", period,
        min=draw(st.integers(1, 12)),
        pro_rated=draw(st.booleans()),
        months=draw(st.sampled_from([(), (), (9, 10), (1, 3, 5)])),
        moment=draw(st.sampled_from([None, "start", "end"])),
        due=draw(st.none() | days) if period == "once" else None,
    )  # fmt: skip
    since = draw(days)
    until = draw(st.just(FOREVER) | st.integers(1, 500).map(lambda n: since + n * DAY))
    owed = Owed("x.x", duty, "", "must", "x.x", draw(days))
    return World(tuple(terms), taught, owed, Span(since, until), draw(days))
