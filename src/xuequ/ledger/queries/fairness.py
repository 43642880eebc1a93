"""How the load of duties is spread, and where one person lies in it (公平负担)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.periods import Span, school_year

from ..engine.duties import Owed
from ..engine.fairness import Distribution, distribution
from ..engine.loads import Load, load, wanted_in
from ..engine.owners import Owner, Register, owners
from ..models import Counter
from .book import Book
from .register import Part

ALL = ""  # every duty together
PEOPLE = ("person", "posting", "pairing")


@dataclass(frozen=True, slots=True)
class Held:
    """A duty that a person owes, with the row it hangs on."""

    owed: Owed
    owner: Owner


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a person among the same number of others, who are not named."""

    mine: Load | None  # none: nobody's own number is shown
    wanted: Distribution | None
    done: Distribution | None
    people: int  # compared, the person among them


@dataclass(frozen=True, slots=True)
class Spread:
    """Loads by person, of everything and of each relation and duty, in one period."""

    loads: Mapping[str, Mapping[int, Load]]  # by what is compared, then by person

    def measure(self, what: str, people: Iterable[int] | None, own: int | None) -> Measure:
        """Those of the people asked for who have such a load at all."""
        held = self.loads.get(what, {})
        chosen = [each for each in (held if people is None else people) if each in held]
        return Measure(
            held.get(own) if own is not None else None,
            distribution([held[each].wanted for each in chosen]),
            distribution([held[each].done for each in chosen]),
            len(chosen),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """The loads of the people of a consortium: whose they are, where, and for what."""

    term: Span | None
    year: Span
    held: Mapping[int, Sequence[Held]]  # by person
    school: Mapping[int, int | None]
    spreads: Mapping[str, Spread]  # "term" and "year"
    relations: Sequence[str]
    duties: Sequence[Owed]

    def at(self, school: int | None) -> list[int]:
        """The people of one school."""
        return [person for person, at in self.school.items() if at == school]


def share(book: Book, schools: Iterable[int]) -> Share:
    """The loads of everybody who works at some schools on the day looked at."""
    register = book.register(Part(schools=frozenset(schools)))
    held = _held(book, register)
    year = school_year(book.on)
    term = next((each for each in book.calendar.terms if book.on in each), None)
    at = {person: mine[0].owner.school for person, mine in held.items()}
    at |= {each.id: each.school for each in register.people if each.id in at}
    posted = (each for each in register.postings if book.on in each.tenure)
    at |= {each.person: each.to_school for each in posted if each.person in at}
    done = _done(book, schools)
    periods = {"year": year} | ({"term": term} if term else {})
    asked = [each for mine in held.values() for each in mine]
    return Share(
        term=term,
        year=year,
        held=held,
        school=at,
        spreads={name: _spread(book, held, span, done) for name, span in periods.items()},
        relations=list(dict.fromkeys(each.owed.duty.owed_by for each in asked)),
        duties=[book.owed[key] for key in dict.fromkeys(each.owed.key for each in asked)],
    )


def home_of(book: Book, person: int) -> tuple[int | None, int | None]:
    """The school somebody works at on the day looked at, and its consortium.

    Whoever is posted works where the posting leads.
    """
    register = book.register(Part(person=person))
    places: list[int | None] = []
    places += [each.to_school for each in register.postings if book.on in each.tenure]
    places += [each.school for each in register.people if book.on in each.tenure]
    school = next((each for each in places if each is not None), None)
    if school is None:
        return None, None
    units = book.register(Part(schools=frozenset({school}), people=False)).schools
    return school, next((each.consortium for each in units), None)


def schools_around(book: Book, school: int | None, consortium: int | None) -> list[int]:
    """The schools of a consortium; the one school where there is none."""
    if consortium is not None:
        register = book.register(Part(people=False))
        return [each.id for each in register.schools if each.consortium == consortium]
    return [] if school is None else [school]


def _held(book: Book, register: Register) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    for owed in book.owed.values():
        for owner in owners(owed, register):
            if book.on in owner.tenure:
                for person in {owner.person, owner.other} - {None}:
                    found[person or 0].append(Held(owed, owner))
    return dict(found)


def _done(
    book: Book, schools: Iterable[int]
) -> Mapping[tuple[str, str, int, str], dict[date, int]]:
    """What is confirmed, by owner and span."""
    found: dict[tuple[str, str, int, str], dict[date, int]] = defaultdict(dict)
    rows = Counter.objects.filter(
        authority=book.authority, owner_kind__in=PEOPLE, confirmed__gt=0, school__in=list(schools)
    )
    for duty, kind, id, subject, since, confirmed in rows.values_list(
        "duty", "owner_kind", "owner_id", "subject", "since", "confirmed"
    ):
        found[duty, kind, id, subject][since] = confirmed
    return found


def _spread(
    book: Book,
    held: Mapping[int, Sequence[Held]],
    period: Span,
    done: Mapping[tuple[str, str, int, str], dict[date, int]],
) -> Spread:
    asked: dict[tuple[str, Span], tuple[tuple[date, int], ...]] = {}
    loads: dict[str, dict[int, Load]] = defaultdict(dict)
    for person, mine in held.items():
        for each in mine:
            key = (each.owed.key, each.owner.tenure)
            if key not in asked:
                asked[key] = wanted_in(each.owed, each.owner.tenure, period, book.calendar)
            own = load(each.owed, each.owner, asked[key], done)
            for what in (ALL, each.owed.duty.owed_by, each.owed.key):
                loads[what][person] = loads[what].get(person, Load()) + own
    return Spread(loads)
