"""Documents as files: DOCX and PDF in the layout of their kind."""

from __future__ import annotations

from xuequ.kernel.paper import Document, PaperKind

from . import docx, pdf
from .marks import Marks

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
WRITERS = {"docx": docx.write, "pdf": pdf.write}


def render(document: Document, kind: PaperKind, marks: Marks, form: str) -> bytes:
    """The document as a file, "docx" or "pdf"."""
    return WRITERS[form](document, kind, marks)


__all__ = ["MEDIA", "WRITERS", "Marks", "render"]
