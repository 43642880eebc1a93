"""One module per form of content: is it whole, is it what it says, does it do nothing by itself."""

from __future__ import annotations

from typing import BinaryIO

from xuequ.kernel.refusal import Refused

from ..kinds import PROGRAM, Kind, guess

MOST_PIXELS = 120_000_000  # a telephone's largest photograph has 108 million


def damaged() -> Refused:
    """The file is broken or cut off."""
    return Refused("file-damaged")


def another(kind: Kind, head: bytes) -> Refused:
    """The content is of another kind than the name says; a program nobody is told to open."""
    found = guess(head)
    if found is PROGRAM:
        return Refused("file-is-a-program", said=kind.text)
    return Refused("file-not-what-it-says", said=kind.text, found=found)


def active(what: str) -> Refused:
    """The document does something by itself when it is opened."""
    return Refused("file-is-active", what=what)


def check_pixels(width: int, height: int) -> None:
    """Refuse a picture of no size, or one that nobody's computer could show."""
    if not width or not height:
        raise damaged()
    if width * height > MOST_PIXELS:
        raise Refused(
            "too-many-pixels",
            width=width,
            height=height,
            limit=MOST_PIXELS // 1_000_000,
        )


def head_of(source: BinaryIO, size: int = 64) -> bytes:
    """The first bytes of a file."""
    source.seek(0)
    return source.read(size)


def size_of(source: BinaryIO) -> int:
    """How many bytes the file has."""
    return source.seek(0, 2)
