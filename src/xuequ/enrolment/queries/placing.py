"""Who has which place: the one way to read it, and it is closed until a result is released.

Nobody, staff and administrators included, sees a placement before two different people have
approved the result, it was published, and its hour has come.  No other module reads these tables
(`tests/test_gate.py`).
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from xuequ.directory.queries.scope import authorities, own_schools, standing
from xuequ.kernel.actors import Actor

from ..models import APPROVALS, Outcome, Placement, Round, WaitingPlace

Told = Placement  # the types of what this module hands out
Queued = WaitingPlace


def outcome_of(found: Round) -> Outcome | None:
    """The result of a round that was not declared void; what it says of children stays closed."""
    rows = Outcome.objects.filter(round=found, ended_at=None).defer("package")
    return rows.select_related("roster", "person", "round").first()


def released(now: datetime) -> QuerySet[Outcome]:
    """Results that are approved by two, published, and whose hour has come."""
    found = Outcome.objects.filter(ended_at=None, published_at__lte=now, releases_at__lte=now)
    counted = found.annotate(approvers=Count("approvals__person", distinct=True))
    return counted.filter(approvers__gte=APPROVALS)


def is_released(outcome: Outcome, now: datetime) -> bool:
    """May anybody see what it says of children?"""
    return released(now).filter(pk=outcome.pk).exists()


def results(*, seen_by: Actor, now: datetime) -> QuerySet[Placement]:
    """The placements that somebody may see now.

    An authority sees those of its rounds, a school or consortium those in its own schools, a
    family those of its own children.
    """
    found = Placement.objects.filter(outcome__in=released(now))
    found = found.select_related("outcome__round", "application__child", "school")
    return found.filter(_reach(seen_by, now))


def waiting(*, seen_by: Actor, now: datetime) -> QuerySet[WaitingPlace]:
    """The places in waiting lists that somebody may see now; as `results`."""
    found = WaitingPlace.objects.filter(outcome__in=released(now))
    found = found.select_related("outcome__round", "application__child", "school")
    return found.filter(_reach(seen_by, now))


def told(now: datetime) -> QuerySet[Placement]:
    """All placements of released results, for acts and lists that look after the scope."""
    found = Placement.objects.filter(outcome__in=released(now))
    return found.select_related("outcome__round__authority", "application__child", "school")


def queued(now: datetime) -> QuerySet[WaitingPlace]:
    """All places in waiting lists of released results; as `told`."""
    found = WaitingPlace.objects.filter(outcome__in=released(now))
    return found.select_related("outcome__round__authority", "application__child", "school")


def package_of(outcome: Outcome, now: datetime) -> bytes | None:
    """The sealed package, which tells every number's place; none before it is released."""
    found = released(now).filter(pk=outcome.pk).first()
    return bytes(found.package) if found else None


def _reach(seen_by: Actor, now: datetime) -> Q:
    if seen_by.everywhere:
        return Q()
    match standing(seen_by):
        case "authority" if seen_by.may("placement.view"):
            return Q(outcome__round__authority__in=authorities(seen_by=seen_by))
        case "consortium" | "school" if seen_by.may("enrolment.view"):
            on = timezone.localdate(now)
            return Q(school__in=own_schools(seen_by=seen_by, on=on).values("pk"))
        case "family" if seen_by.person is not None and seen_by.may("family.view"):
            return Q(application__child__custodies__person=seen_by.person)
    return Q(pk__in=[])
