"""Paragraphs and runs of a Word document in the faces of the standard."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from xuequ.kernel.paper import Document

from ...engine import standard
from ...engine.standard import FACES, LATIN
from ..marks import Marks

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML has no place for
Side = Literal["left", "center", "right", "justify"]
RULE = round(standard.RULE * standard.MILLIMETRE)
SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class Type:
    """A face of the standard in a size."""

    face: str = "body"
    size: float = standard.BODY
    is_bold: bool = False
    color: str = ""
    track: float = 0  # points between signs


@dataclass(slots=True)
class Writer:
    """A Word document that is being written, and what it says."""

    word: Any
    document: Document
    marks: Marks
    is_wide: bool
    body: Type = field(default_factory=Type)
    pitch: float | None = None  # points from line to line; none: as the face wants it

    @property
    def section(self) -> Any:
        return self.word.sections[0]

    @property
    def language(self) -> str:
        return self.document.language

    def place(self, *, top: float, right: float, bottom: float, left: float) -> None:
        """Lay the page out; margins in millimetres."""
        section, (width, height) = self.section, standard.PAGE
        if self.is_wide:
            section.orientation = WD_ORIENT.LANDSCAPE
            width, height = height, width
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.right_margin = Mm(top), Mm(right)
        section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
        normal = self.word.styles["Normal"]
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.widow_control = False
        dress(normal, self.body)

    def say(
        self,
        *parts: tuple[str, Type],
        side: Side = "left",
        indent: float = 0,
        before: float = 0,
        right: float = 0,
    ) -> Any:
        """A paragraph of runs; indent, space before and right margin in points."""
        paragraph = self.word.add_paragraph()
        form = paragraph.paragraph_format
        form.alignment = SIDES[side]
        if indent:
            form.first_line_indent = Pt(indent)
        if before:
            form.space_before = Pt(before)
        if right:
            form.right_indent = Pt(right)
        tallest = max((kind.size for _, kind in parts), default=self.body.size)
        if self.pitch is not None and tallest == self.body.size:
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(self.pitch)
        if tallest < self.body.size:
            off_grid(paragraph)
        for text, kind in parts:
            run(paragraph, text, kind)
        return paragraph

    def blank(self, count: int = 1) -> None:
        """Empty lines."""
        for _ in range(count):
            self.say(("", self.body))

    @property
    def width(self) -> float:
        """Of the text, in millimetres."""
        section = self.section
        return float((section.page_width - section.left_margin - section.right_margin) / Mm(1))


def off_grid(paragraph: Any) -> None:
    """Let the lines of a paragraph be as high as they are, off the grid of the page."""
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(off, *AFTER_SNAP)


def run(paragraph: Any, text: str, kind: Type) -> Any:
    """Plain text in a face."""
    made = paragraph.add_run(NO_XML.sub("", text))
    dress(made, kind)
    return made


def dress(thing: Any, kind: Type) -> None:
    """Give a run or a style its face."""
    font = thing.font
    font.name, font.size = LATIN, Pt(kind.size)
    font.bold = kind.is_bold or None
    if kind.color:
        font.color.rgb = RGBColor.from_string(kind.color)
    if kind.track:
        space = OxmlElement("w:spacing")
        space.set(qn("w:val"), str(round(kind.track * 20)))
        thing.element.get_or_add_rPr().insert_element_before(space, *AFTER_SPACING)
    fonts = thing.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(slot), LATIN)
    fonts.set(qn("w:eastAsia"), FACES[kind.face].office)


AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr",
)  # fmt: skip
AFTER_SNAP = AFTER_BORDERS[AFTER_BORDERS.index("w:snapToGrid") + 1 :]
AFTER_SPACING = (
    "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:bdr",
    "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang",
)  # fmt: skip


def rule(paragraph: Any, color: str, eighths: int) -> None:
    """A line under a paragraph; its thickness in eighths of a point."""
    line = (
        f"<w:pBdr {nsdecls('w')}><w:bottom w:val='single' w:sz='{eighths}' w:space='{RULE}' "
        f"w:color='{color}'/></w:pBdr>"
    )
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(line), *AFTER_BORDERS)


def count(paragraph: Any, what: str, kind: Type) -> None:
    """A field that counts: "PAGE" or "NUMPAGES"."""
    for sort, text in (("begin", ""), ("", what), ("separate", ""), ("text", "1"), ("end", "")):
        made = run(paragraph, "", kind)._r
        if sort in {"begin", "separate", "end"}:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), sort)
        else:
            mark = OxmlElement("w:instrText" if sort == "" else "w:t")
            mark.text = text
        made.append(mark)
