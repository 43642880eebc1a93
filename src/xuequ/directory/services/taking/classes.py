"""Register a whole sheet of classes at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row
from xuequ.record.services import write

from ...engine.taking.classes import Entry, read_classes
from ...models import Authority, SchoolClass
from ...queries.taking.classes import known_classes
from ...sheets import CLASSES
from .acts import BATCH, from_row, marks_for, note_of, settle


@transaction.atomic
def take_classes(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register classes of school years, or another number of pupils of those registered.

    Rows that say what is registered already change nothing.  All rows are taken or none.

    Returns:
        How many classes are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(CLASSES, rows, file)
    known = known_classes(authority, since, actor)
    entries = read_classes(rows, marks=marks, since=since, known=known)
    settle(marks)
    new = [_made(authority, each) for each in entries if each.room is None]
    SchoolClass.objects.bulk_create(new, batch_size=BATCH)
    counts = {"classes": len(new), "changed": _change(entries)}
    write("import-classes", authority, actor=actor, note=note_of(rows, file, counts, without=()))
    return counts


def _made(authority: Authority, entry: Entry) -> SchoolClass:
    key = entry.key
    room = SchoolClass(
        school_id=key.site,
        stage=key.stage,
        year=key.year,
        grade=key.grade,
        number=key.number,
        pupil_count=entry.pupil_count,
        is_synthetic=authority.has_synthetic_data,
    )
    return from_row(room, entry.line)


def _change(entries: Sequence[Entry]) -> int:
    """Renew the numbers of pupils: of how many classes."""
    counts = {each.room: each for each in entries if each.room is not None}
    rooms = SchoolClass.objects.in_bulk(list(counts)).values()
    for room in rooms:
        room.pupil_count = counts[room.pk].pupil_count
        from_row(room, counts[room.pk].line)
    SchoolClass.objects.bulk_update(rooms, ["pupil_count"], batch_size=BATCH)
    return len(counts)
