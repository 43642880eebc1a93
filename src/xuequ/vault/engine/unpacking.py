"""Unpack one member of a ZIP file: never more than it says, and just what it says."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from .zips import STORED, Member, ZipFault

CHUNK = 256 * 1024


def chunks(source: BinaryIO, member: Member) -> Iterator[bytes]:
    """The content of a member, piece by piece, never more than it says.

    Raises:
        ZipFault: it is more or other than the table of contents says.
    """
    source.seek(member.start)
    crc = done = 0
    for piece in _unpacked(source, member):
        done += len(piece)
        if done > member.size:
            raise ZipFault("bomb", member.name)
        crc = zlib.crc32(piece, crc)
        yield piece
    if done != member.size or crc != member.crc:
        raise ZipFault("damaged", member.name)


def content(source: BinaryIO, member: Member, most: int) -> bytes:
    """The content of a member of at most `most` bytes.

    Raises:
        ZipFault: it is larger, or other than the table of contents says.
    """
    if member.size > most:
        raise ZipFault("bomb", member.name)
    return b"".join(chunks(source, member))


def _unpacked(source: BinaryIO, member: Member) -> Iterator[bytes]:
    if member.method == STORED:
        if member.packed != member.size:
            raise ZipFault("damaged", member.name)
        yield from _packed(source, member)
        return
    work = zlib.decompressobj(-15)
    try:
        for piece in _packed(source, member):
            given = piece
            while given and not work.eof:
                yield work.decompress(given, CHUNK)
                given = work.unconsumed_tail
            if work.eof and (work.unused_data or given):
                raise ZipFault("damaged", member.name)
        yield work.flush(CHUNK)
    except zlib.error as error:
        raise ZipFault("damaged", member.name) from error
    if not work.eof:
        raise ZipFault("damaged", member.name)


def _packed(source: BinaryIO, member: Member) -> Iterator[bytes]:
    left = member.packed
    while left:
        piece = source.read(min(CHUNK, left))
        if not piece:
            raise ZipFault("damaged", member.name)
        left -= len(piece)
        yield piece
