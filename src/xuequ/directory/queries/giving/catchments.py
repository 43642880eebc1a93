"""Catchments as rows of their sheet: those of the draft that is worked on, else those in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xuequ.kernel.actors import Actor

from ...models import Authority
from ..drafts import drafted, drafts, in_force_on
from ..scope import own_schools


def give_catchments(authority: Authority, on: date, actor: Actor) -> Iterator[Mapping[str, object]]:
    """The lists of the schools in the actor's scope on a day.

    Of a stage with a draft the actor sees, the lists of the draft: the sheet goes into it.
    """
    mine = set(own_schools(seen_by=actor, on=on).values_list("pk", flat=True))
    for stage in ("primary", "junior"):
        draft = drafts(seen_by=actor, on=on).filter(authority=authority, stage=stage).first()
        shown = drafted(draft) if draft else in_force_on(authority, stage, on)
        for school, held in shown.items():
            if school not in mine:
                continue
            for line in held.lines:
                yield {
                    "school_code": held.school.code,
                    "school": held.school.name,
                    "stage": stage,
                    "place": line.place,
                    "first": line.doors.first,
                    "last": line.doors.last,
                    "side": line.doors.side,
                    "unit": line.doors.unit,
                    "area": held.area,
                    "children": line.children,
                    "note": line.note,
                }
