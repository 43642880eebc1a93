"""The duties of an authority, a consortium or a school on a day, with their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from xuequ.directory.models import Authority
from xuequ.kernel.rulebook import Fact

from ..engine.owners import owners
from ..engine.summary import Row, Total, merged, total
from ..engine.tally import Line, Tally
from .book import Book, book_of
from .crowds import crowd_tallies
from .places import Where
from .register import Part
from .tallies import ONE_BY_ONE, how_of, lines_of, tallies, tally_of


def book_on(authority: Authority, on: date) -> Book | None:
    """The duties of an authority on a day; none before its policy is in force."""
    try:
        return book_of(authority, on)
    except LookupError:
        return None


def book_as_it_was(authority: Authority, on: date) -> Book | None:
    """The same, counting what had happened by that day and not what is there now."""
    book = book_on(authority, on)
    return replace(book, as_it_was=True) if book is not None else None


def rows_in(book: Book, where: Where, shown: Iterable[Tally] | None = None) -> list[Row]:
    """Every duty of a place, in the order of the policy; `shown` where the tallies are known.

    The number of queries does not depend on how many people and schools there are.
    """
    if where.kind == "school":
        return _of_school(book, where.fact)
    found = tallies(book) if shown is None else shown
    if where.kind == "consortium":
        mine = [each for each in found if (each.place.kind, each.place.id) == _at(where.fact)]
        return _ordered(book, [Row(each) for each in mine])
    grouped: dict[str, list[Tally]] = defaultdict(list)
    for each in found:
        grouped[each.owed.key].append(each)
    return _ordered(book, [Row(merged(each, where.fact)) for each in grouped.values()])


def totals_in(shown: Iterable[Tally], units: Iterable[Where]) -> list[Total]:
    """Each consortium with all its duties summed up."""
    grouped: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for each in shown:
        grouped[_at(each.place)].append(Row(each))
    return [total(unit.fact, grouped[_at(unit.fact)]) for unit in units]


def by_place(shown: Iterable[Tally], units: Iterable[Where]) -> dict[str, list[Row]]:
    """Each duty in the places named, by its key."""
    known = {_at(each.fact) for each in units}
    grouped: dict[str, list[Row]] = defaultdict(list)
    for each in shown:
        if _at(each.place) in known:
            grouped[each.owed.key].append(Row(each))
    return grouped


def _at(fact: Fact) -> tuple[str, int]:
    return fact.kind, fact.id


def _ordered(book: Book, rows: list[Row]) -> list[Row]:
    """In the order of the policy; what nobody owes stands at the end."""
    order = {key: n for n, key in enumerate(book.owed)}
    return sorted(rows, key=lambda row: (not row.owners, order[row.owed.key]))


def _of_school(book: Book, school: Fact) -> list[Row]:
    """What a school owes itself and what its people owe."""
    how = how_of(book)
    register = book.register(Part(schools=frozenset({school.id}), people=False))
    listed = [each for each in book.owed.values() if each.duty.owed_by in ONE_BY_ONE]
    pairs = [
        (owed, owner)
        for owed in listed
        for owner in owners(owed, register)
        if owner.school == school.id
    ]
    grouped: dict[str, list[Line]] = defaultdict(list)
    for each in lines_of(book, pairs, how):
        grouped[each.owed.key].append(each)
    rows = [Row(tally_of(book.owed[key], school, lines)) for key, lines in grouped.items()]
    crowds = crowd_tallies(book, {("school", school.id): school}, how, {school.id})
    rows += [Row(each) for each in crowds if each.numbers]
    return _ordered(book, rows)
