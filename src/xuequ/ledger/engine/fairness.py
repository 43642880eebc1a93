"""How one number lies among those of others (公平负担): median, quartiles, range.

Quartiles are found by linear interpolation between the ordered values (type 7 of Hyndman and
Fan, what spreadsheets call QUARTILE.INC): of n values the p-quantile lies at place
(n - 1) · p, counted from 0, and between two places in proportion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

LEAST = 5  # of fewer people nothing is told: one could guess who is who


@dataclass(frozen=True, slots=True)
class Distribution:
    """The numbers of several people, without saying whose."""

    people: int
    low: int | None  # none where fewer than five have it: it would be somebody's own
    first: Decimal  # a quarter have no more
    median: Decimal
    third: Decimal  # a quarter have no less
    high: int | None


def distribution(values: Sequence[int]) -> Distribution | None:
    """What may be told of the numbers of several people; nothing of fewer than five."""
    if len(values) < LEAST:
        return None
    ordered = sorted(values)
    first, median, third = (quantile(ordered, Fraction(n, 4)) for n in (1, 2, 3))
    low, high = (
        each if ordered.count(each) >= LEAST else None for each in (ordered[0], ordered[-1])
    )
    return Distribution(len(ordered), low, first, median, third, high)


def quantile(ordered: Sequence[int], part: Fraction) -> Decimal:
    """The value below which `part` of the ordered values lie, exact to two places.

    Raises:
        ValueError: there are no values, or `part` is not within 0 and 1.
    """
    if not ordered or not 0 <= part <= 1:
        raise ValueError("a quantile needs values, and a part within 0 and 1")
    place = (len(ordered) - 1) * part
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    value = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01")).normalize()
