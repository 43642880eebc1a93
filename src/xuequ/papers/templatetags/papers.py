"""Show a paper on a page: its pieces, its state, its code."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xuequ.kernel.paper import CODES, Document, Step
from xuequ.kernel.table import Table
from xuequ.web.templatetags.words import say

from ..engine.pieces import Piece, pieces
from ..engine.standard import STEP_SIGNS, STEP_WORDS
from ..models import Paper
from ..queries.kinds import kind_of
from ..queries.register import STATES
from ..rendering.marks import code_svg, said_day

register = template.Library()
LOOKS = {"draft": "under_way", "issued": "met", "withdrawn": "broken"}
SIGNS = {"draft": "✎", "issued": "✓", "withdrawn": "✕"}
STEPS = {
    "done": "met",
    "now": "under_way",
    "to_come": "unknown",
    "refused": "broken",
    "skipped": "not_applicable",
}


@register.filter
def pieces_of(said: Document) -> list[Piece]:
    """The blocks of a document with the numbers of its headings."""
    return list(pieces(said.blocks, said.language))


@register.filter
def sort_of(thing: Any) -> str:
    """What a block is: "heading", "grid" …; "" for anything else, such as a blank of a form."""
    return CODES.get(type(thing), "")


@register.filter
def kind_name(code: str) -> str:
    """The kind of a paper in the reader's language."""
    return say(kind_of(code).title)


@register.simple_tag
def paper_state(paper: Paper) -> SafeString:
    """The state of a paper by sign, word and colour."""
    return format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span>{}</span>',
        LOOKS[paper.state],
        SIGNS[paper.state],
        say(STATES[paper.state]),
    )


@register.simple_tag
def step_state(step: Step, language: str) -> SafeString:
    """The state of a step by sign, word and colour."""
    return format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span>{}</span>',
        STEPS[step.state],
        STEP_SIGNS[step.state],
        STEP_WORDS[step.state].say(language),
    )


@register.filter
def qr(url: str) -> str:
    """The QR code of an address as the address of a picture."""
    drawn = base64.b64encode(code_svg(url).encode()).decode()
    return f"data:image/svg+xml;base64,{drawn}"


@register.filter
def in_fours(code: str) -> str:
    """A code in groups that are easy to read."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


@register.filter
def on_paper(day: date, language: str) -> str:
    """A day as papers write it."""
    return said_day(day, language)


@register.filter
def heads(table: Table, language: str) -> list[tuple[str, bool]]:
    """The headings of a table, and whether their columns hold numbers."""
    return [(column.title(language), column.number) for column in table.columns]


@register.filter
def rows(table: Table, language: str) -> list[list[tuple[str, tuple[str, bool]]]]:
    """The rows of a table, each cell with the heading of its column."""
    known = heads(table, language)
    return [
        list(zip(("" if cell is None else str(cell) for cell in row), known, strict=True))
        for row in table.said(language)
    ]


@register.filter
def said_in(text: Any, language: str) -> str:
    """A two-language text in the language of the paper."""
    return str(text.say(language))
