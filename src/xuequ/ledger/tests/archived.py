"""Archives of the town's ledger, read and changed by the tests."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date

from django.db.models import Model

from xuequ.kernel.actors import program
from xuequ.kernel.periods import Span
from xuequ.ledger.models import Entry
from xuequ.ledger.services.archives import archive_ledger
from xuequ.vault.services import store_file
from xuequ.vault.tests.samples import jpeg

from .handed import TODAY, handed
from .township import Town

YEAR = Span(date(2026, 9, 1), date(2027, 9, 1))


def archived(place: Model, span: Span = YEAR) -> io.BytesIO:
    out = io.BytesIO()
    archive_ledger(place, span, out, actor=program("tests"), on=TODAY)  # type: ignore[arg-type]
    return out


def members(data: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(data) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def entries(data: io.BytesIO) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(members(data)["entries.json"])
    return found


def rows(data: io.BytesIO, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(members(data)[name].decode("utf-8-sig"))))


def with_photo(where: Town, **more: object) -> Entry:
    return handed(where, files=[store_file(jpeg(), name="课堂 照片.jpg")], **more)


def rewritten(data: io.BytesIO, change: Callable[[dict[str, bytes]], object]) -> io.BytesIO:
    held, out = members(data), io.BytesIO()
    change(held)
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in held.items():
            packed.writestr(name, text)
    return out
