"""Lines of the pages of families: a step of an application, an answer, the points of one item."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuequ.web.templatetags.words import say

from ..engine.applying.draft import Said
from ..engine.applying.terms import Step
from ..engine.asked import Head
from ..engine.points import Line
from ..queries.applying.pages import View

register = template.Library()
NAMES = {"address": "my_address", "claims": "my_claims", "materials": "my_materials",
         "choices": "my_choices"}  # fmt: skip


@register.simple_tag
def step_line(step: Step, view: View, count: int = 0) -> SafeString:
    """One step with what is there, or what is missing."""
    titles = {
        "address": _("Where the child lives"),
        "claims": _("What you state"),
        "materials": _("Papers that prove it"),
        "choices": _("Choices of schools"),
    }
    missing = view.lacking(step)
    is_done = bool(count) if step == "materials" else not missing
    below = format_html_join("", '<span class="warn">{}</span>', ((say(e),) for e in missing))
    there = "" if missing else _there(step, view, count)
    return format_html(
        '<li{}><a href="{}"><strong>{}</strong><span class="quiet">{}</span>{}</a></li>',
        SafeString(' class="done"') if is_done else "",
        reverse(f"enrolment:{NAMES[step]}", args=[view.row.pk]),
        titles[step],
        there,
        below,
    )


def _there(step: Step, view: View, count: int) -> str:
    if step == "address":
        return view.school
    if step == "materials":
        return ngettext("%(count)s paper", "%(count)s papers", count) % {"count": count}
    if step == "choices":
        return " ".join(f"{rank}. {name}" for rank, name in view.chosen) or view.companion
    return {
        "eligible": _("the conditions are met by what you state"),
        "not_shown": _("the conditions are not met by what you state"),
        "not_stated": "",
    }[view.finding.state]


@register.simple_tag
def said_of(view: View, head: Head) -> str:
    """What the family says to one question."""
    said: Said | None = view.draft.claims.get(head.code)
    if said is None:
        return "—"
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    if head.kind == "months":
        return _("since %(month)s") % {"month": said}
    if head.kind == "type":
        named = {each.code: each for each in view.terms.facts.types}
        return say(named[said]) if said in named else str(said)
    return str(said)


@register.filter
def plain_points(points: Decimal) -> str:
    """Points without needless noughts."""
    return f"{points.normalize():f}"


@register.filter
def arithmetic(line: Line) -> str:
    """How one item came about: units by rate, and what a cap left of it."""
    if not line.is_open:
        return _("not for this type")
    facts: dict[str, Any] = {"quantity": line.quantity, "rate": plain_points(line.rate)}
    if line.per == "month":
        text = _("%(quantity)s full months × %(rate)s") % facts
    elif line.per == "year":
        text = _("%(quantity)s full years × %(rate)s") % facts
    else:
        text = ""
    if line.is_cut and line.limit is not None:
        cut = _("= %(raw)s, at most %(limit)s") % {
            "raw": plain_points(line.raw), "limit": plain_points(line.limit)
        }  # fmt: skip
        shared = _(" (together with %(item)s)") % {"item": say(line.with_item)}
        text = f"{text} {cut}{shared if line.with_item else ''}".strip()
    return text
