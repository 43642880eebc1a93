"""Figures and bars of results."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xuequ.kernel.text import Text
from xuequ.methods.intervals import Estimate
from xuequ.web.templatetags.words import listed, say

from ..engine.results import Found

register = template.Library()


@register.filter
def percent(value: float | None) -> str:
    """A share with one decimal."""
    return "" if value is None else f"{value * 100:.1f} %"


@register.filter
def span(estimate: Estimate) -> str:
    """The interval of a share; nothing where there is none."""
    if estimate.is_bare:
        return ""
    return f"{estimate.low * 100:.1f}–{estimate.high * 100:.1f} %"


@register.filter
def mean(estimate: Estimate) -> str:
    """A mean with its interval."""
    if estimate.is_bare:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} ({estimate.low:.2f}–{estimate.high:.2f})"


@register.filter
def points(estimate: Estimate) -> str:
    """A difference of two shares in percentage points, with its interval."""
    ends = f"{estimate.low * 100:+.1f} … {estimate.high * 100:+.1f}"
    return f"{estimate.value * 100:+.1f} ({ends})"


@register.filter
def said_all(texts: Iterable[Text]) -> str:
    """Texts in the reader's language, one after the other."""
    return listed(say(each) for each in texts)


@register.simple_tag
def bar(estimate: Estimate) -> SafeString:
    """A share as a bar with its interval; the figures stand beside it."""
    return _drawn(estimate, 0.0, 1.0)


@register.simple_tag
def mean_bar(estimate: Estimate, found: Found) -> SafeString:
    """A mean on its scale as a bar with its interval."""
    steps = found.question.steps
    return _drawn(estimate, float(steps[0]), float(steps[-1]))


def _drawn(estimate: Estimate, low: float, high: float) -> SafeString:
    def place(value: float) -> str:
        return f"{min(100.0, max(0.0, (value - low) / (high - low) * 100)):.2f}"

    whiskers = SafeString("")
    if not estimate.is_bare:
        whiskers = format_html(
            '<path class="span" d="M{0} 5H{1}M{0} 2V8M{1} 2V8"/>',
            place(estimate.low),
            place(estimate.high),
        )
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="back" width="100" height="10"/>'
        '<rect class="part" width="{}" height="10"/>{}</svg>',
        place(estimate.value),
        whiskers,
    )
