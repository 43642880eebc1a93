"""Plain text and CSV: whole in UTF-8 or GB18030, without signs that belong to no text."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from xuequ.kernel.refusal import Refused

from ..kinds import OTHER, Kind, guess
from . import another, head_of

ENCODINGS = ("utf-8-sig", "gb18030")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
PIECE = 256 * 1024


def check(source: BinaryIO, kind: Kind) -> None:
    """Refuse what is no plain text."""
    if any(_is_text(source, each) for each in ENCODINGS):
        return
    head = head_of(source)
    if guess(head) is not OTHER:
        raise another(kind, head)
    raise Refused("file-is-no-text")


def _is_text(source: BinaryIO, encoding: str) -> bool:
    work = codecs.getincrementaldecoder(encoding)("strict")
    source.seek(0)
    try:
        while piece := source.read(PIECE):
            if CONTROL.search(work.decode(piece)):
                return False
        work.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True
