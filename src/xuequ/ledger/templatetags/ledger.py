"""Words for commitments."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.kernel.rulebook import State
from xuequ.kernel.text import Text
from xuequ.web.templatetags.words import say, state

from ..models import Feedback
from ..queries import Row
from ..queries.feedback import name_of

register = template.Library()
OWNERS: dict[str, str | Promise] = {
    "government": _("government"),
    "authority": _("education authority"),
    "consortium": _("district or group"),
    "school": pgettext_lazy("who owes", "school"),
}


@register.filter
def owner_name(code: str) -> str:
    return str(OWNERS[code])


@register.filter
def asks(row: Row) -> str:
    """What a commitment asks, in its own words or the clause's."""
    own = Text(row.commitment.zh, row.commitment.en) if row.commitment.zh else None
    return say(own or row.clause.text)


@register.simple_tag
def report_state(row: Row) -> SafeString:
    """How a commitment stands: the state of the board, and the status reported."""
    if row.report is None:
        return state(State.UNKNOWN)
    if row.state == "overdue":
        return format_html("{} {}", state(State.UNKNOWN), _("review overdue"))
    return format_html("{} {}", state(State.REPORTED), row.report.get_status_display())


@register.filter
def is_address(text: str) -> bool:
    """Is it the address of a page, which may be followed?"""
    return text.startswith(("https://", "http://")) and not set(text) & set(" <>\"'")


@register.filter
def by_way_of(made: Feedback) -> Text:
    """The channel of what peers told one another, or what was voiced."""
    return name_of(made)
