"""Register a whole sheet of pupils at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Row
from xuequ.record.services import write
from xuequ.vault.fields import BlindIndexField

from ...engine.taking.pupils import children, read_rows
from ...engine.taking.seats import IDENTITY, Place, settle_child
from ...models import Authority, Guardianship, Pupil
from ...queries.taking.pupils import classes_for_pupils, known_pupils
from ...sheets import PUPILS
from .acts import BATCH, from_row, marks_for, note_of, settle
from .admission import check_admission

CHUNK = 5_000  # pupils held in memory at once, as rows of the database
INDEXES = [field for field in Pupil._meta.concrete_fields if isinstance(field, BlindIndexField)]


@transaction.atomic
def take_pupils(
    rows: Sequence[Row], *, file: str, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Register pupils in their classes, and what of those registered has changed.

    Rows that say what is registered already change nothing.  Who changes class has the old
    place end and a new one begin on the day, and takes the parents along; a name or number is
    put right where it stands.  All rows are taken or none.

    Returns:
        How many pupils are new, how many have moved, and of how many something else changed.

    Raises:
        Problems: some row cannot be taken; each is named with its line, column and cure.  Whoever
            gives the seats may say so, too.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    marks = marks_for(PUPILS, rows, file)
    classes = classes_for_pupils(authority, since, actor)
    found = read_rows(rows, marks=marks, since=since, sites=classes.sites, rooms=classes.rooms)
    known = known_pupils(found, classes)
    places: list[Place] = []
    for said, seats in children(found, known, marks):
        places += settle_child(said, seats, known, marks, since)
    check_admission(places, marks)
    settle(marks)
    new = [each for each in places if each.is_new]
    moved = _change([each for each in places if not each.is_new])
    _register(authority, new)
    counts = {
        "pupils": sum(each.follows is None for each in new),
        "moved": sum(each.follows is not None for each in new) + moved,
        "changed": sum(not each.is_new and not each.left_by for each in places) - moved,
    }
    write("import-pupils", authority, actor=actor, note=note_of(rows, file, counts))
    return counts


def _change(places: Sequence[Place]) -> int:
    """Write what is otherwise of places that are registered: how many sit in another class."""
    moved = 0
    for some in _chunks(places):
        held = Pupil.objects.in_bulk([each.seat.id for each in some if each.seat])
        ended: list[Pupil] = []
        otherwise: list[Pupil] = []
        for each in some:
            row = from_row(held[each.seat.id if each.seat else 0], each.left_by or each.line)
            moved += row.school_class_id != each.room
            (otherwise if each.values or row.school_class_id != each.room else ended).append(row)
            row.school_class_id, row.until = each.room, each.until
            for name, value in each.values.items():
                setattr(row, name, value)
        Pupil.objects.bulk_update(ended, ["until"], batch_size=BATCH)
        for row in otherwise:
            for index in INDEXES:
                index.pre_save(row, False)  # which writing many rows at once leaves out
        fields = ["school_class", "until", *IDENTITY, *(index.name for index in INDEXES)]
        Pupil.objects.bulk_update(otherwise, fields, batch_size=BATCH)
    return moved


def _register(authority: Authority, places: Sequence[Place]) -> None:
    """Write the places that are new; who moves keeps what the row does not say, and parents."""
    for some in _chunks(places):
        before = Pupil.objects.in_bulk([each.follows for each in some if each.follows])
        made = [from_row(_made(authority, each, before), each.line) for each in some]
        Pupil.objects.bulk_create(made, batch_size=BATCH)
        take_along(
            {each.follows: row for each, row in zip(some, made, strict=True) if each.follows}
        )


def _made(authority: Authority, place: Place, before: Mapping[int, Pupil]) -> Pupil:
    row = Pupil(
        school_class_id=place.room,
        since=place.since,
        until=place.until,
        is_synthetic=authority.has_synthetic_data,
    )
    former = before.get(place.follows or 0)
    for name in IDENTITY:
        value = place.values.get(name) or (getattr(former, name) if former else None)
        setattr(row, name, value)
    return row


def take_along(followers: Mapping[int | None, Pupil]) -> None:
    """Whoever speaks for a pupil goes on doing so where the pupil sits now."""
    new: list[Guardianship] = []
    changed: list[Guardianship] = []
    for each in Guardianship.objects.filter(pupil__in=list(followers)):
        row = followers[each.pupil_id]
        line = row.__dict__.get("from_line", 0)
        if each.until is not None and each.until <= row.since:
            continue
        if each.since >= row.since:
            each.pupil = row
        else:
            further = Guardianship(
                person_id=each.person_id,
                pupil=row,
                kind=each.kind,
                since=row.since,
                until=each.until,
            )
            new.append(from_row(further, line))
            each.until = row.since
        changed.append(from_row(each, line))
    Guardianship.objects.bulk_update(changed, ["until", "pupil"], batch_size=BATCH)
    Guardianship.objects.bulk_create(new, batch_size=BATCH)


def _chunks(places: Iterable[Place]) -> Iterator[list[Place]]:
    rest = iter(places)
    while some := list(islice(rest, CHUNK)):
        yield some
