"""Say the turns, choices and states of cases."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from xuequ.kernel.case_types import Step
from xuequ.kernel.text import Text

from ..engine.diagram import Box
from ..models import Case, Seat, Turn
from ..names import BY_ITSELF, turn_words
from ..queries.types import case_types
from ..services.acting import choices_of

register = template.Library()

MARKS = {
    "done": ("✓", Text("已办", "done")),
    "now": ("▷", Text("办理中", "under way")),
    "next": ("○", Text("待办", "to come")),
    "left_out": ("–", Text("未经过", "left out")),
    "stopped": ("✕", Text("止于此", "ended here")),
}
STATES = {
    "approved": "met",
    "refused": "broken",
    "returned": "behind",
    "withdrawn": "not_applicable",
    "stopped": "not_applicable",
    "draft": "unknown",
}


def _said(text: Text) -> str:
    return text.say(get_language() or "zh-hans")


@register.filter
def kind_name(case: Case) -> str:
    """The name of a case's kind."""
    kind = case_types().get(case.kind)
    return _said(kind.name) if kind else case.kind


@register.filter
def turn_said(turn: Turn) -> str:
    """What happened, in words."""
    return _said(turn_words(turn.verb, _step_of(turn.case, turn.step)))


@register.filter
def has_doer(turn: Turn) -> bool:
    """Was it somebody's act, and not what followed from one?"""
    return turn.verb not in BY_ITSELF


@register.simple_tag
def seat_said(case: Case, seat: Seat) -> str:
    """What was said from a seat, in words."""
    return _said(turn_words(seat.choice, _step_of(case, seat.step)))


def _step_of(case: Case, code: str) -> Step | None:
    kind = case_types().get(case.kind)
    return kind.step(code) if kind else None


@register.simple_tag
def step_name(case: Case, code: str) -> str:
    """The name of a step of a case."""
    step = _step_of(case, code)
    return _said(step.name) if step else code


@register.filter
def days_to(day: date) -> int:
    """How many days are left until a last day; negative when it has passed."""
    return (day - timezone.localdate()).days


@register.simple_tag
def case_state(case: Case) -> SafeString:
    """The state by word and shape."""
    look = STATES.get(case.state, "under_way")
    return format_html('<span class="state state-{}">{}</span>', look, case.get_state_display())


@register.simple_tag
def box_mark(box: Box) -> SafeString:
    """The sign of a step in the chain, with its meaning."""
    return box_sign(box.mark)


@register.simple_tag
def box_sign(mark: str) -> SafeString:
    """The sign of a mark, with its meaning for who does not see it."""
    sign, name = MARKS[mark]
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>',
        sign,
        _said(name),
    )


@register.simple_tag
def buttons(seat: Seat) -> list[tuple[str, str]]:
    """What may be said from a seat: codes and the words of the buttons."""
    kind = case_types().get(seat.case.kind)
    step = kind.step(seat.step) if kind else None
    if step is None:
        return []
    found = choices_of(seat, step)
    return [(code, _said(name)) for code, name in found.items() if isinstance(name, Text)]
