"""Documents that are ZIP files: DOCX, XLSX, PPTX and OFD.  Macros and archives within: no."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import BinaryIO

from xuequ.kernel.refusal import Refused

from ..kinds import BY_ENDING, Kind
from ..unpacking import chunks, content
from ..zips import LOCAL, MEGABYTE, Bounds, Member, ZipFault, members
from . import active, another, damaged, head_of

BOUNDS = Bounds(members=5_000, total=200 * MEGABYTE, ratio=100)
WITHIN = Bounds(members=1_000, total=50 * MEGABYTE, ratio=100)
MAIN = {  # what the list of contents calls the main part
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
CONTENTS, OFD = "[Content_Types].xml", "OFD.xml"
MACROS = re.compile(r"(?i)(^|/)(vbaProject\w*\.bin|vbaData\.xml|activeX/|macrosheets/)")
OVERRIDE = re.compile(rb"<(?:\w{1,20}:)?Override\b[^<>]{0,1000}>")
PART = re.compile(rb"""PartName\s*=\s*["']/([^"']+)["']""")
EMBEDDED = re.compile(r"(?i)(^|/)embeddings/[^/]+\.(docx|xlsx|pptx)$")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"Rar!", b"7z\xbc\xaf")


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is not just such a document, and everything in it that acts or swells."""
    head = head_of(source)
    if not head.startswith(LOCAL):
        raise another(kind, head)
    try:
        _check(source, kind, BOUNDS)
    except ZipFault as fault:
        raise _refused(fault) from fault


def _refused(fault: ZipFault) -> Refused:
    if fault.kind == "bomb":
        return Refused("file-unpacks-too-large", limit=BOUNDS.total // MEGABYTE)
    return Refused("file-is-locked") if fault.kind == "locked" else damaged()


def _check(source: BinaryIO, kind: Kind, bounds: Bounds) -> None:
    found = members(source, bounds)
    if any(MACROS.search(each.name) for each in found):
        raise Refused("file-has-macros")
    _check_main(source, kind, found)
    is_outer, left = bounds is BOUNDS, BOUNDS.total
    for each in found:
        if EMBEDDED.search(each.name) and is_outer:
            left -= _check_embedded(source, each, left)
        else:
            _check_part(source, each)


def _check_main(source: BinaryIO, kind: Kind, found: Sequence[Member]) -> None:
    """Is it the document its ending says, and is its main part there?"""
    names = {each.name: each for each in found}
    if kind.code == "ofd":
        if OFD not in names:
            raise _other_package(kind, set(names), b"")
        return
    listed = content(source, names[CONTENTS], MEGABYTE) if CONTENTS in names else b""
    if b"macroEnabled" in listed:
        raise Refused("file-has-macros")
    for override in OVERRIDE.findall(listed):
        part = PART.search(override)
        if part and MAIN[kind.code] in override:
            if part[1].decode("utf-8", "replace") not in names:
                raise damaged()
            return
    raise _other_package(kind, set(names), listed)


def _other_package(kind: Kind, names: set[str], listed: bytes) -> Refused:
    """It is another document that is a ZIP file, or an archive."""
    for code, main in MAIN.items():
        if main in listed:
            return Refused("file-not-what-it-says", said=kind.text, found=BY_ENDING[code].text)
    if OFD in names:
        return Refused("file-not-what-it-says", said=kind.text, found=BY_ENDING["ofd"].text)
    return another(kind, LOCAL) if CONTENTS not in names else damaged()


def _check_part(source: BinaryIO, member: Member) -> None:
    """Unpack a part to its end, and look whether it is an archive or a program."""
    for number, piece in enumerate(chunks(source, member)):
        if not number and piece.startswith((LOCAL, *PROGRAMS)):
            raise active(member.name.rpartition("/")[2][:60])


def _check_embedded(source: BinaryIO, member: Member, left: int) -> int:
    """Look at the table behind a diagram, one storey deep; how much it unpacks to."""
    if member.size > WITHIN.total:
        raise ZipFault("bomb", member.name)
    inner = io.BytesIO(b"".join(chunks(source, member)))
    if not inner.getvalue().startswith(LOCAL):
        return 0
    total = sum(each.size for each in members(inner, WITHIN))
    if total > left:
        raise ZipFault("bomb", member.name)
    _check(inner, BY_ENDING[member.name.rpartition(".")[2].lower()], WITHIN)
    return total
