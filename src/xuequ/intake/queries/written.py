"""What an act wrote, row by row, in a form that can be kept, compared and restored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import prefetch_related_objects

from xuequ.kernel.seal import digest
from xuequ.record.fingerprint import facts
from xuequ.record.journal import Journal
from xuequ.record.journal import Written as Heard
from xuequ.vault.fields import BlindIndexField, EncryptedTextField
from xuequ.vault.sealing import Sealed

T = TypeVar("T")
Key = tuple[type[models.Model], int]
Facts = Mapping[str, str | None]
BATCH = 500  # rows read at once


@dataclass(frozen=True, slots=True)
class Written:
    """A row as it stood before an act and as the database holds it after; one may be missing."""

    model: type[models.Model]
    pk: int
    line: int
    before: models.Model | None
    after: models.Model | None
    was: Facts | None  # what `before` and `after` say, as texts
    now: Facts | None

    @property
    def kind(self) -> str:
        """ "new", "changed" or "gone"."""
        if self.before is None:
            return "new"
        return "gone" if self.after is None else "changed"


def written(journal: Journal) -> Iterator[Written]:
    """Everything that is another now than before, read anew from the database, in batches.

    A row that was saved as it was is left out.
    """
    by_model: dict[type[models.Model], list[Heard]] = {}
    for each in journal.written():
        by_model.setdefault(each.model, []).append(each)
    for model, heard in by_model.items():
        for some in pieces(sorted(heard, key=lambda each: (each.line, each.pk)), BATCH):
            now = model._base_manager.in_bulk([each.pk for each in some])
            found = (_read(each, now.get(each.pk)) for each in some)
            yield from (each for each in found if each.was != each.now)


def heard(journal: Journal) -> Iterator[Written]:
    """The same in the order of writing and without reading anew, for an act that writes very much.

    Of a journal that keeps rows; only for those whose columns are set to what the database gives
    back: days, numbers, texts.
    """
    for each in journal.written():
        found = _read(each, each.after)
        if found.was != found.now:
            yield found


def prefetch(some: Iterable[Written]) -> None:
    """Read what rows point at, and what that points at in its turn: their names speak of both."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for each in some:
        held = by_model.setdefault(each.model, [])
        held += [row for row in (each.before, each.after) if row is not None]
    for model, rows in by_model.items():
        for field in pointers(model):
            further = [f"{field.name}__{each.name}" for each in pointers(field.related_model)]
            prefetch_related_objects(rows, field.name, *further)


def pointers(model: type[models.Model]) -> list[Any]:
    """The columns of a model that point at other rows."""
    return [field for field in model._meta.concrete_fields if field.remote_field is not None]


def kept_fields(model: type[models.Model]) -> list[Any]:
    """The columns that say something; indexes of encrypted ones follow from them."""
    return [each for each in model._meta.concrete_fields if not isinstance(each, BlindIndexField)]


class Net:
    """What an act wrote in all: counts, and a digest that is the same when it is written again.

    Numbers the database gives to new rows differ from time to time: a new row counts by what it
    holds, and what points at it by its line.
    """

    def __init__(self, journal: Journal) -> None:
        heard = journal.written()
        self.all = len(heard)
        self.new: dict[Key, int] = {(e.model, e.pk): e.line for e in heard if e.before is None}
        self.counts: dict[str, dict[str, int]] = {}  # of rows by label of the model and kind
        self.lines: dict[int, str] = {}  # what becomes of each line: "new" or "changed"
        self._digests: list[str] = []

    def add(self, each: Written) -> None:
        """Count one row."""
        self._digests.append(digest(self._content(each)))
        of = self.counts.setdefault(each.model._meta.label, {"new": 0, "changed": 0, "gone": 0})
        of[each.kind] += 1
        if each.kind != "new":
            self.lines[each.line] = "changed"
        else:
            self.lines.setdefault(each.line, "new")

    def seal(self) -> str:
        """The digest of everything counted."""
        return digest(sorted(self._digests))

    def rows(self, lines: Iterable[int]) -> dict[str, int]:
        """How many of these lines of a sheet say something new, change something, or neither."""
        found = {"new": 0, "changed": 0, "same": 0}
        for line in lines:
            found[self.lines.get(line, "same")] += 1
        return found

    def _content(self, each: Written) -> list[object]:
        held = [
            None if row is None or said is None else self._said(row, said)
            for row, said in ((each.before, each.was), (each.after, each.now))
        ]
        return [each.model._meta.label, each.line, *held]

    def _said(self, row: models.Model, held: Facts) -> dict[str, object]:
        said: dict[str, object] = dict(held)
        if (type(row), row.pk) in self.new:
            said[row._meta.pk.attname] = "new"
        for field in pointers(type(row)):
            key = (field.related_model, getattr(row, field.attname))
            if key in self.new:
                said[field.attname] = f"new in line {self.new[key]}"
        for field in row._meta.concrete_fields:
            if isinstance(field, models.DateTimeField):  # when it was written
                said.pop(field.attname)
        return said


def plain(row: models.Model) -> dict[str, object]:
    """The columns as JSON can hold them, encrypted ones opened; to be sealed as a whole."""
    found: dict[str, object] = {}
    for field in kept_fields(type(row)):
        value = getattr(row, field.attname)
        if isinstance(value, Sealed):
            found[field.attname] = value.open()
        elif value is None or isinstance(value, bool | int | str):
            found[field.attname] = value
        else:
            found[field.attname] = field.value_to_string(row)
    return found


def put_back(row: models.Model, values: Mapping[str, Any]) -> list[str]:
    """Set the columns of a row from their plain values; the names of those that were set."""
    for field in kept_fields(type(row)):
        value = values[field.attname]
        if value is not None and not isinstance(field, models.JSONField | EncryptedTextField):
            target = getattr(field, "target_field", field)
            value = target.to_python(value)
        setattr(row, field.attname, value)
    indexes = [each for each in row._meta.concrete_fields if isinstance(each, BlindIndexField)]
    for index in indexes:
        index.pre_save(row, add=False)
    return [each.name for each in row._meta.concrete_fields if not each.primary_key]


def model_of(label: str) -> type[models.Model]:
    """The model of that label."""
    return apps.get_model(label)


def pieces(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, so many at a time."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _read(heard: Heard, now: models.Model | None) -> Written:
    values: dict[str, Any] | None = None if heard.before is None else dict(heard.before)
    if values is not None and now is not None:
        for name, value in values.items():  # what is sealed alike is opened once
            held = getattr(now, name)
            if isinstance(value, Sealed) and value.is_kept_as(held):
                values[name] = held
    before = None if values is None else heard.model(**values)
    said = [None if row is None else facts(row) for row in (before, now)]
    return Written(heard.model, heard.pk, heard.line, before, now, *said)
