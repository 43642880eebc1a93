"""What everybody may know of an issued paper who holds it."""

from __future__ import annotations

import re

from xuequ.kernel.paper import document

from ..models import Paper, PaperState

CODE = re.compile(r"[0-9A-Z]{16}")
NAMES = re.compile("[、，,；;]")
COURTESY = re.compile("(同志|老师|先生|女士|同学|校长|教师)$")


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


def stands_on(paper: Paper, typed: str) -> bool:
    """Is that whom the paper is for, with or without a courteous word, or its title?"""
    said = document(paper.body)
    held = {_bare(said.title), *(_bare(each) for each in NAMES.split(said.addressee))}
    held |= {_bare(said.addressee), COURTESY.sub("", _bare(said.addressee))}
    wanted = _bare(typed)
    return bool(wanted) and wanted in held


def _bare(words: str) -> str:
    """Words without spaces and marks."""
    return re.sub(r"[\W_]+", "", words).casefold()


def same_file(paper: Paper, digest: str) -> str:
    """Which of the issued files has this SHA-256: "pdf", "docx", or none of them: ""."""
    wanted = digest.strip().lower()
    for form in ("pdf", "docx"):
        stored = getattr(paper, form)
        if stored is not None and stored.digest == wanted:
            return form
    return ""
