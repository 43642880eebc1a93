"""What everybody may know of an issued paper who holds it."""

from __future__ import annotations

import re

from ..models import Paper, PaperState

CODE = re.compile(r"[0-9A-Z]{16}")


def proven(code: str) -> Paper | None:
    """The issued or withdrawn paper with a code, however it was typed."""
    held = re.sub(r"[\s-]", "", code).upper()
    if not CODE.fullmatch(held):
        return None
    rows = Paper.objects.exclude(state=PaperState.DRAFT)
    return (
        rows.select_related("authority", "consortium", "school", "series", "docx", "pdf")
        .filter(token=held)
        .first()
    )


def same_file(paper: Paper, digest: str) -> str:
    """Which of the issued files has this SHA-256: "pdf", "docx", or none of them: ""."""
    wanted = digest.strip().lower()
    for form in ("pdf", "docx"):
        stored = getattr(paper, form)
        if stored is not None and stored.digest == wanted:
            return form
    return ""
