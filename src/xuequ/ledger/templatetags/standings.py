"""Words and signs of the ledger's lists."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xuequ.kernel.discovery import declared
from xuequ.kernel.settings import PARTIES
from xuequ.kernel.text import Text
from xuequ.web.templatetags.words import language, say

from ..engine.fairness import Distribution
from ..engine.owners import confirmers
from ..engine.reckoning import STANDINGS, Standing
from ..engine.reports import last, span_text
from ..engine.summary import Row, Total
from ..engine.tally import Line
from ..queries import links
from ..queries.owing import tag
from .duties import SIGNS, every, hand_in_link, party, span_days, standing

register = template.Library()
register.simple_tag(standing)
register.filter(every)
register.filter(party)
register.filter(span_days)
register.filter(hand_in_link)


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
    return _("median %(median)s · middle half %(first)s–%(third)s · range %(low)s–%(high)s") % {
        "median": f"{found.median:f}",
        "first": f"{found.first:f}",
        "third": f"{found.third:f}",
        "low": found.low,
        "high": found.high,
    }
