"""A made-up picture of a page of a log book, drawn point by point."""

from __future__ import annotations

import struct
import zlib

WIDTH, HEIGHT, RULE = 320, 240, 24  # points; a line is ruled every so many


def log_book() -> bytes:
    """A ruled page as PNG, with strokes that stand for writing."""
    rows = b"".join(b"\0" + bytes(_point(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _point(x: int, y: int) -> int:
    """How light a point is: paper, rule, or a stroke of the pen."""
    if y % RULE == RULE - 1:
        return 190
    line, above = divmod(y, RULE)
    written = 30 < x < 290 - (line * 37) % 120 and 8 < above < 18
    return 60 if written and (x * 7 + y * 13 + line) % 5 < 2 and x % 14 < 10 else 250


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
