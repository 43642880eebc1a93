"""A line of the list of a catchment: a place, and which of its doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["all", "odd", "even"]
NUMBER = "号"
BLOCK = "栋"


@dataclass(frozen=True, slots=True)
class Doors:
    """Which doors of a place.

    Args:
        first: the lowest number; None: from the beginning.
        last: the highest number; None: to the end.
        unit: what is numbered: 号 (doors), 栋 (blocks), 弄 (lanes), 组 (groups of a village).
    """

    first: int | None = None
    last: int | None = None
    side: Side = "all"
    unit: str = NUMBER

    @property
    def are_all(self) -> bool:
        """Does the whole place belong, whatever the number?"""
        return self.first is None and self.last is None and self.side == "all"

    @property
    def are_none(self) -> bool:
        """Is there no number it could be?"""
        if self.last is None:
            return False
        return not any(self._sided(each) for each in (self.last, self.last - 1) if self._in(each))

    def hold(self, number: int) -> bool:
        """Is a number one of them?"""
        return self._in(number) and self._sided(number)

    def meet(self, other: Doors) -> bool:
        """Is there a number that is one of both?  A whole place meets everything of it."""
        if self.are_all or other.are_all:
            return True
        if self.unit != other.unit or {self.side, other.side} == {"odd", "even"}:
            return False
        side = self.side if other.side == "all" else other.side
        lasts = [each for each in (self.last, other.last) if each is not None]
        both = Doors(max(self.first or 0, other.first or 0), min(lasts, default=None), side)
        return not both.are_none

    def _in(self, number: int) -> bool:
        above = number >= (self.first or 0)
        return above and (self.last is None or number <= self.last)

    def _sided(self, number: int) -> bool:
        return self.side == "all" or (number % 2 == 1) == (self.side == "odd")


ALL = Doors()


@dataclass(frozen=True, slots=True)
class Line:
    """A place of the list, with its doors and what is added in words.

    Args:
        children: how many children of age were counted there; None: nobody counted.
    """

    place: str
    doors: Doors = ALL
    note: str = ""
    children: int | None = None
