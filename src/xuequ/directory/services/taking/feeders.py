"""Register a whole sheet of next schools at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.taking.feeders import Known, read_feeders
from ...models import Authority, Feeder
from ...queries.feeders import feeder_spells
from ...queries.taking.sites import sites_of
from ...sheets import FEEDERS
from ..succession import succeed
from .acts import marks_for, note_of, settle


@transaction.atomic
def take_feeders(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register in which school the leavers of each school go on.

    Rows that say what is registered already change nothing.  All rows are taken or none.

    Returns:
        How many schools have another next school, or their first.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(FEEDERS, rows, file)
    known = Known(sites_of(authority), feeder_spells(authority))
    entries = read_feeders(rows, marks=marks, since=since, known=known)
    settle(marks)
    for each in entries:
        with from_line(each.line):
            values = {"next_school_id": each.next}
            succeed(Feeder, {"school_id": each.school}, since=each.since, values=values)
    counts = {"schools": len(entries)}
    note = note_of(rows, file, counts, without=())
    write("import-feeders", authority, actor=actor, note=note)
    return counts
