"""The duties of an authority on a day, with the calendar they are counted by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.directory.models import Authority, Pairing, Posting
from xuequ.directory.queries.settings import profile_of
from xuequ.kernel.periods import Span
from xuequ.profiles import loader
from xuequ.profiles.entries import Profile

from ..engine.calendar import Calendar
from ..engine.duties import Owed, duties
from ..engine.owners import Owner, Register, owners
from ..engine.policy import Artefact, Duties
from .register import WHOLE, Part, calendar_of, register_of

OTHER = Artefact("other", "其他", "other")
LAST_DAY = date(9998, 12, 31)  # that can be looked at: spans must end after it


@dataclass(frozen=True, slots=True)
class Book:
    """What one authority's policy asks for on a day."""

    authority: Authority
    on: date
    calendar: Calendar
    settings: Duties
    owed: Mapping[str, Owed]  # by key, in the order of the policy
    as_it_was: bool = False  # count what had happened by the day, not what is there now

    @property
    def window(self) -> Span:
        """From the opening of the ledger to the end of the day."""
        opens = self.calendar.opens or self.on
        return Span(min(opens, self.on), self.on + timedelta(days=1))

    @property
    def artefacts(self) -> dict[str, Artefact]:
        """Every form of the policy by its code."""
        known = (*self.settings.artefacts, *self.settings.own_artefacts)
        return {each.code: each for each in known}

    def artefact(self, code: str) -> Artefact:
        """A form by its code; a plain one for a code the policy no longer has."""
        return self.artefacts.get(code, OTHER)

    def register(self, part: Part = WHOLE) -> Register:
        """Who can owe anything, from the opening of the ledger to the day."""
        return register_of(self.authority, self.window, self.settings, part)


def book_of(authority: Authority, on: date, profile: Profile | None = None) -> Book:
    """The duties of an authority on a day, by its own or another policy.

    Raises:
        LookupError: the policy says nothing yet on that day.
    """
    on = min(on, LAST_DAY)
    policy = profile or profile_of(authority, on)
    return Book(
        authority=authority,
        on=on,
        calendar=calendar_of(authority),
        settings=loader.policy(Duties, policy, "duties", on),
        owed={each.key: each for each in duties(policy, on)},
    )


def owner_of(book: Book, owed: Owed, kind: str, id: int, subject: str = "") -> Owner | None:
    """The one who owes a duty, by the row it hangs on; None where it is not owed there."""
    part = _part_of(kind, id)
    if part is None:
        return None
    return next(
        (
            each
            for each in owners(owed, book.register(part))
            if (each.kind, each.id, each.subject) == (kind, id, subject)
        ),
        None,
    )


def _part_of(kind: str, id: int) -> Part | None:
    if kind == "person":
        return Part(person=id)
    if kind == "posting":
        posting = Posting.objects.filter(pk=id).first()
        return Part(person=posting.person_id) if posting else None
    if kind == "pairing":
        pairing = Pairing.objects.filter(pk=id).first()
        return Part(person=pairing.apprentice_id) if pairing else None
    return Part(schools=frozenset({id} if kind == "school" else ()), people=False)


def of_person(book: Book, person: int) -> Iterator[tuple[Owed, Owner]]:
    """Every duty that a person owes in person, with the row it hangs on."""
    register = book.register(Part(person=person))
    for owed in book.owed.values():
        for owner in owners(owed, register):
            if person in (owner.person, owner.other):
                yield owed, owner
