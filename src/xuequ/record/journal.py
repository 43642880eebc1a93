"""What an act writes, row by row, while somebody listens: to show it, and to take it back.

Listening costs nothing when nobody does.  It hears `save`, `delete`, and the writes of many rows
at once of a `WatchedQuerySet`; of another query set it would hear nothing, so models that are
listened to must have one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

from django.db import models
from django.db.models.signals import post_save, pre_delete, pre_save

M = TypeVar("M", bound=models.Model)
Values = Mapping[str, object]  # of a row's own columns, by attribute name


@dataclass(slots=True)
class Written:
    """One row an act wrote: as it was before the act, and whether it is there after it.

    `before` is None for a new row; `line` is the line of the sheet the row comes from, 0 if it
    comes from none.  The row itself is kept only on request: of a large sheet there are very many.
    """

    model: type[models.Model]
    pk: int
    before: Values | None
    is_there: bool
    line: int = 0
    after: models.Model | None = None  # the row itself, where that was asked for


class Journal:
    """The rows of some models written while it listens, in the order of their first writing."""

    def __init__(
        self, listened: Collection[type[models.Model]], *, with_rows: bool = False
    ) -> None:
        self.models = frozenset(listened)
        self.with_rows = with_rows
        self.line = 0  # of the sheet, for rows that say nothing of their own
        self._rows: dict[tuple[type[models.Model], int], Written] = {}

    def written(self) -> list[Written]:
        """The net of all writes: a row made and gone again is left out."""
        rows = self._rows.values()
        return [each for each in rows if each.before is not None or each.is_there]

    def hears(self, model: type[models.Model]) -> bool:
        return model in self.models

    def note(self, row: models.Model, before: Values | None) -> None:
        """A row stands as it is now; `before` is told by the first write of it only."""
        key = (type(row), row.pk)
        line = getattr(row, "from_line", 0) or self.line
        held = self._rows.setdefault(key, Written(type(row), row.pk, before, True, line))
        held.is_there, held.line = True, held.line or line
        if self.with_rows:
            held.after = row

    def note_gone(self, row: models.Model) -> None:
        key = (type(row), row.pk)
        line = getattr(row, "from_line", 0) or self.line
        held = self._rows.setdefault(key, Written(type(row), row.pk, values_of(row), False, line))
        held.is_there, held.after = False, None


_listening: ContextVar[Journal | None] = ContextVar("journal", default=None)


class WatchedQuerySet(models.QuerySet[M]):
    """Tells the journal, if one listens, of writes that `save` and `delete` know nothing of."""

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> Any:
        if (journal := _heard(self.model)) is None:
            return super().bulk_create(objs, *args, **kwargs)
        if kwargs.get("ignore_conflicts") or kwargs.get("update_conflicts"):
            raise NotImplementedError("what a conflict did to a row is heard by no journal")
        made = super().bulk_create(objs, *args, **kwargs)
        for row in made:
            journal.note(row, None)
        return made

    def update(self, **kwargs: Any) -> int:
        if (journal := _heard(self.model)) is None:
            return super().update(**kwargs)
        rows = list(self.all())
        before = {row.pk: values_of(row) for row in rows}
        done = super().update(**kwargs)
        if any(hasattr(value, "resolve_expression") for value in kwargs.values()):
            rows = list(self.model._base_manager.filter(pk__in=before))
        else:
            for row, (name, value) in product(rows, kwargs.items()):
                setattr(row, name, value)
        for row in rows:
            journal.note(row, before[row.pk])
        return done

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(
        self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        rows = list(objs)
        if (journal := _heard(self.model)) is None:
            return super().bulk_update(rows, fields, batch_size)
        held = self.model._base_manager.in_bulk([row.pk for row in rows])
        before = {pk: values_of(row) for pk, row in held.items()}
        # Each statement of it would come through `update` and be heard once more.
        token = _listening.set(None)
        try:
            done = super().bulk_update(rows, fields, batch_size)
        finally:
            _listening.reset(token)
        for row in rows:
            journal.note(row, before[row.pk])
        return done

    bulk_update.alters_data = True  # type: ignore[attr-defined]


def _heard(model: type[models.Model]) -> Journal | None:
    journal = _listening.get()
    return journal if journal is not None and journal.hears(model) else None


@contextmanager
def listening(
    listened: Collection[type[models.Model]], *, with_rows: bool = False
) -> Iterator[Journal]:
    """Listen to what this thread writes to these models.

    Args:
        with_rows: keep the rows themselves, too.

    Raises:
        TypeError: one of them has another query set than a watched one.
    """
    for model in listened:
        if not isinstance(model._default_manager.get_queryset(), WatchedQuerySet):
            raise TypeError(f"{model.__name__} has no watched query set")
    journal = Journal(listened, with_rows=with_rows)
    token = _listening.set(journal)
    pre_save.connect(_before_save)
    post_save.connect(_after_save)
    pre_delete.connect(_before_delete)
    try:
        yield journal
    finally:
        _listening.reset(token)


@contextmanager
def hearing(listened: Collection[type[models.Model]]) -> Iterator[Journal]:
    """The journal of whoever listens already; if nobody does, one for the time being."""
    journal = _listening.get()
    if journal is not None:
        yield journal
        return
    with listening(listened) as journal:
        yield journal


@contextmanager
def from_line(line: int) -> Iterator[None]:
    """What is written inside comes from this line of the sheet."""
    journal = _listening.get()
    if journal is None:
        yield
        return
    outside, journal.line = journal.line, line
    try:
        yield
    finally:
        journal.line = outside


def values_of(row: models.Model) -> dict[str, object]:
    """The row's own columns; encrypted ones stay sealed."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _before_save(sender: type[models.Model], instance: models.Model, **_: object) -> None:
    if _heard(sender) is not None and instance.pk is not None:
        held = sender._base_manager.filter(pk=instance.pk).first()
        instance.__dict__["_heard_before"] = held and values_of(held)


def _after_save(sender: type[models.Model], instance: models.Model, **_: object) -> None:
    if (journal := _heard(sender)) is not None:
        journal.note(instance, instance.__dict__.pop("_heard_before", None))


def _before_delete(sender: type[models.Model], instance: models.Model, **_: object) -> None:
    if (journal := _heard(sender)) is not None:
        journal.note_gone(instance)
