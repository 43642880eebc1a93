"""Bring a sheet in: read it, check every row, take all of it or nothing."""

from __future__ import annotations

from datetime import date
from importlib import import_module

from django.db import transaction

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Row, Sheet

from .engine.cells import advice_on
from .files import rows_of


def import_sheet(
    sheet: Sheet, name: str, data: bytes, *, authority: Authority, since: date, actor: Actor
) -> dict[str, int]:
    """Take the file `name` as `sheet`; what it says holds from `since` where it gives no day.

    Returns:
        How many things of each sort are new.

    Raises:
        Problems: each mistake with file, line, field and cure; nothing was written.
    """
    rows = _rows(sheet, name, data)
    module, _, function = sheet.take.rpartition(".")
    take = getattr(import_module(module), function)
    with transaction.atomic():
        counts: dict[str, int] = take(
            rows, file=name, authority=authority, since=since, actor=actor
        )
    return counts


def advice_of(sheet: Sheet, name: str, data: bytes) -> list[Problem]:
    """What is odd in a file that was taken, place by place; nothing of it need be changed.

    Raises:
        Problems: the file cannot be read.
    """
    return advice_on(sheet, _rows(sheet, name, data), file=name)


def _rows(sheet: Sheet, name: str, data: bytes) -> list[Row]:
    rows, problems = rows_of(sheet, name, data)
    if problems:
        raise Problems(problems)
    return rows
