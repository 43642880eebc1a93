"""The pupils that the rows of a sheet may be about, found by what their indexes keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

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


def known_pupils(found: Sequence[Said], classes: Classes) -> Known:
    """Whom of the rows' children the authority knows, in a few hundred queries at the most."""
    tokens = _tokens()
    seats = _Seats(classes, tokens)
    numbers = seats.by_index("number", {each.number for each in found} - {""})
    # Who is known by the pupil number, and carries the other one too, is not looked up twice.
    others = {
        each.id_number
        for each in found
        if each.id_number and not _carries(each, numbers.get(each.number, ()), tokens)
    }
    ids = seats.by_index("id_number", others)
    rest = {
        each.room
        for each in found
        if not each.reference and not numbers.get(each.number) and not ids.get(each.id_number)
    }
    return Known(
        sites=classes.sites,
        rooms=classes.rooms,
        numbers=numbers,
        ids=ids,
        references=seats.by_reference({each.reference for each in found} - {0}),
        classmates=seats.by_room(rest),
        tokens=tokens,
    )


def _carries(said: Said, seats: Sequence[Seat], tokens: Tokens) -> bool:
    wanted = tokens("id_number", said.id_number)
    return any(each.id_number in wanted for each in seats)


class _Seats:
    """The seats in the authority's classes, found in one way or another; each is made once.

    Which classes are the authority's is told here, not in the queries: joined with classes and
    schools, some databases go through all pupils of the authority for every chunk.
    """

    def __init__(self, classes: Classes, tokens: Tokens) -> None:
        self.rooms = {room.id for room in classes.rooms.values()}
        self.tokens = tokens
        self.seen: dict[int, Seat] = {}

    def read(self, **wanted: object) -> Iterator[Seat]:
        rows = Pupil.objects.filter(**wanted).values_list(*FIELDS)
        for pk, room, *rest in rows.iterator(chunk_size=2000):
            if room in self.rooms:
                if pk not in self.seen:
                    self.seen[pk] = Seat(pk, room, *rest)
                yield self.seen[pk]

    def by_index(self, column: str, values: Collection[str]) -> dict[str, list[Seat]]:
        """By the plain value, found by the index beside it."""
        found: dict[str, list[Seat]] = defaultdict(list)
        digests = ((token, plain) for plain in values for token in self.tokens(column, plain))
        for some in _chunks(digests):
            plain = dict(some)
            for seat in self.read(**{f"{column}_index__in": list(plain)}):
                found[plain[getattr(seat, column)]].append(seat)
        return found

    def by_room(self, rooms: Collection[int]) -> dict[int, list[Seat]]:
        found: dict[int, list[Seat]] = defaultdict(list)
        for some in _chunks(rooms):
            for seat in self.read(school_class__in=some):
                found[seat.room].append(seat)
        return found

    def by_reference(self, references: Collection[int]) -> dict[int, list[Seat]]:
        """The seats that are referred to, each with the others of the same child."""
        first = {seat.id: seat for some in _chunks(references) for seat in self.read(pk__in=some)}
        found: dict[int, dict[int, Seat]] = {pk: {pk: seat} for pk, seat in first.items()}
        for column in ("number", "id_number"):
            whose = defaultdict(list)
            for seat in first.values():
                if token := getattr(seat, column):
                    whose[token].append(seat.id)
            for some in _chunks(whose):
                for seat in self.read(**{f"{column}_index__in": some}):
                    for pk in whose[getattr(seat, column)]:
                        found[pk][seat.id] = seat
        return {pk: list(seats.values()) for pk, seats in found.items()}


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
