"""Who owes a duty of many people on a day: teachers, masters, holders of a post."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Exists, OuterRef

from xuequ.directory.models import Holding, Honour, Teacher
from xuequ.directory.models.dated import in_force
from xuequ.kernel.periods import Span

from ..engine.duties import Owed
from ..engine.how import SOON
from ..engine.owners import INSTITUTIONS, OF_PAIRINGS, OF_POSTINGS
from ..engine.spans import FOREVER
from .book import Book

Held = tuple[int, int | None]  # a person and the school where they owe it
ALWAYS = Span(date.min, FOREVER)
ALONE = INSTITUTIONS | OF_POSTINGS | OF_PAIRINGS


def day_of(span: Span | None, on: date) -> date:
    """The day on which those who owe a duty of many in a span are counted: its last, or today."""
    return min(span.until - SOON, on) if span else on


def people_owing(book: Book, owed: Owed, day: date) -> Any:
    """The rows by which people owe a duty of many on a day, and the way to their school."""
    duty = owed.duty
    if duty.owed_by == "post":
        held = Holding.objects.filter(
            in_force(day), post__authority=book.authority, post__role=duty.role
        )
        return held, "post__school"
    taught = Teacher.objects.filter(in_force(day), school__authority=book.authority)
    honours = duty.honours or (("master",) if duty.owed_by == "master" else ())
    if honours:
        held_by = Honour.objects.filter(in_force(day), kind__in=honours, person=OuterRef("person"))
        taught = taught.filter(Exists(held_by))
    return taught, "school"


def people_by_school(
    book: Book, owed: Owed, day: date, schools: Collection[int] | None = None
) -> Mapping[int | None, int]:
    """How many people of each school owe a duty on a day."""
    rows, school = people_owing(book, owed, day)
    if schools is not None:
        rows = rows.filter(**{f"{school}__in": schools})
    return dict(rows.values_list(school).annotate(CountOf("person", distinct=True)).order_by())


@dataclass(frozen=True, slots=True)
class Roll:
    """The people and their schools, asked once for each day and kind of people.

    `schools` are those whose people are looked at; all of the authority where it is None.
    """

    book: Book
    schools: Collection[int] | None = None
    known: dict[tuple[object, ...], tuple[Sequence[Held], frozenset[int]]] = field(
        default_factory=dict
    )

    def of(self, owed: Owed, span: Span) -> Sequence[Held]:
        """Who owes a duty in a span, and at which school; somebody may do so at two."""
        return self._asked(owed, span)[0]

    def people(self, owed: Owed, span: Span) -> frozenset[int]:
        """Who owes a duty in a span."""
        return self._asked(owed, span)[1]

    def _asked(self, owed: Owed, span: Span) -> tuple[Sequence[Held], frozenset[int]]:
        day, duty = day_of(span, self.book.on), owed.duty
        kept = (duty.owed_by, duty.role, duty.honours, day)
        if kept not in self.known:
            rows, school = people_owing(self.book, owed, day)
            if self.schools is not None:
                rows = rows.filter(**{f"{school}__in": self.schools})
            held = list(rows.values_list("person", school).distinct())
            self.known[kept] = held, frozenset(id for id, _ in held)
        return self.known[kept]
