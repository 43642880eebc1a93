"""The lines of a file of applications as they were read, and what they may hold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PLACES = 2  # decimal places of points that are counted
MOST_POINTS = 2**28  # in hundredths, and fewer


@dataclass(frozen=True, slots=True)
class Row:
    """One child's application as it was read.

    `choices` holds the names of schools, best first, empty where none was named.  Children with
    the same `bundle` are placed together.
    """

    line: int
    child: str
    choices: tuple[str, ...]
    points: Decimal | None = None
    bundle: str = ""
    home: str = ""  # the school of the own catchment


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school and its seats as they were read."""

    line: int
    school: str
    seats: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What an application may hold.

    `open_to` has, for each rank that is allowed, the schools that may be named there; none
    stands for any school of the file.
    """

    open_to: tuple[frozenset[str] | None, ...]
    needs_points: bool = True


def hundredths(points: Decimal | None) -> int:
    """Points as a whole number of hundredths."""
    return 0 if points is None else int(points.scaleb(PLACES))


def is_countable(points: Decimal) -> bool:
    """Have points no more places than are counted, and are they in range?"""
    scaled = points.scaleb(PLACES) if points.is_finite() else None
    return scaled is not None and scaled == scaled.to_integral_value() and abs(scaled) < MOST_POINTS
