"""Words and marks for the pages of governance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xuequ.kernel.rulebook import State
from xuequ.web.templatetags.words import SIGNS, comma, say

from ..engine.policy import WORDS
from ..models import UnificationStatus

register = template.Library()
STATES = {  # the colours of the board for the status of an item
    "reached": State.MET,
    "under_way": State.BEHIND,
    "not_begun": State.NOT_APPLICABLE,
    "blocked": State.BROKEN,
}
PERIODS = {"month": WORDS["every.month"], "term": WORDS["every.term"]} | {
    "school_year": WORDS["every.school_year"]
}


@register.filter
def coded(code: str, key: str) -> str:
    """A code of the policy in the reader's language."""
    return say(WORDS[f"{key}.{code}"])


@register.filter
def coded_all(codes: Iterable[str], key: str) -> str:
    """Several codes, with what stands between them."""
    return comma().join(coded(each, key) for each in codes)


@register.filter
def worded(thing: Any) -> str:
    """Something with a Chinese and an English name."""
    return say(thing)


@register.filter
def period_word(code: str) -> str:
    return say(PERIODS[code])


@register.simple_tag
def progress(status: UnificationStatus | None) -> SafeString:
    """The status of an item by sign, word and colour."""
    if status is None:
        return format_html('<span class="quiet">{}</span>', "—")
    state = STATES[status.status]
    return format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span>'
        '<span class="word">{}</span></span>',
        state.value,
        SIGNS[state],
        status.get_status_display(),
    )
