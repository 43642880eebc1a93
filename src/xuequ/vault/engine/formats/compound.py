"""DOC, XLS, PPT and WPS files of old: the folders of a compound file are read (MS-CFB).

Macros show as folders of their own in DOC and XLS.  Those of a PPT lie within its one stream
and are not seen here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from xuequ.kernel.refusal import Refused

from ..kinds import BY_ENDING, Kind
from . import another, damaged, head_of, size_of

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = {
    "doc": frozenset({"WordDocument"}),
    "xls": frozenset({"Workbook", "Book"}),
    "ppt": frozenset({"PowerPoint Document"}),
}
MACROS = frozenset({"Macros", "_VBA_PROJECT_CUR", "VBA", "_VBA_PROJECT", "PROJECTwm"})
LOCKED = frozenset({"EncryptedPackage", "EncryptionInfo"})
LAST = 0xFFFFFFFA  # sectors from here on are signs, not places
FREE = 0xFFFFFFFF
MOST_FOLDERS = 20_000
ROOT, STREAM, STORAGE = 5, 2, 1


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is no such document, is locked, or has macros."""
    head = head_of(source, 512)
    if not head.startswith(MARK):
        raise another(kind, head)
    try:
        names = set(_names(source, head))
    except struct.error as error:
        raise damaged() from error
    if names & LOCKED:
        raise Refused("file-is-locked")
    if names & MACROS:
        raise Refused("file-has-macros")
    if not names & MAIN[kind.code]:
        for code, main in MAIN.items():
            if names & main:
                found = BY_ENDING[code].text
                raise Refused("file-not-what-it-says", said=kind.text, found=found)
        raise damaged()


def _names(source: BinaryIO, head: bytes) -> Iterator[str]:
    """The names of all folders and streams."""
    version, order, shift = struct.unpack_from("<3H", head, 26)
    if order != 0xFFFE or (version, shift) not in {(3, 9), (4, 12)}:
        raise damaged()
    sector = 1 << shift
    whole = size_of(source) // sector + 1
    table = _table(source, head, sector)
    (at,) = struct.unpack_from("<L", head, 48)
    seen = 0
    while at < LAST:
        seen += 1
        data = _sector(source, at, sector)
        if seen > min(whole, MOST_FOLDERS * 128 // sector):
            raise damaged()
        yield from _entries(data, is_first=seen == 1)
        if at >= len(table):
            raise damaged()
        at = table[at]
    if not seen:
        raise damaged()


def _entries(data: bytes, *, is_first: bool) -> Iterator[str]:
    for at in range(0, len(data), 128):
        long, kind = struct.unpack_from("<HB", data, at + 64)
        if is_first and not at and kind != ROOT:
            raise damaged()
        if kind in {STREAM, STORAGE} and 2 <= long <= 64:
            yield data[at : at + long - 2].decode("utf-16-le", "replace")


def _table(source: BinaryIO, head: bytes, sector: int) -> list[int]:
    """For every sector the one that follows it."""
    (count,) = struct.unpack_from("<L", head, 44)
    following, extra = struct.unpack_from("<2L", head, 68)
    places = [each for each in struct.unpack_from("<109L", head, 76) if each < LAST]
    each_holds = sector // 4
    most = size_of(source) // sector + 1
    if count > most // each_holds + 2 or extra > most // each_holds + 2:
        raise damaged()
    while following < LAST and len(places) < count:
        row = struct.unpack(f"<{each_holds}L", _sector(source, following, sector))
        places += [each for each in row[:-1] if each < LAST]
        following, extra = row[-1], extra - 1
        if extra < 0:
            raise damaged()
    table: list[int] = []
    for place in places[:count]:
        table += struct.unpack(f"<{each_holds}L", _sector(source, place, sector))
    used = max((n for n, each in enumerate(table) if each != FREE), default=0)
    if used + 1 >= most:
        raise damaged()  # cut off
    return table


def _sector(source: BinaryIO, number: int, sector: int) -> bytes:
    source.seek((number + 1) * sector)
    data = source.read(sector)
    if len(data) < sector:
        raise damaged()
    return data
