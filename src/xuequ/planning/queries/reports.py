"""What the consortia of an authority reported about each quarter of a span, and who did not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xuequ.directory.models import Authority, Consortium
from xuequ.kernel.periods import Span, quarter
from xuequ.ledger.models import Claim
from xuequ.ledger.models.entries import EntryState
from xuequ.ledger.queries.register import calendar_of
from xuequ.papers.engine.periods import last_day, period_name
from xuequ.papers.models import Paper, PaperState

from ..engine.facts import Below, Issued
from ..papers import WORK_SUMMARY


def below(authority: Authority, span: Span, on: date) -> tuple[Below, ...]:
    """The work summaries about each quarter of a span that has begun, each place once.

    Quarters that were over before the ledger opened were owed by nobody.
    """
    opens = calendar_of(authority).opens
    found = [each for each in _quarters(span, on) if opens is None or each.until > opens]
    return tuple(_quarter(authority, each, on) for each in found)


def _quarters(span: Span, on: date) -> Iterator[Span]:
    found = quarter(span.since)
    while found.since <= on and found.since < span.until:
        yield found
        found = quarter(found.until)


def _quarter(authority: Authority, span: Span, on: date) -> Below:
    """The last summary that holds of each consortium; what is in the ledger without a paper."""
    units = Consortium.objects.on(min(last_day(span), on)).filter(authority=authority)
    rows = Paper.objects.filter(
        authority=authority,
        consortium__in=units,
        kind=WORK_SUMMARY.code,
        state=PaperState.ISSUED,
        period_on__gte=span.since,
        period_on__lt=span.until,
    ).select_related("consortium", "series")
    papers = {each.consortium_id: each for each in rows.order_by("issued_on", "pk")}
    handed = set(
        Claim.objects.filter(
            authority=authority,
            duty=WORK_SUMMARY.duty,
            owner_kind="consortium",
            since=span.since,
            state__in=[EntryState.HANDED, EntryState.CONFIRMED],
        ).values_list("owner_id", flat=True)
    )
    issued: list[Issued] = []
    by_hand: list[str] = []
    missing: list[str] = []
    for unit in units.order_by("order", "pk"):
        paper = papers.get(unit.pk)
        if paper is not None:
            day = paper.issued_on or span.since
            issued.append(Issued(str(unit), paper.title, paper.number, day))
        else:
            (by_hand if unit.pk in handed else missing).append(str(unit))
    name = period_name(WORK_SUMMARY, span).zh
    return Below(name, last_day(span) <= on, tuple(issued), tuple(by_hand), tuple(missing))
