"""How every duty stands in every place of an authority, from the counters."""

from __future__ import annotations

from collections import Counter as Numbers
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from xuequ.directory.models import Membership
from xuequ.kernel.periods import Span
from xuequ.kernel.rulebook import Fact

from ..engine.duties import Owed
from ..engine.how import How, late_spans
from ..engine.owners import INSTITUTIONS, OF_PAIRINGS, OF_POSTINGS, Owner, Register, owners
from ..engine.reckoning import NONE, Count, Standing
from ..engine.tally import Key, Line, Tally, judged, key_of, line, with_late
from .book import Book
from .counted import of_keys
from .crowds import crowd_tallies
from .excuses import excused_of
from .register import Part

ONE_BY_ONE = INSTITUTIONS | OF_POSTINGS | OF_PAIRINGS
Pair = tuple[Owed, Owner]


def how_of(book: Book) -> How:
    """The day, the days of grace, and who is excused."""
    return How(book.on, book.settings.grace_days, excused_of(book.authority))


def tallies(book: Book, consortium: int | None = None) -> Iterator[Tally]:
    """Every duty in every consortium, or in the authority as a whole where it owes it.

    Args:
        consortium: only in this one.
    """
    register = _register(book, consortium)
    how = how_of(book)
    listed = [each for each in book.owed.values() if each.duty.owed_by in ONE_BY_ONE]
    found = {each.key: list(owners(each, register)) for each in listed}
    places = places_of(register)
    if consortium is not None:
        places = {key: at for key, at in places.items() if at.kind == "consortium"}
        found = {key: [o for o in all_ if _at(o, places)] for key, all_ in found.items()}
    lines = lines_of(book, ((each, who) for each in listed for who in found[each.key]), how)
    grouped: dict[tuple[str, Fact], list[Line]] = defaultdict(list)
    for each in lines:
        grouped[each.owed.key, place_of(each.owner, places)].append(each)
    for owed in listed:
        held = Numbers(place_of(each, places) for each in found[owed.key])
        for place in _expected(owed, places, held):
            yield tally_of(owed, place, grouped.get((owed.key, place), []), held[place])
    schools = None if consortium is None else [u.id for u in register.schools]
    yield from crowd_tallies(book, places, how, schools)


def _register(book: Book, consortium: int | None) -> Register:
    """Places, postings and pairings: of the whole authority, or of one consortium's schools."""
    if consortium is None:
        return book.register(Part(people=False))
    members = Membership.objects.on(book.on).filter(consortium=consortium)
    schools = frozenset(members.values_list("school", flat=True))
    register = book.register(Part(schools=schools, people=False))
    return replace(register, consortia=[u for u in register.consortia if u.id == consortium])


def _at(owner: Owner, places: Mapping[tuple[str, int], Fact]) -> bool:
    """Is the owner shown at one of these places?"""
    if owner.kind in ("consortium", "authority"):
        return (owner.kind, owner.id) in places
    return ("school", owner.school or 0) in places


def lines_of(book: Book, pairs: Iterable[Pair], how: How) -> list[Line]:
    """Each owner in the span the day is judged by, late while any open span is.

    Who owes nothing that day is left out, unless something of before is late and still open.
    """
    known: dict[tuple[str, Span], list[Span]] = {}
    chosen: list[tuple[Owed, Owner, list[Span]]] = []
    for owed, owner in pairs:
        kept = (owed.key, owner.tenure)
        if kept not in known:
            known[kept] = _looked_at(book, owed, owner.tenure, how)
        if known[kept]:
            chosen.append((owed, owner, known[kept]))
    keys = {key_of(owed, owner, span) for owed, owner, spans in chosen for span in spans}
    counts = counts_of(book, keys)
    found = []
    for owed, owner, spans in chosen:
        shown, *others = (
            line(owed, owner, span, counts, calendar=book.calendar, how=how) for span in spans
        )
        found.append(with_late(shown, others))
    return found


def _looked_at(book: Book, owed: Owed, tenure: Span, how: How) -> list[Span]:
    """The span the day is judged by, and after it those that are late and still open."""
    late = late_spans(owed, tenure, book.calendar, how)
    first = judged(owed, tenure, book.calendar, book.on)
    return [*([first] if first else []), *(each for each in late if each != first)]


def counts_of(book: Book, keys: Iterable[Key]) -> Mapping[Key, Count]:
    """The counters of some owners, duties and spans, in one query."""
    return of_keys(book, set(keys), FEW)


FEW = 5_000  # keys for which the rows of the owners alone are read


def places_of(register: Register) -> Mapping[tuple[str, int], Fact]:
    """The place on the board of every consortium and school, and of the authority."""
    county = Fact("county", register.authority.id, register.authority.name)
    found = {("authority", register.authority.id): county}
    for unit in register.consortia:
        found["consortium", unit.id] = Fact("consortium", unit.id, unit.name)
    for unit in register.schools:
        home = found.get(("consortium", unit.consortium or 0), county)
        found["school", unit.id] = home
    return found


def place_of(owner: Owner, places: Mapping[tuple[str, int], Fact]) -> Fact:
    """Where on the board an owner is shown."""
    if owner.kind in ("consortium", "authority"):
        return places[owner.kind, owner.id]
    county = next(iter(places.values()))
    return places.get(("school", owner.school or 0), county)


def tally_of(owed: Owed, place: Fact, lines: list[Line], owners: int = 0) -> Tally:
    """The owners of a place, counted; those without a line owe nothing that day."""
    spans = {each.span for each in lines}
    first = lines[0] if len(spans) == 1 else None
    total = NONE
    for each in lines:
        total = Count(total.confirmed + each.count.confirmed, total.handed + each.count.handed)
    numbers = Numbers(each.standing for each in lines)
    if owners > len(lines):
        numbers[Standing.NOT_OWED] += owners - len(lines)
    return Tally(
        owed,
        place,
        first.span if first else None,
        first.dates if first else None,
        numbers,
        total,
        lines,
        sum(len(each.late) for each in lines),
    )


def _expected(
    owed: Owed, places: Mapping[tuple[str, int], Fact], held: Mapping[Fact, int]
) -> Iterator[Fact]:
    """The places whose board has the duty: all consortia, or the authority."""
    county = owed.duty.owed_by == "authority" and owed.duty.per != "consortium"
    kinds = {"county"} if county else {"consortium"}
    for place in dict.fromkeys(places.values()):
        if place.kind in kinds or place in held:
            yield place
