"""An official paper (公文): red head, number, text, signature, and the record at its end (版记)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from ...engine import standard
from ...engine.standard import RED, TWIPS
from ..marks import code_png, said_day, say
from .blocks import cell, shares, table, write_blocks
from .bottom import put_at_bottom
from .text import SIDES, Type, Writer, count, off_grid, rule, run

FOOT = Type("plain", standard.SMALL)
GRID = f"<w:docGrid {{ns}} w:type='lines' w:linePitch='{TWIPS}'/>"
MARK_LINE, MARK_RISE = 1.25, 0.15  # of the size of the mark: its line, and what is above its ink


def write(writer: Writer) -> None:
    """The whole paper."""
    writer.pitch = TWIPS / 20
    if writer.language == "zh":
        writer.body = Type(track=standard.TRACK)
    writer.place(top=standard.TOP, right=standard.RIGHT, bottom=standard.BOTTOM, left=standard.LEFT)
    _lay_grid(writer.section)
    _number_pages(writer)
    _head(writer)
    _title(writer)
    write_blocks(writer)
    _tail(writer)
    _proof(writer)
    _record(writer)


def _lay_grid(section: Any) -> None:
    """22 lines; the 28 signs of a line come from the spacing of its runs."""
    held = section._sectPr
    for old in held.findall("{*}docGrid"):
        held.remove(old)
    held.append(parse_xml(GRID.format(ns=nsdecls("w"))))


def _number_pages(writer: Writer) -> None:
    """— 1 — on the outer side: right on odd pages, left on even ones."""
    section = writer.section
    section.footer_distance = Mm(standard.BOTTOM - standard.NUMBER_BELOW - 5)
    writer.word.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = SIDES[side]
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Mm(standard.SMALL / standard.MILLIMETRE)
        run(paragraph, "— ", FOOT)
        count(paragraph, "PAGE", FOOT)
        run(paragraph, " —", FOOT)


def _head(writer: Writer) -> None:
    marks = writer.marks
    name = say("mark", writer.language, name=marks.issuer)
    size = min(standard.MARK, 0.95 * standard.TEXT[0] * standard.MILLIMETRE / max(len(name), 1))
    if writer.language == "en":
        size = standard.TITLE
    face = Type("title", round(2 * size) / 2, writer.language == "en", RED)
    top = standard.MARK_TOP * standard.MILLIMETRE - MARK_RISE * face.size
    made = writer.say((name, face), side="center", before=top)
    made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    made.paragraph_format.line_spacing = Pt(round(MARK_LINE * face.size))
    off_grid(made)
    writer.blank(2)
    number = say("draft", writer.language) if marks.is_draft else marks.number
    if writer.document.approver:
        line = _of_two(writer, number)
    else:
        line = writer.say((number, writer.body), side="center")
    rule(line, RED, 16)


def _of_two(writer: Writer, number: str) -> Any:
    """Of a paper that goes upward: the number on the left, who approved it on the right."""
    body = writer.body
    head = say("approver", writer.language)
    line = writer.say(
        (f"{number}\t{head}", body),
        (writer.document.approver, replace(body, face="script")),
        indent=body.size,
    )
    across = writer.width * standard.MILLIMETRE - body.size
    line.paragraph_format.tab_stops.add_tab_stop(Pt(across), WD_TAB_ALIGNMENT.RIGHT)
    return line


def _title(writer: Writer) -> None:
    document, body = writer.document, writer.body
    writer.blank(2)
    for line in document.title.splitlines() or [""]:
        face = Type("title", standard.TITLE, writer.language == "en")
        writer.say((line, face), side="center")
    writer.blank()
    if document.addressee:
        writer.say((document.addressee.rstrip("：:") + say("colon", writer.language), body))


def _tail(writer: Writer) -> None:
    document, body, marks = writer.document, writer.body, writer.marks
    language = writer.language
    _attachments(writer)
    bind = writer.word.paragraphs[-1:] if document.blocks else []
    writer.blank(2)
    sender, day = document.sender or marks.issuer, document.signed_on or marks.day
    said = said_day(day, language)
    width, long = _breadth(said), _breadth(sender)
    right = 4 + (width - long) / 2  # the name is centred over the day, which ends 4 signs in
    writer.say((sender, body), side="right", right=max(0, right) * body.size)
    for each in (*bind, *writer.word.paragraphs[-3:]):  # the signature never stands alone
        each.paragraph_format.keep_with_next = True
    day_right = 4 if right >= 0 else 4 - right
    writer.say((said, body), side="right", right=day_right * body.size)
    if document.note:
        note = f"({document.note})" if language == "en" else f"（{document.note}）"
        writer.say((note, body), indent=2 * body.size)


def _attachments(writer: Writer) -> None:
    """附件说明: a name that runs on stands under its own beginning."""
    document, body, language = writer.document, writer.body, writer.language
    head, names = say("attachments", language), document.attachments
    if not names:
        return
    writer.blank()
    for n, name in enumerate(names, 1):
        number = f"{n}. " if len(names) > 1 else ""
        first = head if n == 1 else ""
        made = writer.say((f"{first}{number}{name}", body))
        left = (2 + _breadth(head) + _breadth(number)) * body.size
        form = made.paragraph_format
        form.left_indent = Pt(left)
        form.first_line_indent = Pt(-(_breadth(first) + _breadth(number)) * body.size)


def _breadth(text: str) -> float:
    """How wide a text is in signs."""
    return sum(1 if ord(sign) > 0x2E7F else 0.5 for sign in text)


def _proof(writer: Writer) -> None:
    """The QR code that leads to the page which proves the paper."""
    proof(writer, standard.FINE)


def proof(writer: Writer, size: float) -> None:
    """QR code and code word in a line; nothing on a draft."""
    marks, face = writer.marks, Type("plain", size)
    if not marks.code:
        return
    paragraph = writer.word.add_paragraph()
    words = [say("code", writer.language, code=marks.code)]
    if marks.url:
        run(paragraph, "", face).add_picture(code_png(marks.url), width=Mm(20))
        words.insert(0, say("scan", writer.language))
    run(paragraph, "  " + "  ".join(words), face)


def _record(writer: Writer) -> None:
    """版记: whom copies go to, who issued it and when, between lines as wide as the text."""
    document, marks, language = writer.document, writer.marks, writer.language
    thick = "<w:{} w:val='single' w:sz='8' w:space='0' w:color='000000'/>".format
    thin = "<w:insideH w:val='single' w:sz='6' w:space='0' w:color='000000'/>"
    widths = shares([3, 2], writer)
    rows = []
    if document.copies:
        head = say("copies", language)
        names = say("comma", language).join(document.copies) + say("copies_end", language)
        one = _cell(head + names, sum(widths), "both", hanging=_breadth(head))
        one = one.replace("<w:vAlign", "<w:gridSpan w:val='2'/><w:vAlign")
        rows.append(f"<w:tr>{one}</w:tr>")
    printed = say("printed", language, day=said_day(marks.day, language))
    last = _cell(marks.issuer, widths[0], "left") + _cell(printed, widths[1], "right")
    rows.append(f"<w:tr>{last}</w:tr>")
    made = table(rows, widths, thick("top") + thick("bottom") + thin, side="left")
    put_at_bottom(writer, made, rows=len(rows) + _more(writer))


def _cell(text: str, width: int, side: str, hanging: float = 0) -> str:
    """A cell whose words keep a sign's width from the edge of the text."""
    sign = standard.SMALL * 20
    left, right = (1 + hanging) * sign, sign
    indent = f"<w:ind w:left='{left:.0f}' w:right='{right}' w:hanging='{hanging * sign:.0f}'/>"
    made = cell(text, size=standard.SMALL, face="body", side=side, width=width)
    margins = "<w:tcMar><w:left w:w='0' w:type='dxa'/><w:right w:w='0' w:type='dxa'/></w:tcMar>"
    return made.replace("<w:jc", f"{indent}<w:jc").replace("<w:vAlign", f"{margins}<w:vAlign")


def _more(writer: Writer) -> int:
    """How many more lines the copies take than one."""
    signs = _breadth(say("comma", writer.language).join(writer.document.copies))
    across = writer.width * standard.MILLIMETRE / standard.SMALL - 6
    return int(signs // across)
