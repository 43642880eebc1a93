"""Which entries somebody may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from xuequ.directory.models import Pairing
from xuequ.directory.queries.scope import (
    authorities,
    own_schools,
    standing,
)
from xuequ.kernel.actors import Actor

from ..models import Entry
from ..models.entries import EntryState

SEE = "duty.view"


def entries(*, seen_by: Actor, on: date) -> QuerySet[Entry]:
    """The entries of the actor's place, and those that concern the actor in person.

    A place reads what was handed in, not drafts.  In person one sees one's own, what one is a
    co-author of or named in, and what one's mentor or apprentice handed in for the pair.
    """
    if seen_by.everywhere:
        return Entry.objects.all()
    found = Entry.objects.filter(_personal(seen_by) | _of_place(seen_by, on))
    return found.filter(authority__in=authorities(seen_by=seen_by)).distinct()


def _personal(actor: Actor) -> Q:
    if actor.person is None or not actor.may("work.report"):
        return Q(pk__in=[])
    handed = ~Q(state=EntryState.DRAFT)
    mine = Pairing.objects.filter(Q(mentor=actor.person) | Q(apprentice=actor.person))
    pairs = Q(claims__owner_kind="pairing", claims__owner_id__in=mine.values("pk"))
    taught = Pairing.objects.filter(mentor=actor.person).values("apprentice")
    posted = Q(claims__owner_kind="posting", claims__person__in=taught)
    shared = Q(co_authors=actor.person) | Q(people=actor.person)
    return Q(person=actor.person) | (handed & (shared | pairs | posted))


def _of_place(actor: Actor, on: date) -> Q:
    if not actor.may(SEE):
        return Q(pk__in=[])
    handed = ~Q(state=EntryState.DRAFT)
    match standing(actor):
        case "authority":
            return handed
        case "consortium":
            schools = own_schools(seen_by=actor, on=on).values("pk")
            return handed & (Q(school__in=schools) | Q(consortium=actor.consortium))
        case "school":
            return handed & Q(school=actor.school)
    return Q(pk__in=[])
