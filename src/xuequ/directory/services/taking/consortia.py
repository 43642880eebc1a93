"""Register a whole sheet of districts and groups at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row
from xuequ.record.journal import from_line
from xuequ.record.services import write

from ...engine.taking.consortia import Entry, read_consortia
from ...models import Authority, Consortium, ConsortiumStanding
from ...queries.taking.unions import FACTS, known_consortia
from ...sheets import CONSORTIA
from ..succession import succeed
from .acts import BATCH, from_row, marks_for, note_of, settle


@transaction.atomic
def take_consortia(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register districts and groups, or what of form, mode, recognition and goal has changed.

    Rows that say what is registered already change nothing; a changed cell holds from the day
    of its row.  All rows are taken or none.

    Returns:
        How many are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(CONSORTIA, rows, file)
    known = known_consortia(authority, since)
    entries = read_consortia(rows, marks=marks, since=since, known=known)
    settle(marks)
    new = [each for each in entries if each.union is None]
    _form(authority, new)
    for each in entries:
        if each.union is not None:
            with from_line(each.line):
                _change(each, Consortium.objects.get(pk=each.union))
    counts = {"consortia": len(new), "changed": len(entries) - len(new)}
    note = note_of(rows, file, counts, without=())
    write("import-consortia", authority, actor=actor, note=note)
    return counts


def _form(authority: Authority, entries: Sequence[Entry]) -> None:
    first = Consortium.objects.filter(authority=authority).count() + 1
    made = []
    for order, each in enumerate(entries, start=first):
        row = Consortium(
            authority=authority,
            kind=each.kind,
            name=each.name,
            label=each.label,
            order=order,
            since=each.since,
            until=each.until,
        )
        made.append(from_row(row, each.line))
    Consortium.objects.bulk_create(made, batch_size=BATCH)
    standings = [
        from_row(
            ConsortiumStanding(
                consortium=row, since=each.since, until=each.until, **dict(each.facts)
            ),
            each.line,
        )
        for row, each in zip(made, entries, strict=True)
    ]
    ConsortiumStanding.objects.bulk_create(standings, batch_size=BATCH)


def _change(entry: Entry, consortium: Consortium) -> None:
    if entry.name is not None:
        consortium.name = entry.name
        consortium.save(update_fields=["name"])
    if entry.facts:
        now = consortium.standings.on(entry.since).first()
        values = {name: getattr(now, name, None) for name in FACTS} | dict(entry.facts)
        owner = {"consortium": consortium}
        succeed(ConsortiumStanding, owner, since=entry.since, values=values)
