"""A certificate (证书、聘书): one framed page across."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ...engine import standard
from ..marks import said_day, say
from .blocks import write_blocks
from .official import proof
from .text import Type, Writer

FRAME = "".join(
    f"<w:{side} w:val='thinThickSmallGap' w:sz='24' w:space='24' w:color='A67C1F'/>"
    for side in ("top", "left", "bottom", "right")
)


def write(writer: Writer) -> None:
    """The whole certificate."""
    document, marks, language = writer.document, writer.marks, writer.language
    writer.body = Type("script", 20)
    writer.place(top=30, right=35, bottom=25, left=35)
    held = writer.section._sectPr
    frame = f"<w:pgBorders {nsdecls('w')} w:offsetFrom='page'>{FRAME}</w:pgBorders>"
    held.insert_element_before(
        parse_xml(frame), "w:lnNumType", "w:pgNumType", "w:cols", "w:docGrid"
    )
    title = Type("title", 40, language == "en", RED_BROWN)
    writer.say((document.title, title), side="center", before=24)
    number = say("draft", language) if marks.is_draft else marks.number
    if number:
        if not marks.is_draft:
            number = say("number", language, number=number)
        writer.say((number, Type("plain", standard.GRID)), side="center")
    writer.blank()
    if document.addressee:
        colon = say("colon", language)
        writer.say((document.addressee.rstrip("：:") + colon, writer.body))
    write_blocks(writer)
    writer.blank()
    writer.say((document.sender or marks.issuer, writer.body), side="right")
    day = said_day(document.signed_on or marks.day, language)
    writer.say((day, writer.body), side="right")
    proof(writer, standard.FINE)


RED_BROWN = "B3261E"
