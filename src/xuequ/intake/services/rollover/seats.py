"""Whoever goes on to another school has to have a seat there, where seats are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from xuequ.directory.models import Pupil
from xuequ.directory.queries.admission import Entering, refusals
from xuequ.directory.queries.people import name_of
from xuequ.directory.services.rising import ClassAt
from xuequ.directory.services.taking.acts import told
from xuequ.kernel.refusal import Refused

from ...engine.rollover import Outcome, Target
from ...models import Rollover
from ...queries.written import pieces

CHUNK = 5_000  # pupils read at once


def check_seats(one: Rollover, outcomes: Sequence[Outcome], rooms: Mapping[ClassAt, int]) -> None:
    """Ask the packages that give seats about everybody who changes school.

    Raises:
        Refused("rollover-without-seat"): some have none; the first is named, with what to do.
    """
    crossing = [each for each in outcomes if each.kind == "next" and each.target is not None]
    numbers: dict[int, str] = {}
    for some in pieces(crossing, CHUNK):
        rows = Pupil.objects.in_bulk([each.pupil for each in some])
        numbers |= {pk: row.id_number.open() for pk, row in rows.items() if row.id_number}
    coming = [
        Entering(rooms[at(each.target)], one.day, numbers.get(each.pupil, ""))
        for each in crossing
        if each.target is not None
    ]
    found = refusals(coming, timezone.now())
    if not found:
        return
    first = min(found)
    pupil = Pupil.objects.select_related("school_class__school").get(pk=crossing[first].pupil)
    raise Refused(
        "rollover-without-seat",
        count=len(found),
        row=f"{pupil.school_class} {name_of(pupil, in_full=False)}".strip(),
        why=told(found[first]),
    )


def at(target: Target) -> ClassAt:
    """The class as the directory opens it."""
    return ClassAt(*target)
