"""Register a whole sheet of people at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row
from xuequ.record.services import write
from xuequ.vault.fields import BlindIndexField

from ...engine.identity import clean
from ...engine.names import sort_key
from ...engine.taking.marks import unmasked
from ...engine.taking.persons import Entry, read_persons
from ...models import Authority, Person
from ...queries.taking.persons import known_persons
from ...sheets import PERSONS
from .acts import BATCH, from_row, marks_for, note_of, settle

FIELDS = ("id_kind", "id_number", "phone")


@transaction.atomic
def take_persons(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register people, or what of number and telephone has changed.

    Rows that say what is registered already change nothing.  All rows are taken or none.

    Returns:
        How many people are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(PERSONS, rows, file)
    numbers = {clean(unmasked(row, "id_number")) for row in rows} - {""}
    known = known_persons(authority, since, numbers)
    entries = read_persons(rows, marks=marks, since=since, known=known)
    settle(marks)
    new = [each for each in entries if each.person is None]
    Person.objects.bulk_create((_made(authority, each) for each in new), batch_size=BATCH)
    _change([each for each in entries if each.person is not None])
    counts = {"people": len(new), "changed": len(entries) - len(new)}
    write("import-persons", authority, actor=actor, note=note_of(rows, file, counts))
    return counts


def _made(authority: Authority, entry: Entry) -> Person:
    person = Person(
        authority=authority,
        name=entry.name,
        sort_key=sort_key(entry.name, person=True),
        is_synthetic=authority.has_synthetic_data,
        **dict(entry.values),
    )
    return from_row(person, entry.line)


def _change(entries: Sequence[Entry]) -> None:
    held = Person.objects.in_bulk([each.person for each in entries])
    index = next(
        field for field in Person._meta.concrete_fields if isinstance(field, BlindIndexField)
    )
    rows = []
    for each in entries:
        row = from_row(held[each.person or 0], each.line)
        for name, value in each.values.items():
            setattr(row, name, value)
        index.pre_save(row, False)  # which writing many rows at once leaves out
        rows.append(row)
    Person.objects.bulk_update(rows, [*FIELDS, index.name], batch_size=BATCH)
