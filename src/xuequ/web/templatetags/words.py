"""Say codes and two-language texts in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xuequ.kernel.rulebook import WORDS, State
from xuequ.kernel.text import Text
from xuequ.kernel.units import UNITS

register = template.Library()

SIGNS = {
    State.BROKEN: "✕",
    State.BEHIND: "◷",
    State.UNKNOWN: "?",
    State.UNDER_WAY: "▷",
    State.REPORTED: "✎",
    State.MET: "✓",
    State.NOT_APPLICABLE: "–",
}
PLACES = {  # what the register writes beside a section number, and how it is said in Chinese
    " (first list)": "（前一组）",
    " (second list)": "（后一组）",
    " (footnote 1 text)": "（脚注1）",
    " (whole)": "（全文）",
    "preamble": "序言",
    "intro": "引言",
    "title": "标题",
    "footnote 2": "脚注2",
    **{f"item {n}": f"第{n}项" for n in range(1, 10)},
    "; ": "；",
    ", ": "、",
}

NUMBER = re.compile(r"\b\d{3}(?:-\d+)* ")  # of a document in the register


def language() -> str:
    return get_language() or "zh-hans"


@register.filter
def say(text: Any) -> str:
    """A two-language text in the reader's language."""
    if not text:
        return ""
    return str(text.en if language().startswith("en") else text.zh)


@register.filter
def section(place: str) -> str:
    """A place without the register's number of the document, if it is in one document only."""
    return NUMBER.sub("", place) if len(set(NUMBER.findall(place))) == 1 else place


@register.filter
def cited(place: str) -> str:
    """Where a clause stands in its documents, in the reader's language."""
    if not language().startswith("en"):
        for english, chinese in PLACES.items():
            place = place.replace(english, chinese)
    return place


@register.filter
def titled(thing: Any) -> str:
    """The title of a rule or a column in the reader's language."""
    title: str = thing.title(language())
    return title


@register.filter
def unit(code: str) -> str:
    """A unit of the rulebook in the reader's language."""
    if code == "share" or code not in UNITS:  # a share is a percentage already
        return ""
    return UNITS[code].say(language())


@register.filter
def figure(value: int | Decimal | None) -> str:
    """A number of a verdict; shares as a percentage with one decimal."""
    if value is None:
        return "—"
    return f"{value * 100:.1f} %" if isinstance(value, Decimal) else str(value)


@register.simple_tag
def state(value: State, *, waived: bool = False, dense: bool = False) -> SafeString:
    """A state by sign, word and colour.

    Where it is dense, «not applicable» keeps its word for screen readers only.
    """
    word = _("waived") if waived else WORDS[value].say(language())
    code = "waived" if waived else value.value
    sign = "◇" if waived else SIGNS[value]
    hidden = " visually-hidden" if dense and value is State.NOT_APPLICABLE else ""
    return _mark(code, sign, hidden, word)


@cache
def _mark(code: str, sign: str, hidden: str, word: str) -> SafeString:
    """One of the few marks a board of a thousand cells is made of."""
    return format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span>'
        '<span class="word{}">{}</span></span>',
        code,
        sign,
        hidden,
        word,
    )


@register.filter
def is_measured(value: object) -> bool:
    """Does a value need its unit?  Yes, no and names speak for themselves."""
    return not isinstance(value, bool | str)


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of `key`, or nothing."""
    return mapping.get(key)


@register.filter
def beside(row: tuple[Any, ...], columns: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    """Each cell of a row with its column."""
    return list(zip(row, columns, strict=True))


@register.filter
def holds_together(value: object) -> bool:
    """Is the cell a day or a few characters, which must not be broken over lines?"""
    said = cell(value) if isinstance(value, Text) else value
    return isinstance(value, date) or (isinstance(said, str) and len(said) <= 8)


@register.filter
def cell(value: object) -> str:
    """A cell of a table as text in the reader's language; an empty one as nothing."""
    return say(value) if isinstance(value, Text) else "" if value is None else str(value)


@register.filter
def state_word(value: State) -> str:
    """The word for a state in the reader's language."""
    return WORDS[value].say(language())


@register.simple_tag
def comma() -> str:
    """What stands between the items of a list in the reader's language."""
    return ", " if language().startswith("en") else "、"


@register.filter
def listed(items: Iterable[object]) -> str:
    """Items with what stands between them in the reader's language."""
    return comma().join(str(each) for each in items)
