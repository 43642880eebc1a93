"""Take in the sheets a forecast is made from: all rows or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Authority, SchoolClass
from xuequ.directory.queries.taking.classes import known_classes
from xuequ.directory.services.taking.acts import BATCH, from_row, marks_for, note_of, settle
from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row, Sheet
from xuequ.record.services import write

from ..engine.forecast.rows import Entry, Place, Reader, cohort, past_roll, read, seats
from ..models import Cohort, PastRoll, Seats
from ..sheets import COHORTS, PAST_ROLLS, SEATS

KEYS = {
    Cohort: ("school_id", "born", "day"),
    PastRoll: ("school_id", "stage", "year", "grade"),
    Seats: ("school_id", "stage", "year"),
}


@transaction.atomic
def take_cohorts(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register children of catchments by year of birth, or another number of them.

    Returns:
        How many counts are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    entries = _read(COHORTS, cohort, rows, file, (authority, since, actor))
    counts = _kept(Cohort, entries, authority, "cohorts")
    write("import-cohorts", authority, actor=actor, note=note_of(rows, file, counts, without=()))
    return counts


@transaction.atomic
def take_past_rolls(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register pupils by grade of school years without classes, or another number of them.

    Returns:
        How many numbers are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    entries = _read(PAST_ROLLS, past_roll, rows, file, (authority, since, actor))
    counts = _kept(PastRoll, entries, authority, "past_rolls")
    write("import-past-rolls", authority, actor=actor, note=note_of(rows, file, counts, without=()))
    return counts


@transaction.atomic
def take_seats(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register classrooms and class sizes of stages, or others in their place.

    Returns:
        How many lines are new, and how many have changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.
    """
    entries = _read(SEATS, seats, rows, file, (authority, since, actor))
    counts = _kept(Seats, entries, authority, "seats")
    write("import-seats", authority, actor=actor, note=note_of(rows, file, counts, without=()))
    return counts


def _read(
    sheet: Sheet,
    reader: Reader,
    rows: Sequence[Row],
    file: str,
    where: tuple[Authority, date, Actor],
) -> list[Entry]:
    authority, since, actor = where
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(sheet, rows, file)
    reported = SchoolClass.objects.filter(school__authority=authority).exclude(pupil_count=None)
    counted = set(reported.order_by().values_list("school", "stage", "year", "grade"))
    place = Place(known_classes(authority, since, actor), timezone.localdate(), counted)
    column = {"cohorts": "born", "past_rolls": "grade"}.get(sheet.code, "year")
    entries = read(rows, reader, place=place, marks=marks, column=column)
    settle(marks)
    return entries


def _kept(kind: Any, entries: Sequence[Entry], authority: Authority, name: str) -> dict[str, int]:
    """Write what is new and what differs: how many of each."""
    fields = KEYS[kind]
    rows = kind.objects.filter(school__authority=authority)
    held = {tuple(getattr(each, field) for field in fields): each for each in rows}
    new, changed = [], []
    for entry in entries:
        row = held.get(entry.key)
        if row is None:
            values = dict(zip(fields, entry.key, strict=True)) | dict(entry.facts)
            row = kind(**values, is_synthetic=authority.has_synthetic_data)
            new.append(from_row(row, entry.line))
        elif any(getattr(row, name) != value for name, value in entry.facts.items()):
            for field, value in entry.facts.items():
                setattr(row, field, value)
            changed.append(from_row(row, entry.line))
    kind.objects.bulk_create(new, batch_size=BATCH)
    if changed:
        kind.objects.bulk_update(changed, list(entries[0].facts), batch_size=BATCH)
    return {name: len(new), "changed": len(changed)}
