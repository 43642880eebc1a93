"""What a package puts into people's inbox (工作台), and the shelves it keeps beside it.

A package with an `inbox` module is asked there: `waiting(actor, on)` for what waits for an
identity, the longest waiting first; `count(actor, on)` for how much that is; and
`shelves(actor, on)` for the lists it keeps.  So the inbox shows them without knowing them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .text import Text


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for an identity (待办)."""

    title: Text | str  # what somebody typed, or a sentence of the product
    what: Text  # which sort of thing it is
    link: str  # the path of the page where it is dealt with
    since: datetime | None = None  # it waits since then
    due: date | None = None  # the last day
    is_late: bool = False
    note: str = ""  # number and place
    days: int = 0  # until the last day; negative when it has passed


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list that a package keeps beside the inbox; `count` says what waits in it.

    What stands in the lists with `is_todo` is together what the package counts as to do.
    """

    name: Text
    link: str
    count: int | None = None
    is_todo: bool = False
