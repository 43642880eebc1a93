"""Who is to be reminded, and who may remind them (催办)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from xuequ.directory.engine.roles import ROLES
from xuequ.directory.models import Holding, Membership
from xuequ.directory.models.dated import in_force
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor

from ..engine.owners import Owner
from ..engine.tally import Line
from .book import Book
from .rights import PLACE

CHASE = "duty.chase"
ACTING = tuple(code for code, role in ROLES.items() if PLACE in role.permissions)
At = tuple[str, int]  # kind and id of a place that owes something itself


def within_reach(actor: Actor, authority: int, on: date) -> frozenset[int] | None:
    """The schools whose owners the actor may remind; None: everybody of the authority."""
    if actor.everywhere or (standing(actor) == AUTHORITY and actor.is_at_home(authority)):
        return None
    if not actor.is_at_home(authority):
        return frozenset()
    if actor.school is not None:
        return frozenset({actor.school})
    counted = Membership.objects.on(on).exclude(role=Membership.Role.GUEST)
    mine = counted.filter(consortium=actor.consortium or 0)
    return frozenset(mine.values_list("school_id", flat=True))


def may_chase(actor: Actor, owner: Owner, reach: frozenset[int] | None) -> bool:
    """May the actor remind this owner?  A school reminds its own, a consortium its members'."""
    if not (actor.everywhere or actor.may(CHASE)):
        return False
    if reach is None:
        return True
    if owner.school is not None:
        return owner.school in reach
    return actor.school is None and owner.kind == "consortium" and owner.id == actor.consortium


def recipients(book: Book, lines: Iterable[Line]) -> Mapping[str, frozenset[int]]:
    """Who can hand in for each owner, by duty and owner, in one query.

    It is the people themselves; for a place, those in posts that act for it.
    """
    lines = list(lines)
    places = {at for each in lines if (at := _place(each))}
    holders = _holders(book, places)
    return {recipient_key(each): _people(each, holders) for each in lines}


def recipient_key(line: Line) -> str:
    """A duty of an owner."""
    return f"{line.owed.key}|{line.owner.kind}|{line.owner.id}"


def _people(line: Line, holders: Mapping[At, set[int]]) -> frozenset[int]:
    own = {line.owner.person, line.owner.other} - {None}
    if own:
        return frozenset(each for each in own if each is not None)
    at = _place(line)
    return frozenset(holders.get(at, ())) if at else frozenset()


def _place(line: Line) -> At | None:
    """The place whose posts hand in for an owner that is no person."""
    owner, party = line.owner, line.owed.duty.owed_by
    if owner.person is not None:
        return None
    if party in ("host_school", "school") and owner.school is not None:
        return "school", owner.school
    if party == "consortium" and owner.consortium is not None:
        return "consortium", owner.consortium
    return ("authority", 0) if party == "authority" else None


def _holders(book: Book, places: Iterable[At]) -> Mapping[At, set[int]]:
    asked = set(places)
    schools = {id for kind, id in asked if kind == "school"}
    units = {id for kind, id in asked if kind == "consortium"}
    here = Q(post__school__in=schools)
    here |= Q(post__school=None) & (
        Q(post__consortium__in=units) | Q(post__body__consortium__in=units)
    )
    if ("authority", 0) in asked:
        here |= Q(post__school=None, post__consortium=None) & (
            Q(post__body=None) | Q(post__body__consortium=None)
        )
    found: dict[At, set[int]] = {}
    for person, school, unit, of_body in (
        _held(book)
        .filter(here)
        .values_list("person", "post__school", "post__consortium", "post__body__consortium")
    ):
        at: At = ("school", school) if school else ("consortium", unit or of_body or 0)
        found.setdefault(at if at[1] else ("authority", 0), set()).add(person)
    return found


def _held(book: Book) -> QuerySet[Holding]:
    found: QuerySet[Holding] = Holding.objects.filter(
        in_force(book.on),
        in_force(book.on, "post__"),
        post__authority=book.authority,
        post__role__in=ACTING,
    )
    return found
