"""Who is excused of what (豁免)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from xuequ.directory.models import Authority, Consortium, Pairing, Person, Posting, School
from xuequ.directory.queries.scope import AUTHORITY, authorities, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span

from ..engine.how import Who
from ..engine.spans import FOREVER
from ..models import Excuse


def excused_of(authority: Authority) -> Mapping[Who, list[Span]]:
    """Who is excused of what, and from when until when; one revoked held until that day."""
    found: dict[Who, list[Span]] = defaultdict(list)
    for each in Excuse.objects.filter(authority=authority):
        who = (each.duty, each.owner_kind, each.owner_id, each.subject)
        if (held := held_in(each)) is not None:
            found[who].append(held)
    return found


def held_in(excuse: Excuse) -> Span | None:
    """The days an excuse held; none if it was withdrawn before it began."""
    until = min(excuse.until or FOREVER, excuse.revoked_on or FOREVER)
    return Span(excuse.since, until) if until > excuse.since else None


def excuses(*, seen_by: Actor) -> QuerySet[Excuse]:
    """Every excuse granted by the authorities in scope; only offices of an authority see them."""
    if not seen_by.everywhere and standing(seen_by) != AUTHORITY:
        return Excuse.objects.none()
    shown = authorities(seen_by=seen_by).values("pk")
    return Excuse.objects.filter(authority__in=shown).select_related("granted_by", "authority")


def named(rows: Iterable[Excuse]) -> Mapping[tuple[str, int], str]:
    """The names of those excused, by kind and id, in a query for each kind."""
    asked: dict[str, set[int]] = defaultdict(set)
    for each in rows:
        asked[each.owner_kind].add(each.owner_id)
    found: dict[tuple[str, int], str] = {}
    for kind, ids in asked.items():
        if kind in PLAIN:
            model, field = PLAIN[kind]
            names = model.objects.filter(pk__in=ids).values_list("pk", field)
            found |= {(kind, id): name for id, name in names}
    pairs = Pairing.objects.filter(pk__in=asked.get("pairing", ()))
    for id, mentor, apprentice in pairs.values_list("pk", "mentor__name", "apprentice__name"):
        found["pairing", id] = f"{mentor}—{apprentice}"
    return found


PLAIN: dict[str, tuple[Any, str]] = {
    "person": (Person, "name"),
    "posting": (Posting, "person__name"),
    "school": (School, "name"),
    "consortium": (Consortium, "label"),
    "authority": (Authority, "name"),
}
