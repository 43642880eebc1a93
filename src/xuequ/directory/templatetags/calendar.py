"""Words of the school calendar."""

from __future__ import annotations

from django import template

from xuequ.web.templatetags.words import say

from ..engine.days import reason_said
from ..engine.months import WORDS, Kind

register = template.Library()


@register.filter
def calendar_word(kind: Kind) -> str:
    """What stands in a cell of the calendar for such a day."""
    return say(WORDS[kind])


@register.filter
def calendar_reason(reason: str) -> str:
    """A reason in the reader's language, as far as it is a festival."""
    return say(reason_said(reason))
