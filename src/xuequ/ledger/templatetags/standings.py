"""Words and signs of the ledger's lists of places and people, beside those of `duties`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xuequ.kernel.discovery import declared
from xuequ.kernel.settings import PARTIES
from xuequ.kernel.table import Column
from xuequ.kernel.text import Text
from xuequ.web.templatetags.words import cell, language, say

from ..engine.fairness import Distribution
from ..engine.looking import Step
from ..engine.owners import confirmers
from ..engine.reckoning import STANDINGS, Standing
from ..engine.reports import last, span_text
from ..engine.summary import Row, Total
from ..engine.tally import Line
from ..queries import links
from ..queries.owing import tag
from .duties import SIGNS

register = template.Library()


@register.simple_tag
def sign(line: Line) -> SafeString:
    """A span as one small sign with its days and its word for whoever hovers or listens."""
    mark, look = SIGNS[line.standing]
    word = f"{say(span_text(line.span))} {STANDINGS[line.standing].say(language())}"
    return format_html(
        '<span class="sign state-{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        look,
        word,
        mark,
        word,
    )


@register.filter
def standing_word(value: str) -> str:
    """The word for a standing."""
    return STANDINGS[Standing(value)].say(language())


@register.simple_tag
def progress(row: Row | Total) -> SafeString:
    """How far something has come: a bar, and the numbers beside it."""
    if not row.of:
        return format_html('<span class="quiet">{}</span>', _("nobody owes it"))
    return format_html(
        '<span class="progress-said"><progress max="{}" value="{}" aria-hidden="true"></progress>'
        " {}</span>",
        row.of,
        row.done,
        _("%(done)s of %(of)s done") % {"done": row.done, "of": row.of},
    )


@register.filter
def due_day(day: date) -> str:
    """A last day; a stroke where there is none."""
    found = last(day)
    return found.isoformat() if found else "—"


@register.filter
def confirmed_by(row: Row) -> str:
    """Who may confirm what is handed in for a duty."""
    found = [PARTIES[each].say(language()) for each in confirmers(row.owed)]
    between = ", " if language().startswith("en") else "、"
    return between.join(found) or _("nobody: it counts when it is handed in")


@register.filter
def section_name(code: str) -> str:
    """The name of a section of the policy, as its package says it."""
    for _package, module in declared("engine.policy"):
        name = module.NAMES.get(code)
        if isinstance(name, Text):
            return name.say(language())
    return code


@register.filter
def owner_tag(line: Line) -> str:
    """An owner as a form names it."""
    return tag(line.owner)


@register.filter
def entry_link(id: int) -> str:
    """The page of an entry."""
    return links.entry_link(id)


@register.filter
def spread(found: Distribution | None) -> str:
    """Median, quartiles and range in a line; that there are too few people, where there are."""
    if found is None:
        return _("not enough people to compare")
    said = _("median %(median)s · middle half %(first)s–%(third)s") % {
        "median": f"{found.median:f}",
        "first": f"{found.first:f}",
        "third": f"{found.third:f}",
    }
    if found.low is None or found.high is None:
        return said
    return said + _(" · range %(low)s–%(high)s") % {"low": found.low, "high": found.high}


@register.filter
def among(day: date, steps: Iterable[Step]) -> bool:
    """Is a day one of those offered?"""
    return day in {each.on for each in steps}


@register.filter
def filled(rows: Sequence[tuple[Any, ...]], columns: Sequence[Column]) -> list[Column]:
    """The columns after the first in which any of the rows has something."""
    held = enumerate(columns)
    return [column for n, column in held if n and any(cell(row[n]) for row in rows)]
