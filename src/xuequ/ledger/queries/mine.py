"""What an identity has to do now: the duties open for it, with their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Authority
from xuequ.directory.queries.scope import standing
from xuequ.kernel.actors import Actor

from ..engine.duties import Owed
from ..engine.how import open_spans
from ..engine.owners import Owner, owners
from ..engine.reckoning import Standing
from ..engine.tally import Line, key_of, line
from .book import Book, book_of, of_person
from .register import Part
from .rights import PLACE, may_hand_in
from .tallies import counts_of, how_of

TODO = (Standing.OVERDUE, Standing.OPEN)


@dataclass(frozen=True, slots=True)
class Mine:
    """One thing to do, or done, in a span that is still open."""

    line: Line
    late: bool
    days: int  # until the last day; negative when it has passed

    @property
    def is_open(self) -> bool:
        """Is there something left to hand in?"""
        return self.line.standing in TODO


@dataclass(frozen=True, slots=True)
class Bunch:
    """One duty with everything open of it: several subjects, pairs or days."""

    each: tuple[Mine, ...]

    @property
    def first(self) -> Mine:
        return self.each[0]

    @property
    def has_places(self) -> bool:
        """Are they owed by several schools, districts or pairs?"""
        return len({(one.line.owner.kind, one.line.owner.id) for one in self.each}) > 1

    @property
    def has_spans(self) -> bool:
        """Are they owed in several spans?"""
        return len({one.line.span for one in self.each}) > 1


def bunched(items: Iterable[Mine]) -> list[Bunch]:
    """The items with those of one duty that stand alike put together, in order."""
    found: dict[tuple[str, Standing], list[Mine]] = {}
    for each in items:
        found.setdefault((each.line.owed.key, each.line.standing), []).append(each)
    return [Bunch(tuple(several)) for several in found.values()]


def todo(*, seen_by: Actor, on: date) -> list[Mine]:
    """What the identity owes in spans not closed yet: late first, then by the day due.

    Raises:
        LookupError: the policy of the authority says nothing yet on that day.
    """
    authority = Authority.objects.filter(pk=seen_by.authority or 0).first()
    if authority is None:
        return []
    book = book_of(authority, on)
    found = lines(book, list(_pairs(book, seen_by)))
    mine = [_mine(each, on) for each in found]
    mine.sort(key=lambda each: (not each.is_open, each.line.dates.due, each.line.owed.key))
    return mine


def _mine(line: Line, on: date) -> Mine:
    return Mine(line, line.standing is Standing.OVERDUE, (line.dates.due - on).days)


def _pairs(book: Book, actor: Actor) -> Iterator[tuple[Owed, Owner]]:
    """The duties of the person, and of the place the identity acts for."""
    if actor.person is not None and actor.may("work.report"):
        yield from of_person(book, actor.person)
    if not actor.may(PLACE):
        return
    register = book.register(_part(actor))
    for owed in book.owed.values():
        for owner in owners(owed, register):
            if owner.person is None and may_hand_in(actor, book.authority.pk, owed, owner):
                yield owed, owner


def _part(actor: Actor) -> Part:
    """The rows of the register a place could owe for."""
    match standing(actor):
        case "school":
            return Part(schools=frozenset({actor.school or 0}), people=False)
        case _:
            return Part(schools=frozenset(), people=False)


def lines(book: Book, pairs: Sequence[tuple[Owed, Owner]]) -> list[Line]:
    """How each owner stands in every span that something may still be handed in for."""
    how = how_of(book)
    chosen = [
        (owed, owner, span)
        for owed, owner in pairs
        for span in open_spans(owed, owner.tenure, book.calendar, how)
    ]
    counts = counts_of(book, {key_of(*each) for each in chosen})
    found = [
        line(owed, owner, span, counts, calendar=book.calendar, how=how)
        for owed, owner, span in chosen
    ]
    return [each for each in found if each.standing is not Standing.NOT_OWED]
