"""Register a whole sheet of teaching points at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.taking.marks import Spell
from ...engine.taking.points import Entry, Known, Point, read_points
from ...models import Authority, TeachingPoint
from ...queries.taking.sites import sites_of
from ...sheets import TEACHING_POINTS
from .acts import BATCH, from_row, marks_for, note_of, settle


@transaction.atomic
def take_points(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register teaching points under their schools, and the end of those that end.

    Rows that say what is registered already change nothing.  All rows are taken or none.

    Returns:
        How many teaching points are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(TEACHING_POINTS, rows, file)
    entries = read_points(rows, marks=marks, since=since, known=_known(authority))
    settle(marks)
    new = [each for each in entries if each.point is None]
    TeachingPoint.objects.bulk_create((_made(each) for each in new), batch_size=BATCH)
    for each in entries:
        if each.point is not None:
            _end(each, each.point)
    counts = {"teaching_points": len(new), "changed": len(entries) - len(new)}
    note = note_of(rows, file, counts, without=())
    write("import-teaching-points", authority, actor=actor, note=note)
    return counts


def _known(authority: Authority) -> Known:
    points: dict[tuple[int, str], list[Point]] = defaultdict(list)
    rows = TeachingPoint.objects.filter(parent__authority=authority).order_by("since")
    for pk, parent, name, since, until in rows.values_list(
        "id", "parent", "name", "since", "until"
    ):
        points[parent, name].append(Point(pk, Spell(since, until)))
    return Known(sites_of(authority), points)


def _made(entry: Entry) -> TeachingPoint:
    point = TeachingPoint(
        parent_id=entry.parent, name=entry.name, since=entry.since, until=entry.until
    )
    return from_row(point, entry.line)


def _end(entry: Entry, pk: int) -> None:
    point = TeachingPoint.objects.get(pk=pk)
    point.until = entry.until
    with from_line(entry.line):
        point.save(update_fields=["until"])
