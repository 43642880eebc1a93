"""Which signs no font of this installation can print: they would be boxes in the PDF."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from xuequ.kernel.paper import Document
from xuequ.web.outputs.pdf import FONTS

SUFFIXES = (".ttf", ".otf", ".ttc")
UNSEEN = ("Cc", "Cf", "Mn", "Zs", "Zl", "Zp")  # controls, joiners, selectors, spaces


def lacking(document: Document) -> list[str]:
    """The signs of a document that no font has, each once, in their order."""
    folders = (FONTS, *((Path(settings.PAPER_FONTS),) if settings.PAPER_FONTS else ()))
    known = _known(folders)
    if not known:
        return []  # no fonts were built; the PDF says so itself
    signs = dict.fromkeys("".join(_texts(document.plain())))
    return [
        each
        for each in signs
        if ord(each) not in known and unicodedata.category(each) not in UNSEEN
    ]


def _texts(value: Any) -> Iterator[str]:
    """Every text inside plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


@cache
def _known(folders: tuple[Path, ...]) -> frozenset[int]:
    """The code points that some font of the folders has."""
    found: set[int] = set()
    for folder in folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.suffix.lower() in SUFFIXES:
                with path.open("rb") as file:
                    found |= signs_of(file)
    return frozenset(found)


def signs_of(file: BinaryIO) -> set[int]:
    """The code points of a font, or of every font of a collection."""
    head = file.read(12)
    if head[:4] != b"ttcf":
        return _of_font(file, 0)
    count = struct.unpack(">I", head[8:12])[0]
    starts = struct.unpack(f">{count}I", file.read(4 * count))
    return set().union(*(_of_font(file, each) for each in starts))


def _of_font(file: BinaryIO, start: int) -> set[int]:
    file.seek(start + 4)
    count = struct.unpack(">H6x", file.read(8))[0]
    for _ in range(count):
        tag, _sum, at, length = struct.unpack(">4sIII", file.read(16))
        if tag == b"cmap":
            file.seek(at)
            return _of_table(file.read(length))
    return set()


def _of_table(table: bytes) -> set[int]:
    """The code points of a cmap table: its parts of format 4 and 12."""
    found: set[int] = set()
    for n in range(struct.unpack_from(">H", table, 2)[0]):
        at = struct.unpack_from(">I", table, 8 + 8 * n)[0]
        kind = struct.unpack_from(">H", table, at)[0]
        if kind == 12:
            for group in range(struct.unpack_from(">I", table, at + 12)[0]):
                first, last = struct.unpack_from(">II", table, at + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif kind == 4:
            found |= _of_segments(table, at)
    return found


def _of_segments(table: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", table, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, at + 14)
    starts = struct.unpack_from(f">{count}H", table, at + 16 + 2 * count)
    found: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        found.update(range(first, last + 1))
    return found - {0xFFFF}
