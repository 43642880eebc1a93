"""The classes a sheet may name."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from xuequ.kernel.actors import Actor

from ...engine.taking.classes import ClassKey, Known, Room
from ...engine.taking.marks import Spell
from ...models import Authority, SchoolClass, Section
from ..scope import AUTHORITY, own_schools, standing
from .sites import sites_of


def known_classes(authority: Authority, on: date, actor: Actor) -> Known:
    """The authority's schools that are the actor's own, with their stages and classes."""
    mine = {"school__authority": authority}
    sections: dict[int, list[Spell]] = defaultdict(list)
    for school, since, until, stage in Section.objects.filter(**mine).values_list(
        "school", "since", "until", "stage"
    ):
        sections[school].append(Spell(since, until, {"stage": stage}))
    rows = SchoolClass.objects.filter(**mine)
    fields = ("school", "stage", "year", "grade", "number")
    return Known(
        sites=sites_of(authority, only=_own(authority, actor, on)),
        sections=sections,
        rooms={
            ClassKey(*key): Room(pk, count)
            for pk, count, *key in rows.values_list("id", "pupil_count", *fields)
        },
    )


def _own(authority: Authority, actor: Actor, on: date) -> set[int] | None:
    """The schools whose classes and pupils the actor may see; none for all of the authority."""
    if standing(actor) == AUTHORITY:
        return None
    found = own_schools(seen_by=actor, on=on).filter(authority=authority)
    return set(found.values_list("id", flat=True))
