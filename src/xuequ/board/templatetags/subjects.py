"""Words and links for what the board speaks of."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..names import ACTS, CHAPTERS, FIELDS, KINDS, SECTIONS, VALUES, WHO

register = template.Library()
PAGES = {"school": "directory:school_detail", "consortium": "directory:consortium_detail"}
FORMS = {"school": "directory:school_change", "consortium": "directory:consortium_change"}


@register.simple_tag
def subject_page(kind: str, id: int) -> str:
    """The page of a subject, or nothing."""
    return reverse(PAGES[kind], args=[id]) if kind in PAGES else ""


@register.simple_tag
def subject_form(kind: str, id: int, field: str = "") -> str:
    """The form that supplies a fact, or nothing."""
    if field == "point":
        return reverse("directory:school_place", args=[id])
    if field in {"membership", "teaching_points"}:
        return reverse("directory:school_detail", args=[id])
    if field == "near_km":
        return reverse("board:policy_page")
    return reverse(FORMS[kind], args=[id]) if kind in FORMS else ""


def _named(names: dict[str, Any], code: str) -> str:
    return str(names.get(code, code))


@register.filter
def field_name(code: str) -> str:
    return _named(FIELDS, code)


@register.filter
def value_name(text: str) -> str:
    """The value of a fact, its codes in the reader's language."""
    return "、".join(_named(VALUES, part) for part in text.split(", "))


@register.filter
def chapter_name(code: str) -> str:
    return _named(CHAPTERS, code)


@register.filter
def kind_name(code: str) -> str:
    return _named(KINDS, code)


@register.filter
def who_name(code: str) -> str:
    return _named(WHO, code)


@register.filter
def section_name(code: str) -> str:
    return _named(SECTIONS, code)


@register.filter
def act_name(verb: str) -> str:
    return _named(ACTS, verb)


@register.filter
def run_by(coverage: Any) -> str:
    """What runs a clause, in a word: rules, facts held."""
    sorts = {run.partition(" ")[0] for run in coverage.runs}
    words = {"rule": _("rule"), "entity": _("facts held")}
    return "、".join(words[sort] for sort in sorted(sorts, reverse=True))


@register.filter
def setting(value: Any) -> str:
    """The value of a setting, lists and tables flattened to one line each."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return "; ".join(setting(each) for each in value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return _flat(value)
    return _named(VALUES, str(value))


def _flat(value: Any) -> str:
    """A small record: its name in the reader's language, then what else it says."""
    english = (get_language() or "").startswith("en")
    held = {f.name: getattr(value, f.name) for f in fields(value)}
    name = held.pop("name", None)
    zh, en = held.pop("zh", ""), held.pop("en", "")
    first = setting(name) if name else (en if english else zh)
    rest = [
        f"{_named(FIELDS, key)} {setting(each)}"
        for key, each in held.items()
        if key not in {"code", "same_as", "slots"} and each not in (None, "", (), False)
    ]
    return f"{first} ({', '.join(rest)})" if rest and first else first or ", ".join(rest)
