"""How every single person stands with every duty of many, from the counters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from xuequ.kernel.periods import Span

from ..engine.duties import Owed
from ..engine.reckoning import NONE, Count, Standing, dates, standing, wanted
from ..engine.tally import judged
from ..models import Counter
from .book import Book
from .crowds import ALONE, ALWAYS, day_of, people_owing
from .tallies import how_of


@dataclass(frozen=True, slots=True)
class States:
    """How each person who owes a duty stands in the span the day is judged by."""

    owed: Owed
    span: Span
    standings: Mapping[int, Standing]  # by person


def states(book: Book) -> Iterator[States]:
    """Every person one by one, duty by duty; the numbers are those of the tallies.

    Two queries a duty, and none of them names a person: so it is quick for many people.
    """
    how = how_of(book)
    seen: dict[tuple[object, ...], list[int]] = {}
    for owed in book.owed.values():
        span = judged(owed, ALWAYS, book.calendar, book.on)
        if owed.duty.owed_by in ALONE or span is None:
            continue
        day = day_of(span, book.on)
        kept = (owed.duty.owed_by, owed.duty.role, owed.duty.honours, day)
        if kept not in seen:
            rows, _ = people_owing(book, owed, day)
            seen[kept] = list(dict.fromkeys(rows.values_list("person", flat=True)))
        number = wanted(owed.duty, span, ALWAYS, book.calendar)
        when = dates(owed.duty, span, how.grace_days)
        found = dict.fromkeys(seen[kept], standing(NONE, number, when, how.on))
        known = {
            done: standing(Count(*done), number, when, how.on)
            for done in _counted(book, owed, span).distinct().values_list("confirmed", "handed")
        }
        for id, *done in _counted(book, owed, span).values_list("owner_id", "confirmed", "handed"):
            if id in found:
                found[id] = known[done[0], done[1]]
        for id in how.people_excused(owed, when) & found.keys():
            found[id] = Standing.EXCUSED
        yield States(owed, span, found)


def _counted(book: Book, owed: Owed, span: Span) -> QuerySet[Counter]:
    return Counter.objects.filter(
        authority=book.authority, owner_kind="person", duty=owed.key, since=span.since
    )
