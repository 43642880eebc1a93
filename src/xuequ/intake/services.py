"""Bring a sheet in: read it, check every row, take all of it or nothing."""

from __future__ import annotations

from datetime import date
from importlib import import_module

from django.db import transaction

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problems
from xuequ.kernel.sheet import Sheet

from .engine.cells import read_rows
from .files import read_cells


def import_sheet(
    sheet: Sheet, name: str, data: bytes, *, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Take the file `name` as `sheet`; what it says holds from `since` where it gives no day.

    Returns:
        How many things of each sort are new.

    Raises:
        Problems: each mistake with file, line, field and cure; nothing was written.
    """
    rows, problems = read_rows(sheet, read_cells(name, data), file=name)
    if problems:
        raise Problems(problems)
    module, _, function = sheet.take.rpartition(".")
    take = getattr(import_module(module), function)
    with transaction.atomic():
        counts: dict[str, int] = take(
            rows, file=name, authority=authority, since=since, actor=actor
        )
    return counts
