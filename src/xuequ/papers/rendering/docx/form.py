"""A plain form (表单): place and day above, title, text and tables, boxes to sign, page x of y."""

from __future__ import annotations

from docx.enum.text import WD_TAB_ALIGNMENT

from ...engine import standard
from ..marks import said_day, say
from .blocks import write_blocks
from .official import proof
from .text import SIDES, Type, Writer, count, run

SMALL = Type("plain", standard.FINE)


def write(writer: Writer) -> None:
    """The whole form."""
    document, marks, language = writer.document, writer.marks, writer.language
    writer.body = Type("plain", standard.FORM)
    margin = standard.FORM_MARGIN
    writer.place(top=margin + 5, right=margin, bottom=margin, left=margin)
    _frame(writer)
    title = Type("black", 18, language == "en")
    for line in document.title.splitlines() or [""]:
        writer.say((line, title), side="center")
    number = say("draft", language) if marks.is_draft else marks.number
    if number:
        if not marks.is_draft:
            number = say("number", language, number=number)
        writer.say((number, SMALL), side="center")
    writer.blank()
    if document.addressee:
        colon = say("colon", language)
        writer.say((document.addressee.rstrip("：:") + colon, writer.body))
    write_blocks(writer)
    if document.sender or document.signed_on:
        writer.blank()
        writer.say((document.sender or marks.issuer, writer.body), side="right")
        day = said_day(document.signed_on or marks.day, language)
        writer.say((day, writer.body), side="right")
    if document.note:
        writer.say((document.note, SMALL))
    proof(writer, standard.FINE)


def _frame(writer: Writer) -> None:
    """Place and day at the top of every page, page x of y at its foot."""
    marks, language = writer.marks, writer.language
    head = writer.section.header.paragraphs[0]
    head.style = writer.word.styles["Normal"]
    head.paragraph_format.tab_stops.add_tab_stop(
        writer.section.page_width - writer.section.left_margin - writer.section.right_margin,
        WD_TAB_ALIGNMENT.RIGHT,
    )
    run(head, say("unit", language, name=marks.issuer) + "\t", SMALL)
    run(head, say("day_of_form", language, day=said_day(marks.day, language)), SMALL)
    foot = writer.section.footer.paragraphs[0]
    foot.alignment = SIDES["center"]
    parts = say("page", language, page="\0", pages="\1")
    before, _, rest = parts.partition("\0")
    between, _, after = rest.partition("\1")
    run(foot, before, SMALL)
    count(foot, "PAGE", SMALL)
    run(foot, between, SMALL)
    count(foot, "NUMPAGES", SMALL)
    run(foot, after, SMALL)
