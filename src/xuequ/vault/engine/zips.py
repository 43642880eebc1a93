"""A strict reader of ZIP files: it believes no number before it has measured it.

The standard reader takes two members for one place, a size that is not true, and a table of
millions of names.  Here each of these is a fault, found before anything is unpacked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

MEGABYTE = 1024 * 1024
SMALL = 10 * MEGABYTE  # up to here the ratio of unpacked to packed says nothing
END, END64, LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
STORED, DEFLATED = 0, 8
FULL16, FULL32 = 0xFFFF, 0xFFFFFFFF
LOCKED, DESCRIBED, UTF8 = 0x0001, 0x0008, 0x0800


class ZipFault(Exception):
    """Why the file is not unpacked: "damaged", "bomb" or "locked"."""

    def __init__(self, kind: str, member: str = "") -> None:
        self.kind, self.member = kind, member
        super().__init__(kind, member)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may come out of a file."""

    members: int
    total: int  # bytes, unpacked
    ratio: int  # unpacked to packed, of the whole file
    is_close: bool = False  # no byte may lie between members


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the table of contents says it; `start` is where its data begin."""

    name: str
    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    start: int = 0


def members(source: BinaryIO, bounds: Bounds) -> list[Member]:
    """Every member, in the order in which they lie in the file.

    Raises:
        ZipFault: it is no whole ZIP file, or more would come out of it than `bounds` lets.
    """
    try:
        return _members(source, bounds)
    except (struct.error, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise ZipFault("damaged") from error


def _members(source: BinaryIO, bounds: Bounds) -> list[Member]:
    end = source.seek(0, 2)
    count, size, offset, last = _end(source, end)
    if count > bounds.members or size > count * 2_000:
        raise ZipFault("bomb")
    if offset + size != last:
        raise ZipFault("damaged")
    source.seek(offset)
    found = list(_table(source.read(size), count))
    total = sum(each.size for each in found)
    if total > bounds.total or total > max(SMALL, bounds.ratio * end):
        raise ZipFault("bomb")
    if len({each.name for each in found}) < len(found):
        raise ZipFault("damaged")
    return _placed(source, found, offset, is_close=bounds.is_close)


def _end(source: BinaryIO, end: int) -> tuple[int, int, int, int]:
    """Count of members, size and place of their table, and where that must end."""
    start = max(0, end - 22 - FULL16)
    source.seek(start)
    tail = source.read(end - start)
    at = tail.rfind(END)
    if at < 0:
        raise ZipFault("damaged")
    disk, first, here, count, size, offset, note = struct.unpack_from("<4H2LH", tail, at + 4)
    if disk or first or here != count or at + 22 + note != len(tail):
        raise ZipFault("damaged")
    last = start + at
    source.seek(max(0, last - 20))
    if source.read(4) == LOCATOR:
        return _end64(source, last)
    return count, size, offset, last


def _end64(source: BinaryIO, last: int) -> tuple[int, int, int, int]:
    if last < 20 + 56:
        raise ZipFault("damaged")
    source.seek(last - 20)
    mark, disk, place, disks = struct.unpack("<4sLQL", source.read(20))
    if mark != LOCATOR or disk or disks != 1 or place + 56 != last - 20:
        raise ZipFault("damaged")
    source.seek(place)
    mark, _size, _made, _needs, disk, first, here, count, size, offset = struct.unpack(
        "<4sQ2H2L4Q", source.read(56)
    )
    if mark != END64 or disk or first or here != count:
        raise ZipFault("damaged")
    return count, size, offset, place


def _table(data: bytes, count: int) -> Iterator[Member]:
    at = 0
    for _ in range(count):
        row = struct.unpack_from("<4s6H3L5H2L", data, at)
        mark, flags, method, crc, packed, size = row[0], row[3], row[4], *row[7:10]
        long, extra, note, disk, offset = row[10], row[11], row[12], row[13], row[16]
        raw = data[at + 46 : at + 46 + long]
        more = data[at + 46 + long : at + 46 + long + extra]
        at += 46 + long + extra + note
        if mark != CENTRAL or disk or at > len(data) or not raw:
            raise ZipFault("damaged")
        name = raw.decode("utf-8" if flags & UTF8 else "cp437")
        if flags & LOCKED:
            raise ZipFault("locked", name)
        if method not in {STORED, DEFLATED}:
            raise ZipFault("damaged", name)
        size, packed, offset = _wide(more, size, packed, offset)
        yield Member(name, raw, flags, method, crc, packed, size, offset)
    if at != len(data):
        raise ZipFault("damaged")


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and place, from the field for large files where they did not fit."""
    given = [size, packed, offset]
    if FULL32 not in given:
        return size, packed, offset
    at = 0
    while at + 4 <= len(extra):
        kind, long = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + long]
            for n, value in enumerate(given):
                if value == FULL32:
                    given[n], field = struct.unpack_from("<Q", field)[0], field[8:]
            return given[0], given[1], given[2]
        at += 4 + long
    raise ZipFault("damaged")


def _placed(
    source: BinaryIO, found: Sequence[Member], table: int, *, is_close: bool
) -> list[Member]:
    """The members with the place of their data; no two share a byte, none reaches the table."""
    placed: list[Member] = []
    free = 0
    for each in sorted(found, key=lambda member: member.offset):
        if each.offset < free or (not placed and each.offset):
            raise ZipFault("damaged", each.name)
        if is_close and placed and each.offset - free > _after(placed[-1]):
            raise ZipFault("damaged", each.name)
        source.seek(each.offset)
        head = source.read(30)
        mark, _needs, flags, method = struct.unpack_from("<4s3H", head)
        long, extra = struct.unpack_from("<2H", head, 26)
        if (
            mark != LOCAL
            or method != each.method
            or flags & LOCKED
            or source.read(long) != each.raw
        ):
            raise ZipFault("damaged", each.name)
        start = each.offset + 30 + long + extra
        free = start + each.packed
        if free > table:
            raise ZipFault("damaged", each.name)
        placed.append(replace(each, start=start))
    if is_close and table - free > (_after(placed[-1]) if placed else 0):
        raise ZipFault("damaged")
    return placed


def _after(member: Member) -> int:
    """How many bytes may follow the data of a member."""
    return 24 if member.flags & DESCRIBED else 0
