"""Papers as Word documents."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from docx import Document as Word

from xuequ.kernel.paper import Document, PaperKind

from ...engine.pieces import is_wide
from ..marks import Marks
from . import certificate, form, official
from .text import NO_XML, Writer

LAYOUTS: dict[str, Callable[[Writer], None]] = {
    "official": official.write,
    "form": form.write,
    "certificate": certificate.write,
}


def write(document: Document, kind: PaperKind, marks: Marks) -> bytes:
    """The document as bytes."""
    word = Word()
    writer = Writer(word, document, marks, is_wide(document, kind))
    LAYOUTS[kind.layout](writer)
    _name(word, document, marks)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _name(word: Any, document: Document, marks: Marks) -> None:
    """Title, issuer and day among the properties of the file."""
    held = word.core_properties
    title = NO_XML.sub("", " ".join(document.title.split()))
    held.title, held.author = title[:255], marks.issuer[:255]
    held.last_modified_by, held.comments = marks.issuer[:255], ""
    held.language = "en-GB" if document.language == "en" else "zh-CN"
    held.created = held.modified = datetime.combine(marks.day, time(), UTC)
