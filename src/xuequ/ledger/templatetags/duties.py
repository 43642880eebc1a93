"""Words and signs for duties and entries."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xuequ.kernel.periods import Span
from xuequ.kernel.settings import PARTIES, PERIODS, Evidence
from xuequ.vault.models import StoredFile
from xuequ.web.templatetags.words import language, say

from ..engine.handing import EVIDENCE
from ..engine.policy import Artefact
from ..engine.reckoning import STANDINGS, Standing
from ..engine.reports import span_text
from ..engine.tally import Line
from ..models.entries import EntryState
from ..names import duty_name, subject_name
from ..queries import compiled, links
from ..queries.mine import Bunch

register = template.Library()
register.filter("duty_name", duty_name)
register.filter("subject_name", subject_name)
SIGNS: dict[Standing, tuple[str, str]] = {
    Standing.MISSED: ("✕", "broken"),
    Standing.OVERDUE: ("!", "behind"),
    Standing.WAITING: ("…", "reported"),
    Standing.OPEN: ("▷", "under_way"),
    Standing.DONE: ("✓", "met"),
    Standing.EXCUSED: ("◇", "waived"),
    Standing.NOT_OWED: ("–", "not_applicable"),
}
ENTRY_SIGNS: dict[str, tuple[str, str]] = {
    EntryState.DRAFT: ("✎", "unknown"),
    EntryState.HANDED: ("…", "reported"),
    EntryState.CONFIRMED: ("✓", "met"),
    EntryState.RETURNED: ("↩", "behind"),
    EntryState.WITHDRAWN: ("–", "not_applicable"),
}


@register.simple_tag
def standing(value: Standing) -> SafeString:
    """How an owner stands, by sign, word and colour."""
    sign, look = SIGNS[value]
    return _mark(sign, look, STANDINGS[value].say(language()))


@register.simple_tag
def entry_state(value: str) -> SafeString:
    """How far an entry has come, by sign, word and colour."""
    sign, look = ENTRY_SIGNS[value]
    return _mark(sign, look, str(EntryState(value).label))


def _mark(sign: str, look: str, word: str) -> SafeString:
    return format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span>{}</span>', look, sign, word
    )


class Spanned(Protocol):
    """A span of days, or a row that has one."""

    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date: ...


@register.filter
def span_days(span: Spanned | None) -> str:
    """A span, or that of a row, as its first and last day."""
    return say(span_text(Span(span.since, span.until) if span else None))


@register.filter
def part_name(line: Line, bunch: Bunch) -> str:
    """What tells one of several of a duty apart: whose it is, its subject, its days."""
    parts = [line.owner.name if bunch.has_places else "", subject_name(line.owner)]
    if bunch.has_spans or not any(parts):
        parts.append(span_days(line.span))
    return " · ".join(each for each in parts if each)


@register.filter
def due_in(days: int) -> str:
    """How far the last day is, in words."""
    if days < 0:
        return pgettext("of a duty", "%(n)s days late") % {"n": -days}
    if days == 0:
        return pgettext("of a duty", "today")
    if days == 1:
        return pgettext("of a duty", "tomorrow")
    return pgettext("of a duty", "in %(n)s days") % {"n": days}


@register.filter
def every(period: str) -> str:
    """How often, in words."""
    return PERIODS[period].say(language())


@register.filter
def party(code: str) -> str:
    """Who owes, confirms or receives, in words."""
    return PARTIES[code].say(language())


@register.filter
def blanks(fields: dict[str, object], artefact: Artefact) -> list[tuple[str, str]]:
    """The filled blanks of a form with their names, in its order."""
    english = language().startswith("en")
    found = []
    for each in artefact.blanks:
        value = fields.get(each.code)
        if value in (None, ""):
            continue
        chosen = {c.code: c.en if english else c.zh for c in each.choices}
        shown = chosen.get(str(value), str(value))
        if value is True:
            shown = _("yes")
        found.append((each.en if english else each.zh, shown))
    return found


@register.filter
def hand_in_link(line: Line) -> str:
    """The form on which this is handed in."""
    return links.hand_in_link(line)


@register.simple_tag(takes_context=True)
def compile_link(context: Context, line: Line) -> str:
    """Where the paper is compiled by which this is handed in; "" if it is not compiled."""
    actor = context["request"].eyes
    return compiled.compile_link(line.owed.key, line.owner, line.first_open, actor=actor)


@register.filter
def evidence_name(code: Evidence) -> str:
    """What an entry needs, in words."""
    return EVIDENCE[code].say(language())


@register.filter
def is_image(file: StoredFile) -> bool:
    """Can a browser show it as a picture?"""
    return file.kind in {"image/jpeg", "image/png", "image/webp", "image/gif"}
