"""PNG: chunk by chunk with its checksums, and kept without texts and EXIF."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ..kinds import Kind
from . import another, check_pixels, damaged

MARK = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
     b"sBIT", b"bKGD", b"pHYs", b"hIST"}
)  # fmt: skip
MOST_CHUNKS = 100_000


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is no whole PNG picture."""
    source.seek(0)
    head = source.read(64)
    if not head.startswith(MARK):
        raise another(kind, head)
    names: list[bytes] = []
    for name, data in _chunks(source):
        if not names and (name != b"IHDR" or len(data) != 13):
            raise damaged()
        if name == b"IHDR":
            check_pixels(*struct.unpack_from(">2L", data))
        elif name[0] & 0x20 == 0 and name not in KEPT:
            raise damaged()
        names.append(name)
    if names.count(b"IHDR") != 1 or b"IDAT" not in names:
        raise damaged()


def clean(source: BinaryIO, sink: BinaryIO) -> None:
    """Write the picture without texts, times, EXIF, unknown chunks and whatever follows it."""
    sink.write(MARK)
    for name, data in _chunks(source):
        if name in KEPT:
            sink.write(struct.pack(">L", len(data)) + name + data)
            sink.write(struct.pack(">L", zlib.crc32(data, zlib.crc32(name))))


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Name and data of every chunk, up to the one that ends the picture."""
    left = source.seek(0, 2) - len(MARK)
    source.seek(len(MARK))
    for _ in range(MOST_CHUNKS):
        head = source.read(8)
        if len(head) < 8:
            raise damaged()
        size, name = struct.unpack(">L4s", head)
        left -= 12 + size
        if left < 0 or not name.isalpha():
            raise damaged()
        data = source.read(size)
        if struct.pack(">L", zlib.crc32(data, zlib.crc32(name))) != source.read(4):
            raise damaged()
        yield name, data
        if name == b"IEND":
            return
    raise damaged()
