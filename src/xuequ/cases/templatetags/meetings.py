"""Words and marks for the pages of meetings and tasks."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from xuequ.kernel.rulebook import State
from xuequ.web.templatetags.words import SIGNS, say

from ..engine.rules import EVERY
from ..engine.votes import Outcome
from ..models import Meeting, Task

register = template.Library()
OF_MEETING = {
    "planned": State.UNDER_WAY,
    "held": State.REPORTED,
    "circulated": State.REPORTED,
    "confirmed": State.MET,
    "cancelled": State.NOT_APPLICABLE,
}
OF_TASK = {
    "open": State.UNDER_WAY,
    "reported": State.REPORTED,
    "returned": State.BEHIND,
    "closed": State.MET,
    "withdrawn": State.NOT_APPLICABLE,
}
OF_VOTE = {
    Outcome.PASSED: State.MET,
    Outcome.FAILED: State.BROKEN,
    Outcome.OPEN: State.UNDER_WAY,
    Outcome.VOID: State.NOT_APPLICABLE,
}


@register.simple_tag
def meeting_state(meeting: Meeting) -> SafeString:
    """The state of a meeting by sign, word and colour."""
    return _mark(OF_MEETING[meeting.state], str(meeting.get_state_display()))


@register.simple_tag
def task_state(task: Task) -> SafeString:
    """The state of a task by sign, word and colour."""
    return _mark(OF_TASK[task.state], str(task.get_state_display()))


@register.simple_tag
def outcome(value: Outcome, word: str) -> SafeString:
    """How a vote came out by sign, word and colour."""
    return _mark(OF_VOTE[value], word)


@register.filter
def every(code: str | None) -> str:
    """A cadence in the reader's language; empty where none is stated."""
    return say(EVERY[code]) if code else ""


@register.filter
def late_by(days: int) -> str:
    """By how many days something is late, in the reader's language."""
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}


@register.filter
def block_kind(block: object) -> str:
    """What sort of block of the minutes it is: "heading", "paragraph" or "grid"."""
    return type(block).__name__.lower()


def _mark(state: State, word: str) -> SafeString:
    return format_html(
        '<span class="state state-{}"><span aria-hidden="true">{}</span>'
        '<span class="word">{}</span></span>',
        state.value,
        SIGNS[state],
        word,
    )
