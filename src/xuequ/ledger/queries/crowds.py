"""Duties of many people, counted by school in the database and not one by one."""

from __future__ import annotations

from collections import Counter as Numbers
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from xuequ.directory.models import Holding, Teacher
from xuequ.directory.models.dated import overlapping
from xuequ.kernel.periods import Span
from xuequ.kernel.rulebook import Fact

from ..engine.duties import Owed
from ..engine.how import SOON, How
from ..engine.reckoning import Count, Standing, dates, standing, wanted
from ..engine.tally import Tally, judged
from .book import Book
from .counted import Counted, of_people
from .rolls import ALONE, ALWAYS, Roll, day_of, people_by_school, people_owing
from .singly import States, late_before, states_of

Places = Mapping[tuple[str, int], Fact]
Group = tuple[int, int]  # confirmed and handed, of so many people


@dataclass(frozen=True, slots=True)
class Crowd:
    """A duty of many: the span judged, how many owe it in each place, what they did there."""

    owed: Owed
    span: Span | None
    heads: Mapping[Fact, int]
    groups: Mapping[Fact, Mapping[Group, int]]
    excused: Mapping[Fact, int]


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: the duties, the places, who is excused, and which schools alone."""

    book: Book
    places: Places
    how: How
    schools: Collection[int] | None
    moved: dict[tuple[str, date], set[int]] = field(default_factory=dict)

    def gone(self, owed: Owed, span: Span) -> set[int]:
        """Who has left since a span began, and who holds a post; asked once of each span."""
        kept = owed.duty.role if owed.duty.owed_by == "post" else "", span.since
        if kept not in self.moved:
            self.moved[kept] = _gone(self.book, owed, span)
        return self.moved[kept]

    def place(self, school: int | None) -> Fact | None:
        return self.places.get(("school", school or 0))


def crowd_tallies(
    book: Book, places: Places, how: How, schools: Collection[int] | None = None
) -> Iterator[Tally]:
    """The duties that teachers, masters and holders of posts owe, in each of the places.

    Args:
        schools: those the places have, where they are not all of the authority.
    """
    at, roll = Looked(book, places, how, schools), Roll(book, schools)
    seen: dict[tuple[object, ...], Mapping[int | None, int]] = {}
    for owed in book.owed.values():
        if owed.duty.owed_by in ALONE:
            continue
        span = judged(owed, ALWAYS, book.calendar, book.on)
        if span is not None and late_before(book, owed, span, how):
            yield from _singly(states_of(roll, owed, span, how), at, roll)
            continue
        day = day_of(span, book.on)
        kept = (owed.duty.owed_by, owed.duty.role, owed.duty.honours, day)
        if kept not in seen:
            seen[kept] = people_by_school(book, owed, day, schools)
        yield from _tallies(_crowd(at, owed, span, seen[kept]), at)


def _singly(found: States, at: Looked, roll: Roll) -> Iterator[Tally]:
    """The tallies of a duty that somebody may owe for several spans at once."""
    people: dict[Fact, list[int]] = defaultdict(list)
    for id, school in roll.of(found.owed, found.span):
        if place := at.place(school):
            people[place].append(id)
    when = dates(found.owed.duty, found.span, at.how.grace_days)
    for place in dict.fromkeys(at.places.values()):
        here = people[place]
        if place.kind == "county" and not here:
            continue
        done = [found.done[id] for id in here if id in found.done]
        total = Count(sum(each[0] for each in done), sum(each[1] for each in done))
        numbers = Numbers(found.standings[id] for id in here)
        late = sum(found.late.get(id, 0) for id in here)
        yield Tally(found.owed, place, found.span, when, numbers, total, late_spans=late)


def _crowd(at: Looked, owed: Owed, span: Span | None, heads: Mapping[int | None, int]) -> Crowd:
    """Heads and groups by place; who is excused or has moved on is looked at one by one."""
    people: Numbers[Fact] = Numbers()
    for school, n in heads.items():
        if place := at.place(school):
            people[place] += n
    if span is None:
        return Crowd(owed, span, people, {}, {})
    counted = of_people(at.book, owed, span)
    groups: dict[Fact, Numbers[Group]] = defaultdict(Numbers)
    _add(groups, counted.only(schools=at.schools), at)
    excused = _set_aside(groups, counted, at, owed, span)
    return Crowd(owed, span, people, groups, excused)


def _set_aside(
    groups: dict[Fact, Numbers[Group]], counted: Counted, at: Looked, owed: Owed, span: Span
) -> Mapping[Fact, int]:
    """Take out whose counters do not count where they stand, and count them where they should.

    Returns:
        how many are excused in each place.
    """
    free = at.how.people_excused(owed, dates(owed.duty, span, at.how.grace_days))
    aside, excused = free | at.gone(owed, span), Numbers[Fact]()
    if not aside:
        return excused
    theirs = counted.only(people=aside)
    _add(groups, theirs, at, -1)
    counts = theirs.counts()
    rows, school = people_owing(at.book, owed, day_of(span, at.book.on))
    for id, where in dict(rows.filter(person__in=aside).values_list("person", school)).items():
        place = at.place(where)
        if place and id in free:
            excused[place] += 1
        elif place and id in counts:
            groups[place][counts[id]] += 1
    return excused


def _gone(book: Book, owed: Owed, span: Span) -> set[int]:
    """Who has left since the span began, and who holds a post: perhaps counted elsewhere."""
    if owed.duty.owed_by == "post":
        held = Holding.objects.filter(
            overlapping(span.since, book.on + SOON),
            post__authority=book.authority,
            post__role=owed.duty.role,
        )
        return set(held.values_list("person", flat=True))
    gone = Teacher.objects.filter(
        school__authority=book.authority, until__gt=span.since, until__lte=book.on
    )
    return set(gone.values_list("person", flat=True))


def _add(groups: dict[Fact, Numbers[Group]], rows: Counted, at: Looked, sign: int = 1) -> None:
    """Count the rows of counters by place and by what was done."""
    for school, confirmed, handed, people in rows.groups():
        if place := at.place(school):
            groups[place][confirmed, handed] += sign * people


def _tallies(crowd: Crowd, at: Looked) -> Iterator[Tally]:
    """The tally of a duty in each place that has somebody who owes it, or should have."""
    for place in dict.fromkeys(at.places.values()):
        people = crowd.heads.get(place, 0)
        if place.kind == "county" and not people:
            continue
        if crowd.span is None or not people:
            numbers = {Standing.NOT_OWED: people} if people else {}
            yield Tally(crowd.owed, place, crowd.span, None, numbers)
            continue
        yield _tally(at.book, crowd, crowd.span, place, at.how)


def _tally(book: Book, crowd: Crowd, span: Span, place: Fact, how: How) -> Tally:
    owed = crowd.owed
    number = wanted(owed.duty, span, ALWAYS, book.calendar)
    when = dates(owed.duty, span, how.grace_days)
    numbers: Numbers[Standing] = Numbers()
    total, excused = Count(), crowd.excused.get(place, 0)
    silent = crowd.heads[place] - excused
    for (confirmed, handed), people in crowd.groups.get(place, {}).items():
        numbers[standing(Count(confirmed, handed), number, when, how.on)] += people
        total = Count(total.confirmed + confirmed * people, total.handed + handed * people)
        silent -= people
    if silent > 0:
        numbers[standing(Count(), number, when, how.on)] += silent
    if excused:
        numbers[Standing.EXCUSED] += excused
    late = numbers[Standing.OVERDUE]  # of a span alone: those before it are over
    return Tally(owed, place, span, when, +numbers, total, late_spans=late)
