"""Numbers as the tables of an allocation write them."""

from __future__ import annotations

import re
from decimal import Decimal

PLACES = 2  # decimal places of points that are counted
MOST_POINTS = 10**8  # in hundredths, and fewer
POINTS = re.compile(r"(0|[1-9][0-9]{0,5})(?:\.([0-9]{1,2}))?")


def hundredths(text: str) -> int:
    """Points, as `POINTS` has them, as a whole number of hundredths; 0 of an empty text."""
    whole, _, rest = text.partition(".")
    return int(whole or 0) * 100 + int(rest.ljust(2, "0"))


def is_countable(points: Decimal) -> bool:
    """Can they stand in a table: not below 0, in range, with no more places than are counted?"""
    if not points.is_finite() or points < 0:
        return False
    scaled = points.scaleb(2)
    return scaled == scaled.to_integral_value() and scaled < MOST_POINTS


def points_text(value: int) -> str:
    """Hundredths as points, without zeros at the end."""
    whole, rest = divmod(value, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)
