"""Monthly sheets: who may read what was published, and who may publish."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from xuequ.directory.models import Consortium
from xuequ.directory.queries.scope import consortia
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused

from ..engine.duties import Owed
from ..engine.handing import Offered, counted_in
from ..engine.owners import Owner, owners
from ..models import Claim, SheetIssue
from ..models.entries import EntryState
from .book import Book
from .register import Part
from .rights import PLACE

PUBLICATIONS = frozenset({"publication", "published_results"})


def issues(*, seen_by: Actor, on: date) -> QuerySet[SheetIssue]:
    """The published sheets of the consortia in scope: their teachers read them too."""
    shown = consortia(seen_by=seen_by, on=on).values("pk")
    return SheetIssue.objects.filter(consortium__in=shown).select_related("consortium", "by")


def may_publish(actor: Actor, consortium: Consortium) -> bool:
    """A sheet is published by those who act for the consortium itself."""
    if actor.everywhere:
        return True
    own = actor.school is None and actor.consortium == consortium.pk
    return own and actor.may(PLACE)


def publication(
    book: Book, consortium: Consortium, day: date, today: date
) -> tuple[Owed, Owner, Span] | None:
    """The duty that publishing on a day counts for; none where it is not owed or closed."""
    register = book.register(Part(schools=frozenset(), people=False))
    for owed in book.owed.values():
        duty = owed.duty
        if (duty.owed_by, duty.period) != ("consortium", "month"):
            continue
        if owed.artefact not in PUBLICATIONS:
            continue
        for owner in owners(owed, register):
            if (owner.kind, owner.id) == ("consortium", consortium.pk):
                try:
                    span = counted_in(
                        owed,
                        owner,
                        Offered(day),
                        book.calendar,
                        today=today,
                        grace_days=book.settings.grace_days,
                    )
                except Refused:
                    return None
                return owed, owner, span
    return None


def is_claimed(owed: Owed, owner: Owner, span: Span) -> bool:
    """Does something handed in or confirmed count for it already?"""
    return Claim.objects.filter(
        duty=owed.key,
        owner_kind=owner.kind,
        owner_id=owner.id,
        since=span.since,
        state__in=(EntryState.HANDED, EntryState.CONFIRMED),
    ).exists()
