"""JPEG: walked from its beginning to its end, and kept without what tells where it was taken."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

from ..kinds import Kind
from . import another, check_pixels, damaged

BEGIN, END, SCAN = 0xD8, 0xD9, 0xDA
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
FILL = re.compile(rb"\xff+")
ORIENTATION = 0x0112
MOST_PARTS = 20_000

Part = tuple[int, int, int]  # marker, where it begins, where it ends


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is no whole JPEG picture."""
    data = _read(source)
    if not data.startswith(b"\xff\xd8\xff"):
        raise another(kind, data[:64])
    frames = scans = 0
    for marker, start, end in _parts(data):
        if marker in FRAMES:
            if end - start < 10:
                raise damaged()
            height, width = struct.unpack_from(">2H", data, start + 5)
            check_pixels(width, height)
            frames += 1
        scans += marker == SCAN
    if frames != 1 or not scans:
        raise damaged()


def clean(source: BinaryIO, sink: BinaryIO) -> None:
    """Write the picture without EXIF, XMP, IPTC, comments and whatever follows its end.

    Colour profile and the way it is to be turned stay.
    """
    data = _read(source)
    sink.write(b"\xff\xd8")
    for marker, start, end in _parts(data):
        part = data[start:end]
        if marker == 0xE1 and part[4:10] == b"Exif\0\0":
            sink.write(_turned(part[10:]))
        elif _stays(marker, part):
            sink.write(part)
    sink.write(b"\xff\xd9")


def _stays(marker: int, part: bytes) -> bool:
    if marker == 0xE0:
        return part[4:9] == b"JFIF\0"
    if marker == 0xE2:
        return part[4:16] == b"ICC_PROFILE\0"
    if marker == 0xEE:
        return part[4:9] == b"Adobe"
    return marker in FRAMES or marker in TABLES or marker == SCAN


def _read(source: BinaryIO) -> bytes:
    source.seek(0)
    return source.read()


def _parts(data: bytes) -> Iterator[Part]:
    """Every part between beginning and end; a scan together with its compressed data."""
    at = 2
    for _ in range(MOST_PARTS):
        fill = FILL.match(data, at)
        if fill is None:
            raise damaged()
        at = fill.end() - 1
        marker = data[at + 1] if at + 1 < len(data) else 0
        if marker == END:
            return
        if marker < 0xC0 or BEGIN <= marker < SCAN or 0xD0 <= marker < 0xD8 or at + 4 > len(data):
            raise damaged()
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            raise damaged()
        if marker == SCAN:
            found = MARKER.search(data, end)
            if found is None:
                raise damaged()
            end = found.start()
        yield marker, at, end
        at = end
    raise damaged()


def _turned(exif: bytes) -> bytes:
    """A part that says only how the picture is to be turned; nothing if it is upright."""
    turn = _orientation(exif)
    if turn == 1:
        return b""
    entry = struct.pack(">2HLHH", ORIENTATION, 3, 1, turn, 0)
    body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _orientation(exif: bytes) -> int:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}L", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for n in range(min(count, 200)):
            tag, kind, _, value = struct.unpack_from(f"{order}2HLH", exif, at + 2 + 12 * n)
            if tag == ORIENTATION and kind == 3:
                return int(value) if value in range(1, 9) else 1
    except struct.error:
        return 1
    return 1
