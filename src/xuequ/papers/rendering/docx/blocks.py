"""The blocks of a document in Word: headings, paragraphs, listings, tables, boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xuequ.kernel.paper import Grid, Heading, Listing, Paragraph, Signatures, Step, Steps

from ...engine import standard
from ...engine.pieces import Piece, pieces
from ...engine.standard import FACES, HEADING_FACES, LATIN, STEP_SIGNS, STEP_WORDS
from .text import NO_XML, Type, Writer

BORDERS = "".join(
    f"<w:{side} w:val='single' w:sz='4' w:space='0' w:color='000000'/>"
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STEPS_IN_A_ROW = 5


def write_blocks(writer: Writer) -> None:
    """Every block in its order."""
    for piece in pieces(writer.document.blocks, writer.language):
        _write(writer, piece)


def _write(writer: Writer, piece: Piece) -> None:
    block, body = piece.block, writer.body
    indent = 2 * body.size
    match block:
        case Heading():
            is_english = writer.language == "en"
            face = Type(HEADING_FACES[block.level], body.size, is_english, track=body.track)
            gap = " " if writer.language == "en" and block.then else ""
            parts = [(f"{piece.number}{block.text}{gap}", face)]
            if block.then:
                parts.append((block.then, body))
            made = writer.say(*parts, side="justify", indent=indent)
            made.paragraph_format.keep_with_next = not block.then
        case Paragraph():
            _lines(writer, block.text, indent)
        case Listing():
            for item in block.items:
                _lines(writer, f"— {item}", indent)
        case Grid():
            _write_grid(writer, block)
        case Signatures():
            _write_boxes(writer, block)
        case Steps():
            _write_steps(writer, block.steps)


def _lines(writer: Writer, text: str, indent: float) -> None:
    """Each line a paragraph of its own: a break within one would spread its signs."""
    for line in text.split("\n"):
        writer.say((line, writer.body), side="justify", indent=indent)


def cell(text: str, *, size: float, face: str = "plain", side: str = "left", width: int = 0) -> str:
    """A cell as XML; its width in twentieths of a point."""
    office = FACES[face].office
    lines = "<w:br/>".join(
        f"<w:t xml:space='preserve'>{escape(line)}</w:t>"
        for line in NO_XML.sub("", text).split("\n")
    )
    return (
        f"<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/><w:vAlign w:val='center'/></w:tcPr>"
        f"<w:p><w:pPr><w:snapToGrid w:val='0'/><w:spacing w:before='30' w:after='30' w:line='240' "
        f"w:lineRule='auto'/><w:jc w:val='{side}'/></w:pPr><w:r><w:rPr><w:rFonts "
        f"w:ascii='{LATIN}' w:hAnsi='{LATIN}' w:eastAsia='{office}'/>"
        f"<w:sz w:val='{round(2 * size)}'/></w:rPr>{lines}</w:r></w:p></w:tc>"
    )


def table(
    rows: Sequence[str],
    widths: Sequence[int],
    borders: str = BORDERS,
    place: str = "",
    side: str = "center",
) -> Any:
    """A table of rows as XML, each the cells of `cell` within w:tr."""
    grid = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>{place}<w:tblW w:w='{sum(widths)}' w:type='dxa'/>"
        f"<w:jc w:val='{side}'/><w:tblBorders>{borders}</w:tblBorders>"
        f"<w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def put(writer: Writer, made: Any) -> None:
    """A table at the end of the document, before what describes its pages."""
    body = writer.word.element.body
    body.insert(len(body) - 1, made)


def shares(weights: Sequence[float], writer: Writer) -> list[int]:
    """The width of the text shared out by weights, in twentieths of a point."""
    whole = writer.width * standard.MILLIMETRE * 20
    return [int(whole * each / sum(weights)) for each in weights]


def weights_of(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> list[float]:
    """How wide columns want to be: by their longest cell, none too narrow or too wide."""
    found = []
    for n, head in enumerate(heads):
        texts = [head, *("" if row[n] is None else str(row[n]) for row in rows[:200])]
        found.append(min(24.0, max(4.0, *(breadth(text) for text in texts))))
    return found


def breadth(text: str) -> float:
    """How wide a text is in Chinese signs."""
    return sum(1 if ord(sign) > 0x2E7F else 0.55 for sign in text)


def _write_grid(writer: Writer, block: Grid) -> None:
    language, held = writer.language, block.table
    heads = [column.title(language) for column in held.columns]
    rows = held.said(language)
    widths = shares(weights_of(heads, rows), writer)
    title = held.title.say(language)
    if title:
        made = writer.say((title, Type("black", standard.GRID)), side="center", before=6)
        made.paragraph_format.keep_with_next = True
    size = standard.FINE
    xml = [
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        + "".join(
            cell(head, size=size, face="black", side="center", width=width)
            for head, width in zip(heads, widths, strict=True)
        )
        + "</w:tr>"
    ]
    sides = ["right" if column.number else "left" for column in held.columns]
    for row in rows:
        cells = zip(row, sides, widths, strict=True)
        xml.append(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                cell("" if value is None else str(value), size=size, side=side, width=width)
                for value, side, width in cells
            )
            + "</w:tr>"
        )
    put(writer, table(xml, widths))
    for note in held.notes:
        writer.say((note.say(language), Type("plain", standard.FINE)))
    writer.say(("", Type("plain", standard.FINE)))


def _write_boxes(writer: Writer, block: Signatures) -> None:
    widths = shares([1] * len(block.labels), writer)
    cells = "".join(
        cell(f"{label}\n\n\n", size=standard.GRID, width=width)
        for label, width in zip(block.labels, widths, strict=True)
    )
    writer.say(("", Type("plain", standard.FINE)))
    put(writer, table([f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"], widths))
    writer.say(("", Type("plain", standard.FINE)))


def _write_steps(writer: Writer, steps: Sequence[Step]) -> None:
    """Boxes in rows, an arrow between two."""
    for at in range(0, len(steps), STEPS_IN_A_ROW):
        row = steps[at : at + STEPS_IN_A_ROW]
        last = at + len(row) == len(steps)
        weights: list[float] = []
        cells: list[str] = []
        for n, step in enumerate(row):
            weights += [5, 1]
            cells += [step_text(step, writer.language), "" if last and n == len(row) - 1 else "→"]
        pad = 2 * (STEPS_IN_A_ROW - len(row))
        widths = shares([*weights, *([5, 1] * STEPS_IN_A_ROW)[:pad]], writer)
        xml = "".join(_step(text, width, n) for n, (text, width) in
                      enumerate(zip(cells, widths, strict=False)))  # fmt: skip
        put(writer, table([f"<w:tr>{xml}</w:tr>"], widths[: len(cells)], borders="", side="left"))
        writer.say(("", Type("plain", standard.FINE)))


def _step(text: str, width: int, n: int) -> str:
    made = cell(text, size=9, side="center", width=width)
    if n % 2:
        return made
    sides = "".join(f"<w:{s} w:val='single' w:sz='6' w:space='0' w:color='000000'/>"
                    for s in ("top", "left", "bottom", "right"))  # fmt: skip
    return made.replace("<w:vAlign", f"<w:tcBorders>{sides}</w:tcBorders><w:vAlign")


def step_text(step: Step, language: str) -> str:
    """What stands in the box of a step."""
    state = f"{STEP_SIGNS[step.state]} {STEP_WORDS[step.state].say(language)}"
    day = f"{step.day:%Y.%m.%d}" if step.day else ""  # which does not break
    return "\n".join(each for each in (step.title, state, step.who, day, step.note) if each)
