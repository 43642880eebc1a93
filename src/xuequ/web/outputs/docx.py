"""Tables as Word documents: A4 across, title, table with a repeated heading row, page x of y."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from xuequ.kernel.table import Table

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML has no place for
HEADING, BODY = "黑体", "宋体"  # fonts every Chinese office has; Word falls back by itself


def write(table: Table, language: str) -> bytes:
    """The document as bytes.  Cells hold plain text only."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(title, table.title.say(language), HEADING, 18)
    grid = document.add_table(rows=1, cols=len(table.columns))
    grid.style = "Table Grid"
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        _say(cell.paragraphs[0], column.title(language), HEADING, 10.5)
    _repeat(grid.rows[0])
    for row in table.said(language):
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            _say(cell.paragraphs[0], "" if value is None else str(value), BODY, 10.5)
    for note in table.below:
        _say(document.add_paragraph(), note.say(language), BODY, 9)
    _number_pages(section.footer.paragraphs[0])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _say(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(NO_XML.sub("", text))
    run.font.name, run.font.size = "Times New Roman", Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _repeat(row: object) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # type: ignore[attr-defined]


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("PAGE", " / ", "NUMPAGES"):
        if part.isupper():
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), part)
            paragraph._p.append(field)
        else:
            paragraph.add_run(part)
