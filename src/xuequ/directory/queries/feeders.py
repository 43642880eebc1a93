"""Which school the leavers of a school go on to."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from xuequ.kernel.actors import Actor

from ..engine.taking.marks import Spell
from ..models import Authority, Feeder, School
from .scope import own_schools


def feeder_spells(authority: Authority) -> dict[int, list[Spell]]:
    """The next school of each school, by span of days; value «next»."""
    found: dict[int, list[Spell]] = defaultdict(list)
    rows = Feeder.objects.filter(school__authority=authority).order_by("since", "pk")
    for school, following, since, until in rows.values_list(
        "school", "next_school", "since", "until"
    ):
        found[school].append(Spell(since, until, {"next": following}))
    return found


def feeders_on(authority: Authority, on: date) -> dict[int, int]:
    """The next school of each school on a day."""
    rows = Feeder.objects.on(on).filter(school__authority=authority).order_by("since", "pk")
    return dict(rows.values_list("school", "next_school"))


def next_school(school: School, on: date) -> School | None:
    """The next school of a school on a day, if one is registered."""
    rows = Feeder.objects.on(on).filter(school=school).select_related("next_school")
    found = rows.order_by("-since", "-pk").first()
    return found.next_school if found else None


def feeders_seen(authority: Authority, on: date, *, seen_by: Actor) -> list[Feeder]:
    """The next schools of the actor's own schools on a day."""
    mine = own_schools(seen_by=seen_by, on=on).filter(authority=authority)
    rows = Feeder.objects.on(on).filter(school__in=mine.values("pk"))
    return list(rows.select_related("school", "next_school").order_by("school__sort_key", "pk"))
