"""How every single person stands with every duty of many, from the counters."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.tally import judged
from .book import Book
from .rolls import ALONE, ALWAYS, Roll
from .singly import States, states_of
from .tallies import how_of


def states(book: Book) -> Iterator[States]:
    """Every person one by one, duty by duty; the numbers are those of the tallies.

    Two queries a duty and span, and none of them names a person: so it is quick for many people.
    """
    how, roll = how_of(book), Roll(book)
    for owed in book.owed.values():
        span = judged(owed, ALWAYS, book.calendar, book.on)
        if owed.duty.owed_by not in ALONE and span is not None:
            yield states_of(roll, owed, span, how)
