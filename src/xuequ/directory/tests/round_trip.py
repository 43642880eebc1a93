"""Take rows as an intake would, mistakes as triples, and what is given taken in again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from casting import MAKER
from xuequ.directory.tests.belonging import DAY
from xuequ.intake.services import import_sheet
from xuequ.kernel.actors import Actor
from xuequ.kernel.problems import Problems
from xuequ.kernel.sheet import Row, Sheet
from xuequ.record.models import Line
from xuequ.vault.sealing import Sealed

Mistake = tuple[int, str, str]  # line, heading, words of the English cure


def service(sheet: Sheet) -> Any:
    """The function that takes the rows of a sheet."""
    module, _, function = sheet.take.rpartition(".")
    return getattr(import_module(module), function)


def take(
    cast: Any, sheet: Sheet, heads: str, *rows: str, since: date = DAY, actor: Actor = MAKER
) -> dict[str, int]:
    """Take the rows under the headings as a file into the authority of the cast."""
    data = "\n".join((heads, *rows)).encode()
    return import_sheet(sheet, "表.csv", data, authority=cast.authority, since=since, actor=actor)


def again(
    cast: Any, sheet: Sheet, given: Iterable[Mapping[str, object]], since: date = DAY
) -> dict[str, int]:
    """Take what was given as it is."""
    codes = [column.code for column in sheet.columns]
    rows = []
    for line, values in enumerate(given, start=4):
        assert set(values) <= set(codes), set(values) - set(codes)
        rows.append(Row(line, {code: values.get(code) for code in codes}))
    found: dict[str, int] = service(sheet)(
        rows, file="表.xlsx", authority=cast.authority, since=since, actor=MAKER
    )
    return found


def everything() -> dict[str, list[Any]]:
    """Every row of the directory."""
    return {
        each.__name__: [_opened(row) for row in each._default_manager.order_by("pk").values()]
        for each in apps.get_app_config("directory").get_models()
    }


def _opened(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v.open() if isinstance(v, Sealed) else v for k, v in row.items()}


def is_told(cast: Any, sheet: Sheet, heads: str, rows: Iterable[str], *wanted: Mistake) -> None:
    """Just these mistakes are told, in both languages, and nothing is written."""
    before, lines = str(everything()), Line.objects.count()
    with pytest.raises(Problems) as refused:
        take(cast, sheet, heads, *rows)
    assert (str(everything()), Line.objects.count()) == (before, lines)
    found = refused.value.problems
    told = [(each.line, each.field, each.text.en) for each in found]
    assert [each[:2] for each in told] == [each[:2] for each in wanted], told
    for (_, _, words), (_, _, said) in zip(wanted, told, strict=True):
        assert words in said
    assert all(each.text.zh != each.text.en for each in found)
