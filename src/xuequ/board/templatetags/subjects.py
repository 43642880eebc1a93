"""Words and links for what the board speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xuequ.kernel.rulebook import Finding
from xuequ.kernel.text import Text
from xuequ.record.names import ACTS, NOTES
from xuequ.web.templatetags.words import listed

from ..names import CHAPTERS, FIELDS, KINDS, SECTIONS, SETTINGS, VALUES, WHO

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


def _named(names: Mapping[str, Any], code: str) -> str:
    name = names.get(code, code)
    return name.say(get_language() or "zh-hans") if isinstance(name, Text) else str(name)


@register.filter
def by_subject(finding: Finding) -> list[dict[str, Any]]:
    """The facts of a finding, each subject once: what is known of it and what is lacking."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for fact in finding.facts:
        empty = {"kind": fact.kind, "id": fact.id, "name": fact.name, "known": [], "lacking": []}
        row = rows.setdefault((fact.kind, fact.id), empty)
        if fact.field:
            row["known" if fact.value is not None else "lacking"].append(fact)
    return list(rows.values())


@register.filter
def field_name(code: str) -> str:
    return _named(FIELDS, code)


@register.filter
def value_name(text: str) -> str:
    """The value of a fact, its codes in the reader's language."""
    return listed(_named(VALUES, part) for part in text.split(", "))


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
    return listed(words[sort] for sort in sorted(sorts, reverse=True))


@register.filter
def setting_name(entry: Any) -> str:
    """What a setting is called."""
    return _named(SETTINGS, f"{entry.section}.{entry.key}")


@register.filter
def note_name(key: str) -> str:
    """What a detail of a line of the record is called."""
    return _named(NOTES, key)


@register.filter
def note_value(value: Any) -> str:
    """A detail of a line of the record, its codes in the reader's language."""
    return setting(tuple(value) if isinstance(value, list) else value)


@register.filter
def setting(value: Any, key: str = "") -> str:
    """The value of a setting, lists and tables flattened to one line each."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return _listed([setting(each, key) for each in value])
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return _flat(value)
    code = f"{key}.{value}"
    return _named(VALUES, code if code in VALUES else str(value))


def _listed(texts: list[str]) -> str:
    """Texts in a row, with the marks of the reader's language."""
    if _english():
        return "; ".join(texts)
    return ("；" if any("，" in each for each in texts) else "、").join(texts)


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _flat(value: Any) -> str:
    """A small record: its name in the reader's language, then what else it says."""
    english = _english()
    held = {f.name: getattr(value, f.name) for f in fields(value)}
    name = held.pop("name", None)
    zh, en = held.pop("zh", ""), held.pop("en", "")
    first = setting(name) if name else (en if english else zh)
    mark = " " if english else "："
    rest = [
        f"{_named(FIELDS, key)}{mark}{setting(each, key)}"
        for key, each in held.items()
        if key not in {"code", "same_as", "slots"} and each not in (None, "", (), False)
    ]
    more = (", " if english else "，").join(rest)
    if not rest or not first:
        return first or more
    return f"{first} ({more})" if english else f"{first}（{more}）"
