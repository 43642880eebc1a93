"""PDF: from its first line to its last, and nothing in it that acts or that hides a file."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

from xuequ.kernel.refusal import Refused

from ..kinds import Kind
from . import active, another, damaged, head_of

HEADER = re.compile(rb"%PDF-[12]\.\d")
END = re.compile(rb"%%EOF\s*\Z")
CODED = re.compile(rb"/[^\s()<>\[\]{}/%#]{0,30}#[^\s()<>\[\]{}/%]{0,60}")
CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = b"/ObjStm"  # objects that lie packed within a stream
STREAM = re.compile(rb">>\s{0,4}stream\r?\n")
MOST_PACKED, MOST_CODED = 10_000, 100_000
ACTING = {
    b"/JavaScript": "JavaScript",
    b"/Launch": "Launch",
    b"/EmbeddedFile": "EmbeddedFile",
    b"/EmbeddedFiles": "EmbeddedFiles",
    b"/RichMedia": "RichMedia",
}
MOST_UNPACKED = 60 * 1024 * 1024
PIECE = 256 * 1024


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is no whole PDF, and one with scripts, commands or files within."""
    head = head_of(source)
    if not HEADER.match(head):
        raise another(kind, head)
    source.seek(0)
    data = source.read()
    if not END.search(data, max(0, len(data) - 2_048)):
        raise damaged()
    if b"/Root" not in data or data.count(PACKED) > MOST_PACKED:
        raise damaged()
    _check_names(data)
    left, at = MOST_UNPACKED, data.find(PACKED)
    while at >= 0:
        if found := STREAM.search(data, at, at + 500):
            text = _unpacked(data, found.end(), left)
            left -= len(text)
            _check_names(text)
        at = data.find(PACKED, at + 1)


def _check_names(data: bytes) -> None:
    """Look for names of actions, also with letters written as codes."""
    for name, said in ACTING.items():
        at = data.find(name)
        while at >= 0:
            if _ends(data, at + len(name)):
                raise active(said)
            at = data.find(name, at + 1)
    for number, found in enumerate(CODED.finditer(data)):
        if number == MOST_CODED:
            raise damaged()
        plain = CODE.sub(lambda code: bytes([int(code[1], 16)]), found[0])
        if plain in ACTING:
            raise active(ACTING[plain])


def _ends(data: bytes, at: int) -> bool:
    """Does a name end here?"""
    return data[at : at + 1] in b"\0\t\n\f\r ()<>[]{}/%"


def _unpacked(data: bytes, at: int, most: int) -> bytes:
    """What a packed stream holds as far as it is readable, at most `most` bytes."""
    work, found, given = zlib.decompressobj(), bytearray(), data[at : at + PIECE]
    try:
        while given and not work.eof:
            found += work.decompress(given, PIECE)
            if len(found) > most:
                raise Refused("file-unpacks-too-large", limit=MOST_UNPACKED // 1024 // 1024)
            given = work.unconsumed_tail
            if not given:
                at += PIECE
                given = data[at : at + PIECE]
    except zlib.error:
        return bytes(found)
    return bytes(found)
