"""Rotate the keys of the vault, with its line in the record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.record.services import write
from xuequ.vault import services as vault
from xuequ.vault.models import Rotation


def rotate_keys(*, actor: Actor, tell: Callable[[int], None] = lambda _: None) -> Rotation:
    """Make a new key and seal every encrypted value anew; one that was cut short is finished.

    It works in batches, each a transaction of its own, so the line in the record comes last.
    """
    rotation = vault.begin_rotation()
    vault.seal_anew(rotation, tell)
    with transaction.atomic():
        rotation = vault.end_rotation(rotation)
        note = {"key": rotation.key, "rows": rotation.rows}
        write("rotate-keys", rotation, actor=actor, note=note)
    return rotation


def retire_keys(*, actor: Actor) -> list[Path]:
    """Put aside the keys no value needs; does nothing if there are none."""
    last = Rotation.objects.filter(ended__isnull=False).first()
    if last is None:
        return []
    with transaction.atomic():
        aside = vault.retire_keys()
        if aside:
            write("retire-keys", last, actor=actor, note={"keys": [each.name for each in aside]})
    return aside
