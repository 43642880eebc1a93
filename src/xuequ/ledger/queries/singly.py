"""Duties of many people, person by person: how each stands, late in earlier spans too."""

from __future__ import annotations

from collections import Counter as Numbers
from collections.abc import Mapping
from dataclasses import dataclass

from xuequ.kernel.periods import Span

from ..engine.duties import Owed
from ..engine.how import How, late_spans
from ..engine.reckoning import NONE, Count, Standing, dates, standing, wanted
from ..engine.tally import with_others
from .book import Book
from .counted import of_people
from .rolls import ALWAYS, Roll

Done = tuple[int, int]  # confirmed, and handed in
FEW = 2_000  # people for whom the rows of their counters alone are read


@dataclass(frozen=True, slots=True)
class States:
    """How each person who owes a duty stands in the span the day is judged by.

    Late is also who is late in a span before it that may still be handed in; `late` says in how
    many, the span judged among them.
    """

    owed: Owed
    span: Span
    standings: Mapping[int, Standing]  # by person
    late: Mapping[int, int]
    done: Mapping[int, Done]  # in the span judged; who did nothing is left out


def states_of(roll: Roll, owed: Owed, span: Span, how: How) -> States:
    """How each person who owes one duty stands, all spans taken together that are still open."""
    done = counts_in(roll, owed, span)
    found = standings_in(roll, owed, span, how, done)
    late = Numbers(id for id, each in found.items() if each is Standing.OVERDUE)
    for other in late_before(roll.book, owed, span, how):
        before = standings_in(roll, owed, other, how, counts_in(roll, owed, other))
        late += Numbers(
            id for id, each in before.items() if each is Standing.OVERDUE and id in found
        )
    for id in late:
        found[id] = with_others(found[id])
    return States(owed, span, found, late, done)


def late_before(book: Book, owed: Owed, span: Span, how: How) -> list[Span]:
    """The spans but the one judged that are over and may still be handed in."""
    return [each for each in late_spans(owed, ALWAYS, book.calendar, how) if each != span]


def counts_in(roll: Roll, owed: Owed, span: Span) -> Mapping[int, Done]:
    """What people did of a duty in a span, whether or not they owe it any more."""
    counted = of_people(roll.book, owed, span)
    if len(owing := roll.people(owed, span)) < FEW:
        counted = counted.only(people=owing)
    return counted.counts()


def standings_in(
    roll: Roll, owed: Owed, span: Span, how: How, done: Mapping[int, Done]
) -> dict[int, Standing]:
    """How each person who owes a duty in one span stands in it."""
    number = wanted(owed.duty, span, ALWAYS, roll.book.calendar)
    when = dates(owed.duty, span, how.grace_days)
    owing = roll.people(owed, span)
    found = dict.fromkeys(owing, standing(NONE, number, when, how.on))
    known = {each: standing(Count(*each), number, when, how.on) for each in set(done.values())}
    found |= {id: known[each] for id, each in done.items() if id in owing}
    for id in how.people_excused(owed, when) & found.keys():
        found[id] = Standing.EXCUSED
    return found
