"""A bundle as bytes: the same tables give the same bytes, whenever and wherever."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from .layout import CN, FILES, MANIFEST, MANIFEST_HEAD, NAMES, Record
from .words import tame

Tables = Mapping[str, Sequence[Record]]  # by name of the file, without ending
THEN = (1980, 1, 1, 0, 0, 0)  # the first day an archive can hold
SYSTEM = ("学区 Xuequ", "xuequ")


def write_bundle(tables: Tables) -> bytes:
    """The archive with manifest and files; a file without rows is absent, as the standard asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
        bundle.writestr(*_member(MANIFEST, _manifest(tables)))
        for name in NAMES:
            if tables.get(name):
                bundle.writestr(*_member(f"{name}.csv", _file(name, tables[name])))
    return out.getvalue()


def _member(name: str, data: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name, THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info, data


def _manifest(tables: Tables) -> bytes:
    rows = [
        MANIFEST_HEAD,
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.2"),
        *((f"file.{name}", "bulk" if tables.get(name) else "absent") for name in NAMES),
        ("source.systemName", SYSTEM[0]),
        ("source.systemCode", SYSTEM[1]),
    ]
    return _lines(rows)


def _file(name: str, rows: Sequence[Record]) -> bytes:
    file = FILES[name]
    head = (*file.head, *(f"{CN}{each}" for each in file.further))
    ordered = sorted(rows, key=lambda row: row["sourcedId"])
    return _lines([head, *([tame(row.get(column, "")) for column in head] for row in ordered)])


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
