"""Seats of a catchment against the children of age who live in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

State = Literal["short", "tight", "enough", "unknown"]
TIGHT = 90  # per cent of the seats from which on a surge would not fit


@dataclass(frozen=True, slots=True)
class Load:
    """Seats and children; None: not known.

    Attributes:
        state: "short" where there are fewer seats than children, "tight" from nine tenths on.
    """

    seats: int | None
    children: int | None

    @property
    def left(self) -> int | None:
        """Seats left over; below zero: seats that are missing."""
        if self.seats is None or self.children is None:
            return None
        return self.seats - self.children

    @property
    def percent(self) -> int | None:
        """Children as a share of the seats, rounded up."""
        if not self.seats or self.children is None:
            return None
        return -(-self.children * 100 // self.seats)

    @property
    def state(self) -> State:
        left = self.left
        if left is None or self.seats is None or self.children is None:
            return "unknown"
        if left < 0:
            return "short"
        return "tight" if self.children * 100 >= self.seats * TIGHT and self.children else "enough"

    @property
    def said(self) -> str:
        """Children and seats in figures, «35 / 45»."""
        figures = ("—" if each is None else str(each) for each in (self.children, self.seats))
        return " / ".join(figures)


def total(numbers: Iterable[int | None]) -> int | None:
    """The sum; what is not known of one is not known of all."""
    found = 0
    for each in numbers:
        if each is None:
            return None
        found += each
    return found
