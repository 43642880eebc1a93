"""The pupils that the rows of a sheet may be about, found by what their indexes keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db.models import QuerySet

from xuequ.kernel.actors import Actor
from xuequ.vault.fields import BlindIndexField

from ...engine.taking.classes import Known as Classes
from ...engine.taking.pupils import Known, Said, Seat, Tokens
from ...models import Authority, Pupil
from .classes import known_classes

T = TypeVar("T")
CHUNK = 500  # values looked up at once
FIELDS = (
    "id", "school_class", "since", "until", "number_index", "id_number_index", "name_index",
    "id_kind",
)  # fmt: skip


def classes_for_pupils(authority: Authority, on: date, actor: Actor) -> Classes:
    """The schools and classes that pupils may be entered in."""
    return known_classes(authority, on, actor)


def known_pupils(authority: Authority, found: Sequence[Said], classes: Classes) -> Known:
    """Whom of the rows' children the authority knows, in a few hundred queries at the most."""
    shown = Pupil.objects.filter(school_class__school__authority=authority)
    tokens = _tokens()
    numbers = _by_index(shown, "number", {each.number for each in found} - {""}, tokens)
    ids = _by_index(shown, "id_number", {each.id_number for each in found} - {""}, tokens)
    references = _by_reference(shown, {each.reference for each in found} - {0})
    rest = {
        each.room
        for each in found
        if not each.reference and not numbers.get(each.number) and not ids.get(each.id_number)
    }
    classmates: dict[int, list[Seat]] = defaultdict(list)
    for rooms in _chunks(rest):
        for seat in _seats(shown.filter(school_class__in=rooms)):
            classmates[seat.room].append(seat)
    return Known(
        sites=classes.sites,
        rooms=classes.rooms,
        numbers=numbers,
        ids=ids,
        references=references,
        classmates=classmates,
        tokens=tokens,
    )


def _by_index(
    shown: QuerySet[Pupil], column: str, values: Collection[str], tokens: Tokens
) -> dict[str, list[Seat]]:
    """The seats of the authority's pupils by the plain value, found by the index beside it."""
    found: dict[str, list[Seat]] = defaultdict(list)
    digests = ((token, plain) for plain in values for token in tokens(column, plain))
    for some in _chunks(digests):
        plain = dict(some)
        rows = shown.filter(**{f"{column}_index__in": list(plain)})
        for seat in _seats(rows):
            found[plain[getattr(seat, column)]].append(seat)
    return found


def _by_reference(shown: QuerySet[Pupil], references: Collection[int]) -> dict[int, list[Seat]]:
    """The seats that are referred to, each with the others of the same child."""
    first: dict[int, Seat] = {}
    for some in _chunks(references):
        first |= {seat.id: seat for seat in _seats(shown.filter(pk__in=some))}
    found: dict[int, dict[int, Seat]] = {pk: {pk: seat} for pk, seat in first.items()}
    for column in ("number", "id_number"):
        whose = defaultdict(list)
        for seat in first.values():
            if token := getattr(seat, column):
                whose[token].append(seat.id)
        for some in _chunks(whose):
            for seat in _seats(shown.filter(**{f"{column}_index__in": some})):
                for pk in whose[getattr(seat, column)]:
                    found[pk][seat.id] = seat
    return {pk: list(seats.values()) for pk, seats in found.items()}


def _seats(rows: QuerySet[Pupil]) -> Iterator[Seat]:
    for each in rows.values_list(*FIELDS).iterator(chunk_size=2000):
        yield Seat(*each)


def _tokens() -> Tokens:
    """What the index may keep for a plain value of a column."""
    fields = {
        field.of: field
        for field in Pupil._meta.concrete_fields
        if isinstance(field, BlindIndexField)
    }
    return lambda column, plain: fields[column].indexes(plain)


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while some := list(islice(rest, CHUNK)):
        yield some
