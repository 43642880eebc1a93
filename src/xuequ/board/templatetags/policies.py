"""Rows of the register and cells of the comparison: many of them, so written out here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from xuequ.kernel.text import Text
from xuequ.profiles.clauses import Clause
from xuequ.profiles.comparison import Cell
from xuequ.profiles.entries import Dated, Entry, Profile
from xuequ.web.outputs import OUTPUTS
from xuequ.web.templatetags.words import cited, listed, say, state

from ..engine.moves import Side
from ..names.standings import COMMON, STANDINGS, STATUS, UNCONFIRMED
from ..names.values import run_by_what, setting_name, worded
from ..queries.register import Line

register = template.Library()
SHORT = 90  # characters of a value in a cell; the whole is one click away


@register.simple_tag
def files_of(address: str, query: str) -> SafeString:
    """Links to a page's file in every format; `address` is that of the workbook."""
    base, asked = address.removesuffix("xlsx/"), f"?{query}" if query else ""
    return format_html_join(
        " ",
        '<a class="btn" href="{}{}/{}">{}</a>',
        [(base, each, asked, each.upper()) for each in OUTPUTS],
    )


@register.simple_tag
def clause_rows(lines: Iterable[Line], with_state: bool, on: date) -> SafeString:
    """The rows of the register."""
    heads = [escape(each) for each in (_("Source"), _("Run by"), _("State"))]
    rows = [_row(each, heads, with_state, on) for each in lines]
    none = format_html('<tr><td colspan="5">{}</td></tr>', _("No clause fits."))
    return mark_safe("\n".join(rows) or none)  # noqa: S308 - every part is escaped


def _row(line: Line, heads: Sequence[str], with_state: bool, on: date) -> str:
    clause = line.it.clause
    page = reverse("board:clause_detail", args=[clause.id])
    runs = (
        f'<span class="quiet">{escape(say(line.it.why))}</span>'
        if line.it.why
        else escape(run_by_what(line.it.runs))
    )
    return (
        f'<tr><td class="name id"><a href="{page}">{clause.id}</a></td>'
        f'<td data-label="">{escape(say(clause.text))}{_said_all(line.entries, on)}</td>'
        f'<td data-label="{heads[0]}" class="quiet">{escape(cited(line.place))}</td>'
        f'<td data-label="{heads[1]}">{runs}</td>'
        f'<td data-label="{heads[2]}">{_standing(line, page) if with_state else ""}</td></tr>'
    )


def _standing(line: Line, page: str) -> str:
    if line.counts:
        marks = (f'<a href="{page}">{state(each)} {count}</a> ' for each, count in line.counts)
        return "".join(marks)
    if line.state:
        return state(line.state)
    return f'<span class="quiet">{escape(say(line.it.remark))}</span>' if line.it.remark else "—"


@register.simple_tag
def compared(cell: Cell, on: date) -> SafeString:
    """What one locality says to a row, shortened, with its clauses."""
    standing = (
        "" if cell.entries else f'<div class="quiet">{escape(say(STANDINGS[cell.standing]))}</div>'
    )
    ids = "".join(
        f'<a href="{reverse("board:comparison_clause", args=[each.id])}">{each.id}</a> '
        for each in cell.clauses
    )
    said = _said_all(cell.settings, on)
    return mark_safe(f'<div>{standing}{said}<div class="ids">{ids}</div></div>')  # noqa: S308


def _said_all(entries: Iterable[Entry], on: date) -> str:
    return "".join(f'<div class="said">{_said(each, on)}</div>' for each in entries)


def _said(entry: Entry, on: date) -> str:
    words = Truncator(worded(entry, on)).chars(SHORT)
    marks = ((COMMON, entry.is_common), (UNCONFIRMED, not entry.confirmed))
    tags = "".join(
        f' <span class="should">{escape(say(mark))}</span>' for mark, is_so in marks if is_so
    )
    return f"<b>{escape(setting_name(entry))}</b> {escape(words)}{tags}"


@register.filter
def is_silent(cell: Cell) -> bool:
    """Has the locality nothing to say on a row, so that a small screen may name it only once?"""
    return cell.standing == "silent"


@register.simple_tag
def silent_ones(cells: Iterable[Cell]) -> SafeString:
    """The localities with nothing to say on a row, in one line for small screens."""
    names = [say(each.profile.name) for each in cells if is_silent(each)]
    if not names:
        return mark_safe("")
    said = _("Not mentioned: %(names)s") % {"names": listed(names)}
    return format_html('<div class="quiet silent-ones">{}</div>', said)


@register.filter
def standing(cell: Cell) -> str:
    """What to say of a locality that settles nothing of a row."""
    return say(STANDINGS[cell.standing])


@register.filter
def place_in(clause: Clause, profile: Profile) -> str:
    """The sections of a locality's documents in which a clause stands."""
    return cited(clause.place_in(profile.sources))


@register.filter
def holds(entry: Entry, on: date) -> Dated | None:
    """The value in force on a day; nothing before the first, or when there is only one."""
    shown = entry.shown(on)
    return shown if len(entry.values) > 1 and shown.since <= on else None


@register.simple_tag
def side(which: Side) -> SafeString:
    """A state before or after a change."""
    return state(which) if which else format_html('<span class="quiet">{}</span>', _("not asked"))


@register.simple_tag
def dated(entry: Entry | None) -> SafeString:
    """Every value of a setting with its day, how it binds, and what must be known beside it."""
    if entry is None:
        return format_html('<span class="quiet">{}</span>', _("not set"))
    rows = [(each.since.isoformat(), worded(entry, each.since)) for each in entry.values]
    marks = [_("must") if entry.binding == "must" else _("should"), entry.clause]
    marks += [] if entry.confirmed else [say(UNCONFIRMED)]
    values = format_html_join("", '<div><span class="day">{}</span> {}</div>', rows)
    return format_html('<div>{}<div class="quiet">{}</div></div>', values, listed(marks))


@register.filter
def headed(value: Any) -> str:
    """A value of the head of a profile."""
    if isinstance(value, Text):
        return say(value)
    return listed(value) if isinstance(value, tuple) else say(STATUS.get(value, Text(value, value)))
