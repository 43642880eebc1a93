"""Which children, applications and rounds a parent sees: their own, and what is published."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from xuequ.kernel.actors import Actor
from xuequ.web.kept import Kept

from ...models import Application, Child, Round, RuleSet

APPLY = "application.report"


def children(*, seen_by: Actor) -> QuerySet[Child]:
    """The children the reader speaks for."""
    if seen_by.person is None or not seen_by.may(APPLY):
        return Child.objects.none()
    return Child.objects.filter(custodies__person=seen_by.person)


def applications(*, seen_by: Actor) -> QuerySet[Application]:
    """Their applications, the latest round first; nobody else's child is there."""
    mine = Application.objects.filter(child__in=children(seen_by=seen_by).values("pk"))
    found = mine.select_related("round__authority", "child", "home", "primary")
    return found.order_by("-round__year", "-round__opens", "pk")


def application(pk: int, *, seen_by: Actor) -> Application | None:
    """One of them with its child and its round; none if there is none, or it is another's."""
    if seen_by.person is None or not seen_by.may(APPLY):
        return None
    return OWN.first(seen_by.person, pk)


def applications_of(person: int) -> QuerySet[Application]:
    """The applications for the children somebody speaks for."""
    mine = Child.objects.filter(custodies__person=person).values("pk")
    return Application.objects.filter(child__in=mine)


def _own(person: int, pk: int) -> QuerySet[Application]:
    rows = applications_of(person).filter(pk=pk).order_by()
    return rows.select_related("round__authority", "child")


OWN: Kept[Application] = Kept(_own, int, int)


def rounds(*, seen_by: Actor, now: datetime) -> QuerySet[Round]:
    """The rounds of the reader's authority that are published and not over, in their order."""
    held = RuleSet.objects.filter(ended_at=None).exclude(published_at=None)
    found = Round.objects.filter(authority=seen_by.authority, pk__in=held.values("round"))
    return found.filter(closes__gt=now).select_related("authority").order_by("opens", "pk")


def in_force(found: Round) -> RuleSet | None:
    """The published rules of a round, by which one applies."""
    rule_set = IN_FORCE.first(found.pk)
    if rule_set is not None:
        rule_set.round = found
    return rule_set


def _in_force(pk: int) -> QuerySet[RuleSet]:
    rows = RuleSet.objects.filter(round=pk, ended_at=None, published_at__isnull=False)
    return rows.defer("policy", "called", "words")[:1]


IN_FORCE: Kept[RuleSet] = Kept(_in_force, int)


def is_open(found: Round, now: datetime) -> bool:
    """May one apply now?  From the first moment to the last; no school shortens it."""
    return found.opens <= now < found.closes and in_force(found) is not None
