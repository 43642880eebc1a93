"""What waits for somebody's confirmation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xuequ.directory.models import Authority, Consortium, Pairing, School
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import authorities, own_schools
from xuequ.kernel.actors import Actor
from xuequ.kernel.settings import Party

from ..engine.duties import Owed
from ..engine.owners import Owner, confirmers, tenure
from ..models import Claim, Entry
from ..models.entries import EntryState
from .book import Book, book_of
from .rights import CONFIRM, OWN, PEOPLE, may_confirm

OF_SCHOOLS: frozenset[Party] = frozenset({"school", "host_school"})
OF_CONSORTIA: frozenset[Party] = frozenset({"consortium"})
OF_AUTHORITIES: frozenset[Party] = frozenset({"authority"})


def confirmable(entry: Entry, *, seen_by: Actor, on: date) -> list[Claim]:
    """The waiting claims of an entry that the actor may confirm; none of one's own entry."""
    if seen_by.person is not None:
        if entry.person_id == seen_by.person:
            return []
        if entry.co_authors.filter(pk=seen_by.person).exists():
            return []
    book = book_of(entry.authority, on)
    waiting = entry.claims.filter(state=EntryState.HANDED)
    return [each for each in waiting if _is_theirs(book, each, seen_by, on)]


def waiting_for(*, seen_by: Actor, on: date) -> list[Entry]:
    """Everything handed in that waits for this actor, the oldest first."""
    found: dict[int, Entry] = {}
    books: dict[int, Book] = {}
    for claim in _near(seen_by, on).select_related("entry__authority", "entry__person"):
        entry = claim.entry
        if entry.pk in found or entry.person_id == seen_by.person:
            continue
        book = books.get(entry.authority_id)
        if book is None:
            book = books[entry.authority_id] = book_of(entry.authority, on)
        if _is_theirs(book, claim, seen_by, on):
            found[entry.pk] = entry
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry of the list, with each duty it waits for: the claim and where it is owed."""

    entry: Entry
    counts_for: Sequence[tuple[Owed, Claim, str]]


def shown(rows: Iterable[Entry], on: date) -> list[Waiting]:
    """What a few entries wait for, in a fixed number of queries for each authority."""
    entries = list(rows)
    waits = Claim.objects.filter(entry__in=entries, state=EntryState.HANDED).order_by("pk")
    schools = dict(_named(School, "name", [each.school_id for each in waits]))
    units = dict(_named(Consortium, "label", [each.consortium_id for each in waits]))
    books: dict[int, Book] = {}
    found: dict[int, list[tuple[Owed, Claim, str]]] = {each.pk: [] for each in entries}
    for entry in entries:
        if entry.authority_id not in books:
            books[entry.authority_id] = book_of(entry.authority, on)
    for claim in waits:
        owed = books[claim.authority_id].owed.get(claim.duty)
        if owed is not None:
            place = schools.get(claim.school_id or 0) or units.get(claim.consortium_id or 0, "")
            found[claim.entry_id].append((owed, claim, place))
    return [Waiting(each, found[each.pk]) for each in entries]


def _named(model: Any, name: str, ids: Iterable[int | None]) -> Iterable[tuple[int, str]]:
    rows: Iterable[tuple[int, str]] = model.objects.filter(pk__in=set(ids) - {None}).values_list(
        "pk", name
    )
    return rows


def _near(actor: Actor, on: date) -> QuerySet[Claim]:
    """The waiting claims the actor could have to do with, oldest first.

    Each way to them is a question of its own: one question with «or» would read everything
    that waits in the authority.
    """
    waiting = Claim.objects.filter(state=EntryState.HANDED)
    home = Authority.objects.filter(pk=actor.authority or 0).first()
    book = book_of(home, on) if home and not actor.everywhere else None
    ways = [
        waiting.filter(near, *_of_duties(book, parties)).order_by().values("pk")
        for near, parties in _ways(actor, on)
    ]
    if not ways:
        return waiting.none()
    found = ways[0].union(*ways[1:]) if len(ways) > 1 else ways[0]
    return Claim.objects.filter(pk__in=found).order_by("entry__handed_at", "pk")


def _ways(actor: Actor, on: date) -> Iterator[tuple[Q, Collection[Party]]]:
    """How claims come to the actor, and as which party it would confirm them."""
    if actor.may(OWN) and actor.person is not None:
        bound = Q(mentor=actor.person) | Q(apprentice=actor.person)
        rows = Pairing.objects.filter(bound, in_force(on))
        yield Q(owner_kind="pairing", owner_id__in=rows.values("pk")), PEOPLE
        taught = Pairing.objects.filter(in_force(on), mentor=actor.person)
        yield Q(person__in=taught.values("apprentice")), PEOPLE
    if not actor.may(CONFIRM):
        return
    if actor.school is not None:
        yield Q(school=actor.school), OF_SCHOOLS
    elif actor.consortium is not None:
        schools = own_schools(seen_by=actor, on=on).values("pk")
        yield Q(school__in=schools), OF_CONSORTIA
        yield Q(consortium=actor.consortium), OF_CONSORTIA
    else:
        yield Q(authority__in=authorities(seen_by=actor.using(CONFIRM))), OF_AUTHORITIES


def _of_duties(book: Book | None, parties: Collection[Party]) -> list[Q]:
    """The condition that a duty may be confirmed by one of the parties."""
    if book is None:
        return []
    keys = [key for key, each in book.owed.items() if {*parties} & {*confirmers(each)}]
    return [Q(duty__in=keys)]


def _is_theirs(book: Book, claim: Claim, actor: Actor, on: date) -> bool:
    owed = book.owed.get(claim.duty)
    if owed is None:
        return False
    return may_confirm(actor, claim.authority_id, owed, owner_in(claim), on)


def owner_in(claim: Claim) -> Owner:
    """The owner as a claim remembers it."""
    return Owner(
        claim.owner_kind,
        claim.owner_id,
        "",
        tenure(claim.since, claim.until),
        person=claim.person_id,
        school=claim.school_id,
        consortium=claim.consortium_id,
        subject=claim.subject,
    )
