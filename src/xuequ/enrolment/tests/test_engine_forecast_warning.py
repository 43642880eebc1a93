"""Seats against demand: the words of the warning, who stands first, and sums of schools."""

from __future__ import annotations

from fractions import Fraction

import pytest

from xuequ.enrolment.engine.forecast.ratios import Span, Step, known, total
from xuequ.enrolment.engine.forecast.warning import Warned, Year, together


def of(low: int, middle: int, high: int) -> Span:
    return Span(Fraction(middle), Fraction(low), Fraction(high))


@pytest.mark.clause("ENR-36")
@pytest.mark.parametrize(
    ("seats", "word", "lacking"),
    [(120, "enough", 0), (119, "tight", 0), (100, "tight", 10), (90, "tight", 20),
     (89, "short", 21), (0, "short", 110), (None, "unknown", None)],
)  # fmt: skip
def test_the_word_tells_where_the_seats_lie(seats: int | None, word: str, lacking: int) -> None:
    year = Year(2027, of(90, 110, 120), seats)
    assert (year.word, year.lacking) == (word, lacking)


def test_low_is_rounded_down_and_high_up() -> None:
    span = Span(Fraction(21, 2), Fraction(99, 10), Fraction(101, 10))
    assert span.rounded == (9, 11, 11)


def warned(*seats: int | None, demand: Span | None = None) -> Warned:
    demand = demand or of(90, 100, 110)
    return Warned(tuple(Year(2027 + n, demand, each) for n, each in enumerate(seats)))


def test_who_is_short_first_stands_first() -> None:
    soon, later = warned(120, 80), warned(120, 120, 80)
    tight, fine = warned(100, 120), warned(120, 120)
    worse = warned(120, 70)
    order = sorted([fine, tight, later, soon, worse], key=lambda each: each.urgency)
    assert order == [worse, soon, later, tight, fine]
    assert [each.word for each in order] == ["short", "short", "short", "tight", "enough"]
    assert soon.first_short is not None and soon.first_short.year == 2028
    assert tight.first_tight is not None and fine.first_tight is None
    assert warned(120, None).word == "unknown" and warned(None, 80).word == "short"


def test_a_sum_counts_only_whom_it_knows_year_by_year() -> None:
    summed, counts = together([warned(120, 80), warned(100, None)], [2027, 2028])
    assert [each.seats for each in summed.years] == [220, 80]
    assert counts == {2027: 2, 2028: 1}
    assert summed.years[0].demand == of(180, 200, 220)
    nobody, none = together([], [2027])
    assert nobody.years[0].word == "unknown" and none == {2027: 0}


def test_a_sum_with_somebody_unknown_is_unknown() -> None:
    assert total([known(1), None]) is None and total([]) is None
    assert total([known(1), Span(Fraction(2), None, None)]) == Span(Fraction(3), None, None)
    assert Step(2, ()).of(known(3)) is None
