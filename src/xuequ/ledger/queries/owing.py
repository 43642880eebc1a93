"""Everybody who owes one duty in one place, worst first, with what is known of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from xuequ.kernel.periods import Span

from ..engine.duties import Owed
from ..engine.how import How
from ..engine.owners import Owner, owners
from ..engine.reckoning import Standing
from ..engine.tally import Key, Line, judged, key_of, line, with_late
from ..models import Claim, Excuse, Notice
from ..models.entries import EntryState
from .book import Book
from .excuses import held_in
from .places import Where
from .register import Part
from .rolls import ALWAYS, day_of
from .rolls import people_owing as rows_owing
from .singly import late_before
from .tallies import ONE_BY_ONE, counts_of, how_of, lines_of, place_of, places_of

BACK = 30  # days in which reminders are looked for
ORDER = list(Standing)


def lines_in(book: Book, owed: Owed, where: Where, owner: str = "") -> list[Line]:
    """How everybody in a place stands with a duty, worst first.

    Args:
        owner: only this one, as `tag` names it; everybody where it is empty.
    """
    how = how_of(book)
    if owed.duty.owed_by in ONE_BY_ONE:
        lines = _one_by_one(book, owed, where, how)
    else:
        lines = crowd_lines(book, owed, _schools_of(book, where), how)
    if owner:
        lines = [each for each in lines if tag(each.owner) == owner]
    return sorted(lines, key=lambda each: ORDER.index(each.standing))


def tag(owner: Owner) -> str:
    """An owner in a form: kind, id, and the subject if there is one."""
    return f"{owner.kind}:{owner.id}:{owner.subject}"


def _one_by_one(book: Book, owed: Owed, where: Where, how: How) -> list[Line]:
    register = book.register(Part(people=False))
    places = places_of(register)
    pairs = [
        (owed, each)
        for each in owners(owed, register)
        if where.kind == "county"
        or (where.kind == "school" and each.school == where.id)
        or (where.kind == "consortium" and _is_at(place_of(each, places), where))
    ]
    return lines_of(book, pairs, how)


def _is_at(place: object, where: Where) -> bool:
    return (getattr(place, "kind", ""), getattr(place, "id", 0)) == (where.kind, where.id)


def _schools_of(book: Book, where: Where) -> frozenset[int] | None:
    """The schools whose people count in a place; None: everybody of the authority."""
    if where.kind == "county":
        return None
    if where.kind == "school":
        return frozenset({where.id})
    return member_schools(book, where.id)


def member_schools(book: Book, consortium: int) -> frozenset[int]:
    """The schools that count in a consortium that day."""
    places = places_of(book.register(Part(people=False)))
    return frozenset(
        id
        for (kind, id), place in places.items()
        if kind == "school" and (place.kind, place.id) == ("consortium", consortium)
    )


def crowd_lines(
    book: Book,
    owed: Owed,
    schools: Collection[int] | None,
    how: How,
    span: Span | None = None,
) -> list[Line]:
    """Teachers, masters or holders of posts one by one.

    Args:
        span: that one alone; else the one the day is judged by, late while another is.
    """
    if span is not None:
        return _lines_of_span(book, owed, schools, how, span)
    span = judged(owed, ALWAYS, book.calendar, book.on)
    if span is None:
        return []
    others: dict[int, list[Line]] = defaultdict(list)
    for other in late_before(book, owed, span, how):
        for each in _lines_of_span(book, owed, None, how, other):
            others[each.owner.id].append(each)
    lines = _lines_of_span(book, owed, schools, how, span)
    return [with_late(each, others[each.owner.id]) for each in lines]


def _lines_of_span(
    book: Book, owed: Owed, schools: Collection[int] | None, how: How, span: Span
) -> list[Line]:
    owners = people_owing(book, owed, schools, day_of(span, book.on))
    counts = counts_of(book, {key_of(owed, owner, span) for owner in owners})
    return [line(owed, owner, span, counts, calendar=book.calendar, how=how) for owner in owners]


def people_owing(book: Book, owed: Owed, schools: Collection[int] | None, day: date) -> list[Owner]:
    """The people who owe a duty of many on a day, each once, by name."""
    rows, at = rows_owing(book, owed, day)
    if schools is not None:
        rows = rows.filter(**{f"{at}__in": schools})
    found: dict[int, Owner] = {}
    for id, name, school in rows.order_by("person__sort_key", "person", "since").values_list(
        "person", "person__name", at
    ):
        found.setdefault(id, Owner("person", id, name, ALWAYS, person=id, school=school))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Known:
    """A line of the page of a duty, with its entries, reminders and excuse."""

    line: Line
    claims: Sequence[Claim] = ()
    reminded: Sequence[tuple[str, date]] = ()  # who was reminded, and when
    excuse: Excuse | None = None
    place: str = ""
    tag: str = field(default="")


def known(book: Book, lines: Sequence[Line], names: Mapping[int, str]) -> list[Known]:
    """What stands beside a few lines, in a fixed number of queries.

    Args:
        names: the names of the schools by their ids.
    """
    claims = _claims(book, lines)
    notices = _notices(book, lines)
    excuses = _excuses(book, lines)
    return [
        Known(
            each,
            claims.get(each.key, ()),
            notices.get(each.key, ()),
            excuses.get(each.key),
            names.get(each.owner.school or 0, ""),
            tag(each.owner),
        )
        for each in lines
    ]


def _claims(book: Book, lines: Sequence[Line]) -> Mapping[Key, list[Claim]]:
    found: dict[Key, list[Claim]] = defaultdict(list)
    rows = Claim.objects.filter(
        authority=book.authority,
        duty__in={each.owed.key for each in lines},
        owner_kind__in={each.owner.kind for each in lines},
        owner_id__in={each.owner.id for each in lines},
        since__in={each.span.since for each in lines},
        state__in=(EntryState.HANDED, EntryState.CONFIRMED, EntryState.RETURNED),
    )
    for claim in rows.select_related("entry__decided_by").order_by("entry__happened_on", "pk"):
        key = (claim.duty, claim.owner_kind, claim.owner_id, claim.subject, claim.since)
        found[key].append(claim)
    return found


def about(line: Line, day: date) -> str:
    """What a reminder of a line on a day is about: once a day for each."""
    return f"{line.owed.key}|{tag(line.owner)}|{line.span.since}|{day}"


def _notices(book: Book, lines: Sequence[Line]) -> Mapping[Key, list[tuple[str, date]]]:
    days = [book.on - timedelta(days=n) for n in range(BACK)]
    asked = {about(each, day): (each.key, day) for each in lines for day in days}
    rows = Notice.objects.filter(kind=Notice.Kind.CHASE, about__in=list(asked)).order_by("-made_at")
    found: dict[Key, list[tuple[str, date]]] = defaultdict(list)
    for text, person in rows.values_list("about", "person__name"):
        key, day = asked[text]
        found[key].append((person, day))
    return found


def _excuses(book: Book, lines: Iterable[Line]) -> Mapping[Key, Excuse]:
    """The excuse by which each of the lines is excused."""
    excused = [each for each in lines if each.standing is Standing.EXCUSED]
    if not excused:
        return {}
    keys = {each.owed.key for each in excused}
    rows = list(Excuse.objects.filter(authority=book.authority, duty__in=keys))
    how = how_of(book)
    found = {}
    for each in excused:
        who = (each.owed.key, each.owner.kind, each.owner.id, each.owner.subject)
        for row in rows:
            held = held_in(row)
            is_theirs = (row.duty, row.owner_kind, row.owner_id, row.subject) == who
            if is_theirs and held is not None and how.day(each.dates) in held:
                found[each.key] = row
    return found
