"""Short words for taking in a sheet, and for counting what it may change."""

from __future__ import annotations

from datetime import date
from typing import Any

from casting import MAKER
from xuequ.directory.engine.identity import check_digit
from xuequ.directory.models import Honour, Pairing, Person, Posting, Teacher
from xuequ.directory.tests.belonging import DAY
from xuequ.intake.services import import_sheet
from xuequ.kernel.sheet import Sheet
from xuequ.record.models import Line


def number(n: int) -> str:
    """A resident number that could be somebody's."""
    first = f"45010319800101{n:03d}"
    return first + check_digit(first)


def take(cast: Any, sheet: Sheet, *rows: str, since: date = DAY) -> dict[str, int]:
    """Take the rows, the headings among them, as a file into the authority of the cast."""
    data = "\n".join(rows).encode()
    return import_sheet(sheet, "表.csv", data, authority=cast.authority, since=since, actor=MAKER)


def held() -> list[int]:
    """How many rows there are of everything such a sheet may write."""
    return [kind.objects.count() for kind in (Person, Teacher, Honour, Posting, Pairing, Line)]
