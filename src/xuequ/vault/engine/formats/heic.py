"""HEIC: the boxes of the picture are walked; EXIF and XMP in it are blanked."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from ..kinds import Kind
from . import another, check_pixels, damaged, head_of, size_of
from .boxes import Box, blank, body_of, boxes, brands, copy

BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
PICTURE = frozenset({b"ftyp", b"meta", b"mdat", b"free", b"skip"})
TELLING = frozenset({b"Exif", b"mime", b"uri "})
LARGEST = 256 * 1024  # bytes of the box that describes the picture

Extent = tuple[int, int]  # from, to


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is no whole HEIC picture."""
    whole = size_of(source)
    found = brands(source, whole)
    if not {b"heic", b"heix"} & set(found) or found[0] not in BRANDS:
        raise another(kind, head_of(source))
    outer = list(boxes(source, 0, whole))
    inner = _meta(source, outer)
    sizes = list(_sizes(source, inner))
    if not sizes:
        raise damaged()
    for width, height in sizes:
        check_pixels(width, height)
    _told(source, inner, whole)


def clean(source: BinaryIO, sink: BinaryIO) -> None:
    """Write the picture with EXIF, XMP and films beside it overwritten by zeros.

    Nothing moves.
    """
    whole = size_of(source)
    outer = list(boxes(source, 0, whole))
    copy(source, sink)
    for start, end in _told(source, _meta(source, outer), whole):
        blank(sink, start, end)
    for box in outer:
        if box.kind not in PICTURE:
            sink.seek(box.start + 4)
            sink.write(b"free")
            blank(sink, box.body, box.end)
    sink.seek(0, 2)


def _meta(source: BinaryIO, outer: list[Box]) -> dict[bytes, Box]:
    """The boxes within the one that describes the picture."""
    found = [each for each in outer if each.kind == b"meta"]
    if len(found) != 1 or not 12 < found[0].end - found[0].body <= LARGEST:
        raise damaged()
    return {each.kind: each for each in boxes(source, found[0].body + 4, found[0].end)}


def _sizes(source: BinaryIO, inner: dict[bytes, Box]) -> Iterator[tuple[int, int]]:
    if b"iprp" not in inner:
        raise damaged()
    for held in boxes(source, inner[b"iprp"].body, inner[b"iprp"].end):
        if held.kind == b"ipco":
            for box in boxes(source, held.body, held.end):
                if box.kind == b"ispe":
                    yield struct.unpack(">2L", _exactly(body_of(source, box, 100), 12)[4:])


def _told(source: BinaryIO, inner: dict[bytes, Box], whole: int) -> list[Extent]:
    """Where EXIF and XMP lie."""
    if not {b"iinf", b"iloc"} <= set(inner):
        raise damaged()
    items = {number for number, kind in _items(source, inner[b"iinf"]) if kind in TELLING}
    inside = inner[b"idat"].body if b"idat" in inner else None
    try:
        found = list(_extents(body_of(source, inner[b"iloc"], LARGEST), items, inside))
    except struct.error as error:
        raise damaged() from error
    if any(not 0 < start < end <= whole for start, end in found):
        raise damaged()
    return found


def _items(source: BinaryIO, box: Box) -> Iterator[tuple[int, bytes]]:
    """Number and kind of every part of the picture."""
    version = body_of(source, box, LARGEST)[:1]
    skip = 6 if version == b"\0" else 8
    for each in boxes(source, box.body + skip, box.end):
        data = body_of(source, each, 10_000)
        if each.kind != b"infe" or data[:1] not in {b"\2", b"\3"}:
            raise damaged()
        long = 2 if data[:1] == b"\2" else 4
        yield int.from_bytes(data[4 : 4 + long], "big"), data[6 + long : 10 + long]


def _extents(data: bytes, items: set[int], inside: int | None) -> Iterator[Extent]:
    version, sizes = struct.unpack_from(">B3xH", data)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    long = 2 if version < 2 else 4
    count, at = _number(data, 6, long)
    if not offset + length:
        raise damaged()
    for _ in range(count):
        number, at = _number(data, at, long)
        method, at = _number(data, at, 2) if version else (0, at)
        _, at = _number(data, at, 2)
        origin, at = _number(data, at, base)
        extents, at = _number(data, at, 2)
        for _ in range(extents):
            at += index if version else 0
            start, at = _number(data, at, offset)
            span, at = _number(data, at, length)
            if number in items and span:
                yield _placed(origin + start, span, method & 15, inside)


def _placed(start: int, span: int, method: int, inside: int | None) -> Extent:
    if method == 0:
        return start, start + span
    if method == 1 and inside is not None:
        return inside + start, inside + start + span
    raise damaged()


def _number(data: bytes, at: int, long: int) -> tuple[int, int]:
    if at + long > len(data):
        raise damaged()
    return int.from_bytes(data[at : at + long], "big"), at + long


def _exactly(data: bytes, size: int) -> bytes:
    if len(data) != size:
        raise damaged()
    return data
