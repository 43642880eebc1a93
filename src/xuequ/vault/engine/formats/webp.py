"""WebP: chunk by chunk, and kept without EXIF and XMP."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from ..kinds import Kind
from . import another, check_pixels, damaged

KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
HAS_EXIF, HAS_XMP = 0x08, 0x04
MOST_CHUNKS = 20_000


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is no whole WebP picture."""
    source.seek(0)
    head = source.read(64)
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        raise another(kind, head)
    found = []
    for name, data in _chunks(source):
        if size := _dimensions(name, data):
            check_pixels(*size)
        found.append(name)
    if not found or found[0] not in {b"VP8 ", b"VP8L", b"VP8X"}:
        raise damaged()
    if not {b"VP8 ", b"VP8L", b"ANMF"} & set(found):
        raise damaged()


def clean(source: BinaryIO, sink: BinaryIO) -> None:
    """Write the picture without EXIF, XMP, unknown chunks and whatever follows it."""
    body = b"".join(_written(name, data) for name, data in _chunks(source) if name in KEPT)
    sink.write(b"RIFF" + struct.pack("<L", len(body) + 4) + b"WEBP" + body)


def _written(name: bytes, data: bytes) -> bytes:
    if name == b"VP8X":
        data = bytes([data[0] & ~(HAS_EXIF | HAS_XMP)]) + data[1:]
    return name + struct.pack("<L", len(data)) + data + bytes(len(data) % 2)


def _dimensions(name: bytes, data: bytes) -> tuple[int, int] | None:
    """Width and height, where a chunk says them."""
    if name == b"VP8X":
        if len(data) != 10:
            raise damaged()
        return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    if name == b"VP8 ":
        if data[3:6] != b"\x9d\x01\x2a" or len(data) < 10:
            raise damaged()
        width, height = struct.unpack_from("<2H", data, 6)
        return width & 0x3FFF, height & 0x3FFF
    if name == b"VP8L":
        if data[:1] != b"\x2f" or len(data) < 5:
            raise damaged()
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    whole = source.seek(0, 2)
    source.seek(4)
    left = struct.unpack("<L", source.read(4))[0] - 4
    if left < 8 or left + 12 > whole:
        raise damaged()
    source.seek(12)
    for _ in range(MOST_CHUNKS):
        if not left:
            return
        head = source.read(8)
        if len(head) < 8:
            raise damaged()
        name, size = struct.unpack("<4sL", head)
        left -= 8 + size + size % 2
        if left < 0:
            raise damaged()
        data = source.read(size + size % 2)
        yield name, data[:size]
    raise damaged()
