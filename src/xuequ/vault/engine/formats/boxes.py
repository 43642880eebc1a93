"""The boxes that HEIC pictures and MP4 files are made of (ISO/IEC 14496-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from . import damaged

MOST_BOXES = 20_000  # beside each other; what lies within another is bounded more narrowly
CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its kind, where it begins, where its content begins and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(source: BinaryIO, start: int, end: int, most: int = MOST_BOXES) -> Iterator[Box]:
    """The boxes that fill the bytes from `start` to `end`, which must be filled exactly.

    Raises:
        Refused: a box reaches beyond, or there are far too many.
    """
    for _ in range(most):
        if start == end:
            return
        found = _box(source, start, end)
        yield found
        start = found.end
    if start != end:
        raise damaged()


def _box(source: BinaryIO, start: int, end: int) -> Box:
    source.seek(start)
    head = source.read(min(16, end - start))
    if len(head) < 8:
        raise damaged()
    size, kind = struct.unpack_from(">L4s", head)
    body = start + 8
    if size == 1:
        if len(head) < 16:
            raise damaged()
        size, body = int.from_bytes(head[8:16], "big"), start + 16
    elif size == 0:
        size = end - start
    if start + size < body or start + size > end:
        raise damaged()
    return Box(kind, start, body, start + size)


def brands(source: BinaryIO, whole: int) -> tuple[bytes, ...]:
    """What a file says it is, the foremost first; nothing if it is no such file."""
    source.seek(0)
    head = source.read(16)
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 16 <= size <= min(whole, 1_000) or size % 4:
        return ()
    more = source.read(size - 16)
    return (head[8:12], *(more[n : n + 4] for n in range(0, len(more), 4)))


def body_of(source: BinaryIO, box: Box, most: int) -> bytes:
    """The content of a box of at most `most` bytes."""
    if box.end - box.body > most:
        raise damaged()
    source.seek(box.body)
    return source.read(box.end - box.body)


def copy(source: BinaryIO, sink: BinaryIO) -> None:
    """The whole file as it is."""
    source.seek(0)
    while piece := source.read(CHUNK):
        sink.write(piece)


def blank(sink: BinaryIO, start: int, end: int) -> None:
    """Overwrite the bytes with zeros, so that everything else stays where it was."""
    sink.seek(start)
    left = end - start
    while left > 0:
        sink.write(bytes(min(CHUNK, left)))
        left -= CHUNK
