"""Take an import, or another act that kept its rows, back as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from graphlib import TopologicalSorter
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write
from xuequ.vault.keys import steady_ring
from xuequ.vault.sealing import Sealed

from ..models import Import, WrittenRow
from ..queries.built import Act, built_on
from ..queries.written import model_of, pieces, plain, pointers, put_back
from .locking import held

BATCH = 500  # rows put back at once


@transaction.atomic
def undo_import(one: Import, *, actor: Actor, by_run: bool = False) -> Import:
    """Put every row that an import wrote back as it was; rows that it made are gone.

    Raises:
        Refused("import-is-over"): it is not brought in, or was undone already.
        Refused("import-at-work"): its run is on the way.
        Refused("import-built-on"): something was built on it since.
    """
    one = held(one, states=(Import.State.DONE,), by_run=by_run)
    with steady_ring():
        return _undo(one, actor)


def _undo(one: Import, actor: Actor) -> Import:
    if built := built_on(one):
        what = [f"{each.what} {each.count}" for each in built]
        raise Refused("import-built-on", what=what)
    take_back(one)
    note = {"file": one.file, "rows": one.rows, "digest": one.digest}
    one.state, one.undone_at, one.undone_by = Import.State.UNDONE, timezone.now(), actor.account
    one.save(update_fields=["state", "undone_at", "undone_by"])
    write("undo-import", one, actor=actor, note=note)
    return one


def take_back(one: Act) -> None:
    """Put back what an act wrote, and forget what it took to do so; nothing is built on it."""
    labels = list(one.written.order_by().values_list("model", flat=True).distinct())
    kinds = [model_of(label) for label in labels]
    for model in _outermost_first(kinds):
        made = one.written.filter(model=model._meta.label, before=None).order_by("-key")
        for some in pieces(made.values_list("key", flat=True), BATCH):
            rows: models.QuerySet[models.Model] = model._base_manager.filter(pk__in=some)
            rows._raw_delete(connection.alias)  # nothing points at them: it was looked up
    for model in reversed(_outermost_first(kinds)):
        changed = one.written.filter(model=model._meta.label, before__isnull=False)
        for piece in pieces(changed.iterator(chunk_size=BATCH), BATCH):
            _put_back(model, piece)
    one.written.all().delete()


def _outermost_first(kinds: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """Models in an order in which each stands before those its rows point at."""
    every = sorted(kinds, key=lambda each: each._meta.label)
    points = {
        model: {each.related_model for each in pointers(model)} & set(every) - {model}
        for model in every
    }
    return list(reversed(list(TopologicalSorter(points).static_order())))


def _put_back(model: type[models.Model], piece: Sequence[WrittenRow]) -> None:
    """Rows that were changed get their values again; rows that were taken out come back."""
    now = model._base_manager.in_bulk([each.key for each in piece])
    there: list[models.Model] = []
    gone: list[models.Model] = []
    columns: set[str] = set()
    for each in piece:
        values = json.loads(each.before.open())
        row = now.get(each.key)
        if row is None:
            row = model()
            put_back(row, values)
            gone.append(row)
            continue
        held_now = plain(row)
        columns |= {name for name, value in values.items() if held_now[name] != value}
        put_back(row, values)
        there.append(row)
    model._base_manager.bulk_create(gone)
    fields = [each for each in model._meta.concrete_fields if each.attname in columns]
    names = {each.name for each in fields}
    fields += [
        each
        for each in model._meta.concrete_fields
        if getattr(each, "of", None) in names and not each.primary_key
    ]
    if there and fields:
        _restore(model, there, fields)


def _restore(
    model: type[models.Model], rows: Sequence[models.Model], fields: Sequence[Any]
) -> None:
    """Write these columns of rows; at once where all of them get the same values."""
    wanted = [[getattr(row, each.attname) for each in fields] for row in rows]
    if any(isinstance(value, Sealed) for value in wanted[0]) or wanted.count(wanted[0]) < len(rows):
        model._base_manager.bulk_update(rows, [each.name for each in fields])
        return
    values = dict(zip((each.attname for each in fields), wanted[0], strict=True))
    model._base_manager.filter(pk__in=[row.pk for row in rows]).update(**values)
