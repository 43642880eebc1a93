"""Which spans are owed, how many, and who stands how: against a slow count, day by day.

The oracle is written apart from the engine: it gives every day the name of the box it lies in,
gathers the days of each box, and counts.  It knows nothing of the engine's shortcuts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xuequ.kernel.periods import Span
from xuequ.ledger.engine.reckoning import Count, dates, standing, wanted
from xuequ.ledger.engine.spans import FOREVER, span_of, spans
from xuequ.ledger.engine.tally import judged
from xuequ.ledger.tests.worlds import ALL, DAY, QUICK, World, days, worlds

BY_TEACHING = {"lesson_day", "week", "fortnight", "month", "term"}


def box(world: World, day: date) -> Any:
    """The name of the period a day lies in; nothing where it lies in none."""
    return BOXES[world.owed.duty.period](world, day)


def _term(world: World, day: date) -> date | None:
    return next((a for a, b in world.terms if a <= day <= b), None)


def _once(world: World, day: date) -> str | None:
    due = world.owed.duty.due
    return "once" if day >= world.owed.since and (due is None or day <= due) else None


def _years(world: World, day: date) -> int | None:
    """How often the anniversary of the setting has come round, by twos or fives."""
    anchor = world.owed.since
    if day < anchor:
        return None
    passed, year = 0, anchor.year + 1
    while (year, anchor.month, anchor.day) <= (day.year, day.month, day.day):
        passed, year = passed + 1, year + 1
    return passed // (2 if world.owed.duty.period == "two_years" else 5)


def _fortnight(world: World, day: date) -> tuple[date, int] | None:
    """Weeks of the term by twos; the days after its last one are no one's until the next term."""
    for first, last in world.terms:
        monday = first
        while monday.isoweekday() != 1:
            monday -= DAY
        if monday <= day <= last:
            return first, (day - monday).days // 14
    return None


BOXES: dict[str, Callable[[World, date], Any]] = {
    "lesson_day": lambda world, day: day if day in world.taught else None,
    "week": lambda _, day: day.isocalendar()[:2],
    "fortnight": _fortnight,
    "month": lambda _, day: (day.year, day.month),
    "term": _term,
    "quarter": lambda _, day: (day.year, (day.month - 1) // 3),
    "half_year": lambda _, day: (day.year, day.month > 6),
    "calendar_year": lambda _, day: day.year,
    "school_year": lambda _, day: day.year - (day.month < 9),
    "two_years": _years,
    "five_years": _years,
    "posting": lambda world, day: "posting" if day in world.tenure else None,
    "once": _once,
}


def boxes(world: World) -> list[Span]:
    """Every period there is, as a span; a fortnight begun in term has its two weeks."""
    held: dict[Any, list[date]] = defaultdict(list)
    for day in ALL:
        name = box(world, day)
        if name is not None:
            held[name].append(day)
    period = world.owed.duty.period
    found = []
    starts = sorted(each[0] for each in held.values())
    for name, inside in held.items():
        since, until = inside[0], inside[-1] + DAY
        if period == "fortnight":
            until = min([since + 14 * DAY, *(each for each in starts if each > since)])
        if period == "posting":
            until = world.tenure.until
        if name == "once" and world.owed.duty.due is None:
            until = FOREVER
        found.append(Span(since, until))
    return sorted(found)


def begins(world: World) -> date:
    return max(world.tenure.since, world.owed.since, world.terms[0][0])


def owed_spans(world: World) -> list[Span]:
    """Every period in which something is owed, whenever it begins."""
    found, first = [], begins(world)
    for span in boxes(world):
        bound = {d for d in ALL if d in span and first <= d < world.tenure.until}
        if not bound:
            continue
        if world.owed.duty.months and span.since.month not in world.owed.duty.months:
            continue
        opening = [d for d in ALL if d in span][:14]  # what is due at the start is due in these
        if world.owed.duty.moment == "start" and bound.isdisjoint(opening):
            continue
        if world.owed.duty.period in BY_TEACHING and not bound & world.taught:
            continue
        found.append(span)
    return found


def number(world: World, span: Span) -> int:
    """How many are wanted."""
    duty = world.owed.duty
    if not duty.pro_rated:
        return duty.min
    mine = sum(d in span and d in world.tenure for d in world.taught)
    full = {"week": 5, "fortnight": 10}.get(duty.period) or sum(d in span for d in world.taught)
    if not full:
        return 0
    doubled = 2 * duty.min * mine
    return min(duty.min, doubled // (2 * full) + (doubled % (2 * full) >= full))


@QUICK
@given(worlds())
def test_the_spans_owed_are_those_found_day_by_day(world: World) -> None:
    end = date(2027, 12, 1)
    found = list(spans(world.owed, world.tenure, world.calendar, until=end))
    assert found == [each for each in owed_spans(world) if each.since < end]


@QUICK
@given(worlds(), days)
def test_what_happens_on_a_day_counts_in_the_span_that_holds_it(world: World, day: date) -> None:
    found = span_of(world.owed, day, world.tenure, world.calendar)
    is_bound = day in world.tenure and day >= begins(world) and box(world, day) is not None
    mine = [each for each in owed_spans(world) if day in each] if is_bound else []
    assert found == (mine[0] if mine else None)


@QUICK
@given(worlds())
def test_how_many_are_wanted_is_counted_the_same(world: World) -> None:
    for span in owed_spans(world):
        assert wanted(world.owed.duty, span, world.tenure, world.calendar) == number(world, span)


@QUICK
@given(worlds())
def test_the_span_a_day_is_judged_by_is_the_same(world: World) -> None:
    begun = [each for each in owed_spans(world) if each.since <= world.on >= begins(world)]
    last = begun[-1] if begun else None
    is_short = world.owed.duty.period in {"lesson_day", "week", "fortnight"}
    if last and is_short and world.on in last and len(begun) > 1:
        last = begun[-2]
    if last and world.on >= world.tenure.until:
        ends = world.tenure.until - DAY
        summer = date(ends.year + (ends.month >= 9), 8, 31)
        last = last if world.on <= summer else None
    assert judged(world.owed, world.tenure, world.calendar, world.on) == last


@QUICK
@given(worlds(), st.integers(0, 6), st.integers(0, 6), st.integers(0, 20))
def test_everybody_stands_as_counted_by_hand(
    world: World, confirmed: int, handed: int, grace: int
) -> None:
    for span in owed_spans(world)[-3:]:
        need = wanted(world.owed.duty, span, world.tenure, world.calendar)
        when = dates(world.owed.duty, span, grace)
        last = span.until - DAY
        if world.owed.duty.moment == "start":
            last = min(last, span.since + 13 * DAY)
        found = standing(Count(confirmed, handed), need, when, world.on)
        assert found == by_hand(world, need, (confirmed, handed), (last, grace))


def by_hand(world: World, need: int, done: tuple[int, int], time: tuple[date, int]) -> str:
    """How somebody stands, said one case after the other."""
    (confirmed, handed), (last, grace) = done, time
    if need == 0:
        return "not_owed"
    if confirmed >= need:
        return "done"
    if confirmed + handed >= need:
        return "waiting"
    if world.on <= last:
        return "open"
    return "overdue" if (world.on - last).days <= grace else "missed"
