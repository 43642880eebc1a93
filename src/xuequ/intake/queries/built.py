"""What was built on an import or a roll-over since: while there is nothing, it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import models

from xuequ.record.fingerprint import fingerprint

from ..models import Import, Rollover
from ..names import model_said
from .written import model_of, pieces

Act = Import | Rollover
BATCH = 500  # rows looked at once
NAMED = 3  # of which so many are named


@dataclass(slots=True)
class Built:
    """Rows that stand in the way, of one sort."""

    how: Literal["changed", "points"]  # written by it and changed since; points at what it made
    what: str
    count: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, row: models.Model | None) -> None:
        self.count += 1
        if row is not None and len(self.names) < NAMED:
            self.names.append(str(row))


def built_on(one: Act) -> list[Built]:
    """What stands in the way of taking an act back, by sort; nothing if it can be."""
    labels = list(one.written.order_by().values_list("model", flat=True).distinct())
    made = {label: _written(one, label, before=None) for label in labels}
    every = {label: _written(one, label) for label in labels}
    found = [_changed(one, label) for label in sorted(labels)]
    for label in sorted(labels):
        for pointer in _pointers_to(model_of(label)):
            own = every.get(pointer.model._meta.label, frozenset())
            found.append(_pointing(pointer, made[label], own))
    return [each for each in found if each.count]


def _written(one: Act, label: str, **only: object) -> frozenset[int]:
    """The rows of a model that the import wrote; of only some of them."""
    rows = one.written.filter(model=label, **only)
    return frozenset(rows.order_by().values_list("key", flat=True))


def _changed(one: Act, label: str) -> Built:
    """Rows it wrote that are no longer as it left them."""
    model = model_of(label)
    found = Built("changed", model_said(model))
    for some in pieces(_kept(one, label), BATCH):
        now = model._base_manager.in_bulk([key for key, _ in some])
        for key, after in some:
            row = now.get(key)
            if fingerprint(row) != after:
                found.add(row)
    return found


def _kept(one: Act, label: str) -> Iterator[tuple[int, str]]:
    rows = one.written.filter(model=label).order_by("pk")
    return rows.values_list("key", "after").iterator(chunk_size=2_000)


def _pointers_to(model: type[models.Model]) -> list[Any]:
    """Every column of any table that points at rows of a model."""
    related: Any = model._meta.get_fields(include_hidden=True)
    return [
        each.field
        for each in related
        if each.auto_created and not each.concrete and (each.one_to_many or each.one_to_one)
    ]


def _pointing(pointer: Any, made: frozenset[int], own: frozenset[int]) -> Built:
    """Rows the import did not write whose column points at one that it made."""
    found = Built("points", model_said(pointer.model))
    rows = pointer.model._base_manager
    for some in pieces(sorted(made), BATCH):
        for row in rows.filter(**{f"{pointer.name}__in": some}).iterator(chunk_size=500):
            if row.pk not in own:
                found.add(row)
    return found
