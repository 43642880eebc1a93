"""The list of meetings, narrowed down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text

from ..engine.kinds import OTHER
from ..models import Meeting
from .meeting_kinds import kinds_of


def filtered(found: QuerySet[Meeting], asked: Mapping[str, str], actor: Actor) -> QuerySet[Meeting]:
    """Meetings of a kind, a calendar year, a state; "mine": those the actor takes part in."""
    if asked["kind"]:
        found = found.filter(kind=asked["kind"][:80])
    if asked["year"].isdigit() and 1900 < int(asked["year"][:4]) < 3000:
        year = int(asked["year"][:4])
        found = found.filter(starts_at__gte=_new_year(year), starts_at__lt=_new_year(year + 1))
    if asked["state"] in Meeting.State.values:
        found = found.filter(state=asked["state"])
    if asked["whose"] == "mine":
        who = actor.person or 0
        invited = Meeting.objects.filter(invitations__person=who).values("pk")
        found = found.filter(Q(pk__in=invited) | Q(chair=who) | Q(recorder=who))
    return found.order_by("-starts_at", "-id")


def with_kinds(rows: Iterable[Meeting], on: date) -> list[tuple[Meeting, Text]]:
    """Each meeting with the name of its kind; the policy of each authority is read once."""
    known: dict[int, dict[str, Text]] = {}
    found = []
    for each in rows:
        if each.authority_id not in known:
            kinds = kinds_of(each.authority, on)
            known[each.authority_id] = {kind.code: kind.name for kind in kinds}
        found.append((each, known[each.authority_id].get(each.kind, OTHER.name)))
    return found


def years(found: QuerySet[Meeting]) -> list[int]:
    """The calendar years of these meetings, latest first."""
    days = found.order_by().datetimes("starts_at", "year", order="DESC")
    return [each.year for each in days]


def _new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))
