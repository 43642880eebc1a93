"""An official paper (公文): red head, number, text, signature, and the record at its end (版记)."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from ...engine import standard
from ...engine.standard import PITCH, RED
from ..marks import code_png, said_day, say
from .blocks import cell, put, shares, table, write_blocks
from .text import SIDES, Type, Writer, count, rule, run

FOOT = Type("plain", standard.SMALL)
GRID = f"<w:docGrid {{ns}} w:type='lines' w:linePitch='{round(PITCH * 20)}'/>"
BOTTOM_OF_PAGE = (
    "<w:tblpPr w:leftFromText='0' w:rightFromText='0' w:vertAnchor='margin' w:horzAnchor='margin' "
    "w:tblpXSpec='center' w:tblpYSpec='bottom'/>"
)


def write(writer: Writer) -> None:
    """The whole paper."""
    writer.pitch = PITCH
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
    before = standard.MARK_TOP * standard.MILLIMETRE - PITCH
    writer.blank()
    writer.say((name, face), side="center", before=max(0, before))
    writer.blank(2)
    number = say("draft", writer.language) if marks.is_draft else marks.number
    line = writer.say((number, writer.body), side="center")
    rule(line, RED, 16)


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
    if document.attachments:
        writer.blank()
        names, head = document.attachments, say("attachments", language)
        for n, name in enumerate(names, 1):
            own = f"{n}. {name}" if len(names) > 1 else name
            shift = 2 if n == 1 else 2 + len(head) * (0.5 if language == "en" else 1)
            text = f"{head}{own}" if n == 1 else own
            writer.say((text, body), indent=shift * body.size)
    writer.blank(2)
    sender, day = document.sender or marks.issuer, document.signed_on or marks.day
    said = said_day(day, language)
    width = sum(1 if ord(sign) > 0x2E7F else 0.5 for sign in said)
    long = sum(1 if ord(sign) > 0x2E7F else 0.5 for sign in sender)
    right = 4 + (width - long) / 2  # the name is centred over the day, which ends 4 signs in
    made = writer.say((sender, body), side="right", right=max(0, right) * body.size)
    made.paragraph_format.keep_with_next = True
    day_right = 4 if right >= 0 else 4 - right
    writer.say((said, body), side="right", right=day_right * body.size)
    if document.note:
        note = f"({document.note})" if language == "en" else f"（{document.note}）"
        writer.say((note, body), indent=2 * body.size)


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
    """版记: whom copies go to, who issued it and when, between lines."""
    document, marks, language = writer.document, writer.marks, writer.language
    size = standard.SMALL
    thick = "<w:{} w:val='single' w:sz='8' w:space='0' w:color='000000'/>".format
    thin = "<w:insideH w:val='single' w:sz='6' w:space='0' w:color='000000'/>"
    widths = shares([3, 2], writer)
    rows = []
    if document.copies:
        names = say("comma", language).join(document.copies)
        text = say("copies", language) + names + say("copies_end", language)
        one = cell(text, size=size, face="body", width=sum(widths))
        one = one.replace("<w:vAlign", "<w:gridSpan w:val='2'/><w:vAlign")
        rows.append(f"<w:tr>{one}</w:tr>")
    printed = say("printed", language, day=said_day(marks.day, language))
    rows.append(
        "<w:tr>"
        + cell(marks.issuer, size=size, face="body", width=widths[0])
        + cell(printed, size=size, face="body", side="right", width=widths[1])
        + "</w:tr>"
    )
    borders = thick("top") + thick("bottom") + thin
    put(writer, table(rows, widths, borders, BOTTOM_OF_PAGE))
    writer.say(("", Type("plain", 1)))
