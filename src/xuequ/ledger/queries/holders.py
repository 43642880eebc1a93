"""Who has an entry now: the people or posts that may confirm it."""

from __future__ import annotations

from collections.abc import Iterator

from xuequ.directory.models import Authority, Consortium, Membership, Person, School
from xuequ.kernel.settings import PARTIES, Party
from xuequ.kernel.text import Text

from ..engine.owners import Owner, confirmers
from ..models import Entry
from ..models.entries import EntryState
from .book import Book
from .confirming import owner_in
from .rights import PEOPLE


def holders_of(entry: Entry, book: Book) -> list[Text]:
    """The names of whoever may confirm what still waits; none when nothing waits."""
    found: dict[str, Text] = {}
    for claim in entry.claims.filter(state=EntryState.HANDED):
        owed = book.owed.get(claim.duty)
        if owed is None:
            continue
        for party in confirmers(owed):
            for name in _names(party, owner_in(claim), entry.authority, book):
                found.setdefault(name.zh, name)
    return list(found.values())


def _names(party: Party, owner: Owner, authority: Authority, book: Book) -> Iterator[Text]:
    if party in PEOPLE:
        people = Person.objects.filter(pk__in=PEOPLE[party](owner, book.on))
        for name in people.values_list("name", flat=True):
            yield Text(f"{name}（{PARTIES[party].zh}）", f"{name} ({PARTIES[party].en})")
    elif party in ("school", "host_school"):
        for school in School.objects.filter(pk=owner.school or 0):
            yield Text(school.name, school.name)
    elif party == "consortium":
        counted = Membership.objects.on(book.on).exclude(role=Membership.Role.GUEST)
        mine = counted.filter(school=owner.school or 0).values("consortium")
        units = Consortium.objects.filter(pk__in=mine)
        if owner.school is None:
            units = Consortium.objects.filter(pk=owner.consortium or 0)
        for unit in units:
            yield Text(unit.label, unit.label)
    elif party == "authority":
        yield Text(authority.name, authority.name)
