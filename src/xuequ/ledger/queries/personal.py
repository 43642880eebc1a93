"""What one person owes and did, span by span, over a school year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.directory.models import Person
from xuequ.kernel.periods import Span, school_year
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..engine.duties import Owed
from ..engine.owners import Owner
from ..engine.reckoning import STANDINGS
from ..engine.spans import spans
from ..engine.tally import Line, key_of, line
from .book import Book, of_person
from .tallies import counts_of, how_of

SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Course:
    """One duty of a person over a school year, the oldest span first."""

    owed: Owed
    owner: Owner
    lines: Sequence[Line]


def courses(book: Book, person: Person) -> list[Course]:
    """Every duty of a person in the spans of the school year begun by the day looked at."""
    year = school_year(book.on)
    chosen: list[tuple[Owed, Owner, list[Span]]] = []
    for owed, owner in of_person(book, person.pk):
        begun = spans(owed, owner.tenure, book.calendar, until=book.on + SOON)
        mine = [each for each in begun if each.until > year.since]
        if mine:
            chosen.append((owed, owner, mine))
    counts = counts_of(
        book, {key_of(owed, owner, span) for owed, owner, mine in chosen for span in mine}
    )
    how = how_of(book)
    return [
        Course(
            owed,
            owner,
            [line(owed, owner, span, counts, calendar=book.calendar, how=how) for span in mine],
        )
        for owed, owner, mine in chosen
    ]


def person_table(person: Person, found: Sequence[Course], on: date) -> Table:
    """The duties of a person with every span, for a file."""
    return Table(
        title=Text(f"{person.name}工作台账（{on}）", f"{person.name}: work ledger on {on}"),
        columns=COLUMNS,
        rows=[
            (
                course.owed.name,
                course.owed.duty.clause,
                each.span.since,
                _last(each.span.until - SOON),
                _last(each.dates.due),
                each.wanted,
                each.count.confirmed,
                each.count.handed,
                STANDINGS[each.standing],
            )
            for course in found
            for each in course.lines
        ],
    )


def _last(day: date) -> date | None:
    return None if day.year == 9999 else day


COLUMNS = (
    Column("duty", "事项", "Duty"),
    Column("clause", "条款", "Clause"),
    Column("from", "起", "From"),
    Column("to", "止", "To"),
    Column("due", "截止日期", "Due"),
    Column("wanted", "应完成", "Wanted", number=True),
    Column("confirmed", "已确认", "Confirmed", number=True),
    Column("waiting", "待确认", "To be confirmed", number=True),
    Column("standing", "状态", "State"),
)
