"""Rotate the keys: seal every value anew, in batches, so that a kill at any moment loses nothing.

A value under an old key opens as long as that key is on the ring, so work goes on meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from ..fields import BlindIndexField
from ..keys import add_key, retire_key, ring
from ..models import Rotation
from ..queries import encrypted, in_use, not_sealed_with
from ..sealing import CannotOpen

BATCH = 200
Tell = Callable[[int], None]


def begin_rotation() -> Rotation:
    """The rotation that was not finished, else a new one with a new key."""
    found = Rotation.objects.filter(ended=None).first()
    if found is None:
        found = Rotation.objects.create(key=ring().newest.number + 1)
    if found.key not in ring().keys:
        add_key(found.key)
    return found


def seal_anew(rotation: Rotation, tell: Tell = lambda _: None) -> int:
    """Seal what older keys sealed with the key of the rotation; says how many rows."""
    done = 0
    for model, names in encrypted().items():
        while count := _batch(rotation, model, names):
            done += count
            tell(done)
    return done


def end_rotation(rotation: Rotation) -> Rotation:
    """Note that nothing was left to do."""
    rotation.refresh_from_db()
    rotation.ended = timezone.now()
    rotation.save(update_fields=["ended"])
    return rotation


def retire_keys() -> list[Path]:
    """Put aside every key but the newest that no value kept needs."""
    used, keys = in_use(), ring()
    idle = sorted(set(keys.keys) - used - {keys.newest.number})
    return [retire_key(number) for number in idle]


@transaction.atomic
def _batch(rotation: Rotation, model: type[Model], names: list[str]) -> int:
    due = not_sealed_with(model, names, rotation.key)
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    rows = list(model._default_manager.select_for_update().filter(pk__in=ids).order_by("pk"))
    indexes = [each for each in model._meta.concrete_fields if isinstance(each, BlindIndexField)]
    for row in rows:
        try:
            for index in indexes:
                index.pre_save(row, False)
            for name in names:
                if (value := getattr(row, name)) is not None:
                    value.open()
        except CannotOpen as error:
            raise CannotOpen(f"{model._meta.label} {row.pk}: {error}") from error
    if rows:
        fields = [*names, *(each.attname for each in indexes)]
        model._default_manager.bulk_update(rows, fields)
        Rotation.objects.filter(pk=rotation.pk).update(rows=F("rows") + len(rows))
    return len(rows)
