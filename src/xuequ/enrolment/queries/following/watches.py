"""The children that are looked after, as far as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xuequ.directory.engine.masks import mask_name
from xuequ.directory.queries.scope import AUTHORITY, authorities, own_schools, standing
from xuequ.kernel.actors import Actor

from ...models import Watch

VIEW, CHANGE = "pupil.view", "rollover.change"


@dataclass(frozen=True, slots=True)
class Line:
    """A child that is looked after: by its number and masked name."""

    watch: Watch
    number: str
    name: str
    who: str
    days: int


def watches(*, seen_by: Actor, on: date) -> QuerySet[Watch]:
    """An authority sees its own and those below; a school those that it looks after."""
    found = Watch.objects.select_related(
        "child", "pupil__school_class__school", "school", "authority", "person", "settled_by"
    )
    if seen_by.everywhere:
        return found
    if standing(seen_by) == AUTHORITY:
        return found.filter(authority__in=authorities(seen_by=seen_by))
    mine = own_schools(seen_by=seen_by, on=on).values("pk")
    return found.filter(school__in=mine)


def may_act(watch: Watch, actor: Actor, on: date) -> bool:
    """The authority whose child it is, and the school that looks after it."""
    if not actor.may(CHANGE):
        return False
    if standing(actor) == AUTHORITY:
        return actor.is_at_home(watch.authority_id)
    mine = own_schools(seen_by=actor, on=on).filter(pk=watch.school_id or 0)
    return bool(watch.school_id) and mine.exists()


def lines(rows: QuerySet[Watch] | list[Watch], on: date) -> list[Line]:
    """Lines of a page."""
    return [_line(each, on) for each in rows]


def filtered(rows: QuerySet[Watch], kind: str, state: str) -> QuerySet[Watch]:
    """Those of one kind, open or settled."""
    if kind in Watch.Kind.values:
        rows = rows.filter(kind=kind)
    return rows.filter(~Q(settled_at=None) if state == "settled" else Q(settled_at=None))


def _line(watch: Watch, on: date) -> Line:
    name = ""
    if watch.child is not None:
        name = mask_name(watch.child.name.open())
    elif watch.pupil is not None and watch.pupil.name:
        name = mask_name(watch.pupil.name.open())
    place = watch.school.name if watch.school else watch.authority.name
    who = f"{place} {watch.person.name}" if watch.person else place
    number = watch.child.number if watch.child else ""
    return Line(watch, number, name, who, (on - watch.since).days)
