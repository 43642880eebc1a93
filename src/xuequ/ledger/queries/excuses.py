"""Who is excused of what (豁免)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xuequ.directory.models import Authority, Consortium, Pairing, Person, Posting, School
from xuequ.directory.queries.scope import AUTHORITY, authorities, standing
from xuequ.kernel.actors import Actor

from ..models import Excuse


def in_effect(authority: Authority, on: date) -> QuerySet[Excuse]:
    """The excuses that hold on a day; one revoked later still held then."""
    found: QuerySet[Excuse] = Excuse.objects.on(on).filter(authority=authority)
    return found.filter(Q(revoked_on=None) | Q(revoked_on__gt=on))


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
