"""Classes and pupils as rows of their sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of

from ...engine.masks import STAR, mask_number
from ...models import Authority, Pupil, SchoolClass
from ..people import classes, name_of, pupils

Values = Mapping[str, object]


def give_classes(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The classes of the school year of a day, of the actor's own schools."""
    found = classes(seen_by=actor, on=on).filter(school__authority=authority, year=year_of(on))
    for each in found.order_by("school__sort_key", "school", "stage", "grade", "number"):
        yield {**_class(each), "number": str(each.number), "pupil_count": each.pupil_count}


def give_pupils(authority: Authority, on: date, actor: Actor) -> Iterator[Values]:
    """The pupils of the actor's own schools on a day.

    Numbers are masked: who needs one asks for it, child by child.  Names stand in full only for
    whoever keeps the list in the school itself.
    """
    found = pupils(seen_by=actor, on=on).filter(school_class__school__authority=authority)
    order = ("school_class__school__sort_key", "school_class", "id")
    for each in found.order_by(*order).iterator(chunk_size=2000):
        yield _pupil(each, actor)


def _class(room: SchoolClass) -> dict[str, object]:
    return {
        "school_code": room.school.code,
        "school": room.school.name,
        "stage": room.stage,
        "year": f"{room.year}-{room.year + 1}",
        "grade": str(room.grade),
    }


def _pupil(pupil: Pupil, actor: Actor) -> dict[str, object]:
    room = pupil.school_class
    in_full = actor.may("pupil.change") and actor.school == room.school_id
    return {
        "reference": pupil.pk,
        "number": mask_number(pupil.number.open()) if pupil.number else None,
        "name": name_of(pupil, in_full=in_full) or STAR,  # a cell that must be filled in
        "id_kind": pupil.id_kind,
        "id_number": mask_number(pupil.id_number.open()) if pupil.id_number else None,
        **_class(room),
        "class_number": str(room.number),
        "since": pupil.since,
        "until": pupil.until,
    }
