"""Read the record."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from xuequ.kernel.actors import Actor
from xuequ.kernel.seal import Fault, Link, first_fault

from .fingerprint import proof_of
from .models import Head, Line
from .names import ACTS


def lines(*, seen_by: Actor) -> QuerySet[Line]:
    """The lines a reader may see: those of acts on the reader's authority, newest first."""
    if seen_by.everywhere:
        return Line.objects.all()
    return Line.objects.filter(authority=seen_by.authority)


def search(found: QuerySet[Line], words: str) -> QuerySet[Line]:
    """Only lines whose account, act (as the reader calls it) or subject contains `words`."""
    words = words.strip()
    if not words:
        return found
    verbs = [verb for verb, name in ACTS.items() if words.casefold() in str(name).casefold()]
    return found.filter(
        Q(account__icontains=words)
        | Q(verb__icontains=words)
        | Q(verb__in=verbs)
        | Q(subject__icontains=words)
        | Q(name__icontains=words)
    )


def verify(published: tuple[int, str] | None = None) -> tuple[int, Fault | None]:
    """Check the whole chain: how many lines there are, and the first fault or none.

    Args:
        published: number and seal of a head noted down elsewhere earlier; the line of that
            number must still carry that seal.
    """
    head = Head.objects.filter(pk=1).first()
    count = Line.objects.count()
    if head is None:  # it is there from the first day on
        last = Line.objects.order_by("-number").first()
        return count, Fault(last.number, "head") if last else Fault(1, "cut")
    if not hmac.compare_digest(head.proof, proof_of(head.number, head.seal)):
        return count, Fault(head.number, "head")
    known = (head.number, head.seal)
    links = _links(head.number)
    fault = first_fault(links, known, settings.RECORD_KEY.encode()) or _beyond_head()
    if fault is None and published is not None:
        wanted, sealed = published
        if not Line.objects.filter(number=wanted, seal=sealed).exists():
            return count, Fault(wanted, "cut" if wanted > count else "edited")
    return count, fault


def _links(last: int) -> Iterator[Link]:
    """The lines up to the head that was read; acts may go on while they are checked."""
    for line in Line.objects.filter(number__lte=last).order_by("number").iterator():
        yield Link(line.number, line.content(), line.previous, line.seal)


def _beyond_head() -> Fault | None:
    """A line the head does not know of.  One statement reads both, so no act comes between."""
    head = Subquery(Head.objects.filter(pk=1).values("number"))
    line = Line.objects.filter(number__gt=Coalesce(head, 0)).order_by("number").first()
    return Fault(line.number, "inserted") if line else None
