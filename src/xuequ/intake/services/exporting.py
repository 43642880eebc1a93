"""Give out what there is in the form in which it is brought in; the record says to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.sheet import Sheet
from xuequ.record.services import note_export


def export_sheet(
    sheet: Sheet, authority: Authority, *, on: date, kind: str, actor: Actor, purpose: str = ""
) -> list[Mapping[str, object]]:
    """The rows of a sheet as they stand on a day; ID numbers in part only."""
    module, _, function = sheet.give.rpartition(".")
    give = getattr(import_module(module), function)
    rows: list[Mapping[str, object]] = list(give(authority, on, actor))
    note_export(authority, sheet.code, kind, len(rows), actor=actor, purpose=purpose)
    return rows
