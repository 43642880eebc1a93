"""MP4, M4A and MOV: boxes walked to the end; where and with what it was taken is blanked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ..kinds import Kind
from . import another, damaged, head_of, size_of
from .boxes import Box, blank, body_of, boxes, brands, copy

FILM = frozenset(
    {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41",
     b"mp42", b"avc1", b"dash", b"M4V ", b"M4A ", b"M4B ", b"MSNV", b"3gp4", b"3gp5", b"3gp6",
     b"XAVC", b"qt  "}
)  # fmt: skip
TELLING = frozenset({b"udta", b"meta", b"uuid"})  # places, times, devices, titles
PLAYED = frozenset(
    {b"ftyp", b"moov", b"mdat", b"moof", b"sidx", b"ssix", b"styp", b"mfra", b"pdin", b"prft",
     b"free", b"skip", b"wide"}
)  # fmt: skip
MOST_IN_FILM, MOST_IN_TRACK = 200, 40  # boxes


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is no whole file of boxes with a track of sound or pictures.

    One without moving pictures may bear either ending; one with them is no M4A.
    """
    whole = size_of(source)
    found = brands(source, whole)
    if not FILM & set(found):
        raise another(kind, head_of(source))
    tracks: set[bytes] = set()
    seen = set()
    for box in boxes(source, 0, whole):
        seen.add(box.kind)
        if box.kind == b"moov":
            tracks |= _handlers(source, box)
    if not {b"moov", b"mdat"} <= seen or not tracks & {b"vide", b"soun"}:
        raise damaged()
    if kind.code == "m4a" and b"vide" in tracks:
        raise another(kind, head_of(source))


def clean(source: BinaryIO, sink: BinaryIO) -> None:
    """Write the file with every box that tells of places, times and devices made free space."""
    copy(source, sink)
    for box in list(_telling(source)):
        sink.seek(box.start + 4)
        sink.write(b"free")
        blank(sink, box.body, box.end)
    sink.seek(0, 2)


def _telling(source: BinaryIO) -> Iterator[Box]:
    for box in boxes(source, 0, size_of(source)):
        if box.kind not in PLAYED:
            yield box
        if box.kind == b"moov":
            for part in boxes(source, box.body, box.end, MOST_IN_FILM):
                if part.kind in TELLING:
                    yield part
                elif part.kind == b"trak":
                    inside = boxes(source, part.body, part.end, MOST_IN_TRACK)
                    yield from (each for each in inside if each.kind in TELLING)


def _handlers(source: BinaryIO, moov: Box) -> set[bytes]:
    """What the tracks are for: pictures, sound, text."""
    found = set()
    for track in boxes(source, moov.body, moov.end, MOST_IN_FILM):
        for media in _inside(source, track, b"trak", b"mdia"):
            for box in _inside(source, media, b"mdia", b"hdlr"):
                found.add(body_of(source, box, 10_000)[8:12])
    return found


def _inside(source: BinaryIO, box: Box, kind: bytes, wanted: bytes) -> Iterator[Box]:
    if box.kind == kind:
        inside = boxes(source, box.body, box.end, MOST_IN_TRACK)
        yield from (each for each in inside if each.kind == wanted)
