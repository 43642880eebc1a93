"""Papers as PDF through typst.  What they say goes in as data, so its signs stay text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from xuequ.kernel.paper import (
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    PaperKind,
    Paragraph,
    Signatures,
    Steps,
)
from xuequ.web.outputs.pdf import FONTS

from ..engine import standard
from ..engine.pieces import Piece, is_wide, pieces
from ..engine.standard import FACES, HEADING_FACES, STEP_SIGNS, STEP_WORDS
from .marks import Marks, code_svg, said_day, say

LAYOUT = Path(__file__).parent / "paper.typ"


def write(document: Document, kind: PaperKind, marks: Marks) -> bytes:
    """The document as bytes.

    Raises:
        FileNotFoundError: the fonts were not built into this installation.
    """
    if not any(FONTS.glob("*.ttf")):
        raise FileNotFoundError(f"no fonts in {FONTS}; build the assets first")
    own = [Path(settings.PAPER_FONTS)] if settings.PAPER_FONTS else []
    data = json.dumps(_data(document, kind, marks, bool(own)), ensure_ascii=False)
    return typst.compile(
        LAYOUT,
        font_paths=[*own, FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )


def _data(document: Document, kind: PaperKind, marks: Marks, has_fonts: bool) -> dict[str, Any]:
    language = document.language
    number = marks.number
    if marks.is_draft:
        number = say("draft", language)
    elif number and kind.layout != "official":
        number = say("number", language, number=number)
    day = said_day(document.signed_on or marks.day, language)
    return {
        "layout": kind.layout,
        "language": language,
        "is_wide": is_wide(document, kind),
        "faces": _faces(has_fonts),
        "pitch": standard.PITCH,
        "track": standard.TRACK,
        "mark": say("mark", language, name=marks.issuer),
        "number": number,
        "approver": document.approver if kind.layout == "official" else "",
        "approver_head": say("approver", language),
        "title": document.title.splitlines() or [""],
        "addressee": _with_colon(document.addressee, language),
        "blocks": [_block(each, language) for each in pieces(document.blocks, language)],
        "attachments": list(document.attachments),
        "attachments_head": say("attachments", language),
        "issuer": marks.issuer,
        "sender": document.sender or marks.issuer,
        "is_signed": bool(document.sender or document.signed_on) or kind.layout != "form",
        "day": day,
        "note": _note(document, kind),
        "copies": _copies(document),
        "copies_head": say("copies", language),
        "printed": say("printed", language, day=said_day(marks.day, language)),
        "unit": say("unit", language, name=marks.issuer),
        "day_of_form": say("day_of_form", language, day=said_day(marks.day, language)),
        "page": say("page", language, page="\n", pages="\n").split("\n"),
        "code": say("code", language, code=marks.code) if marks.code else "",
        "scan": say("scan", language) if marks.url else "",
        "qr": code_svg(marks.url) if marks.url else "",
    }


def _faces(has_fonts: bool) -> dict[str, Any]:
    return {
        name: {
            "fonts": [*(face.families if has_fonts else ()), face.bundled],
            "weight": "bold" if face.is_bold else "regular",
        }
        for name, face in FACES.items()
    }


def _with_colon(addressee: str, language: str) -> str:
    return addressee.rstrip("：:") + say("colon", language) if addressee else ""


def _note(document: Document, kind: PaperKind) -> str:
    if not document.note or kind.layout != "official":
        return document.note
    return f"({document.note})" if document.language == "en" else f"（{document.note}）"


def _copies(document: Document) -> str:
    if not document.copies:
        return ""
    language = document.language
    names = say("comma", language).join(document.copies)
    return names + say("copies_end", language)


def _block(piece: Piece, language: str) -> dict[str, Any]:
    block: Block = piece.block
    match block:
        case Heading():
            gap = " " if language == "en" and block.then else ""
            text = f"{piece.number}{block.text}{gap}"
            face = HEADING_FACES[block.level]
            return {"is": "heading", "text": text, "face": face, "then": block.then}
        case Paragraph():
            return {"is": "paragraph", "text": block.text}
        case Listing():
            return {"is": "listing", "items": list(block.items)}
        case Grid():
            return {"is": "grid", **_grid(block, language)}
        case Signatures():
            return {"is": "signatures", "labels": list(block.labels)}
        case Steps():
            return {"is": "steps", "steps": [_step(each, language) for each in block.steps]}


def _grid(block: Grid, language: str) -> dict[str, Any]:
    held = block.table
    return {
        "title": held.title.say(language),
        "heads": [column.title(language) for column in held.columns],
        "numbers": [column.number for column in held.columns],
        "rows": [
            ["" if value is None else str(value) for value in row] for row in held.said(language)
        ],
        "notes": [each.say(language) for each in held.notes],
    }


def _step(step: Any, language: str) -> dict[str, Any]:
    return {
        "title": step.title,
        "state": step.state,
        "word": f"{STEP_SIGNS[step.state]} {STEP_WORDS[step.state].say(language)}",
        "who": step.who,
        "day": said_day(step.day, language) if step.day else "",
        "note": step.note,
    }
