"""Words and links for what the board speaks of."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from xuequ.kernel.rulebook import Finding
from xuequ.record.names import ACTS, NOTES
from xuequ.web.templatetags.words import listed

from ..names import CHAPTERS, FIELDS, KINDS, SECTIONS, VALUES, WHO
from ..names.values import lines, named, run_by_what, setting, setting_name, worded

register = template.Library()
register.filter("lines", lines)
register.filter("setting", setting)
register.filter("setting_name", setting_name)
register.filter("worded", worded)
PAGES = {"school": "directory:school_detail", "consortium": "directory:consortium_detail"}
FORMS = {"school": "directory:school_change", "consortium": "directory:consortium_change"}
LISTS = {  # what is registered on a list of its own
    "postings": "directory:posting_list",
    "pairings": "directory:pairing_list",
    "teachers": "directory:person_list",
    "commitment": "ledger:commitment_list",
    "terms": "directory:calendar_page",
}
SUPPLIED = {  # what a consortium lacks in governance, and the page that supplies it
    "unification": "governance:unification_page",
    "documents": "governance:document_adopt",
    "aims": "governance:aim_change",
    "bodies": "governance:set_up",
    "posts": "governance:set_up",
    "head": "governance:chart_page",
    "team": "governance:chart_page",
    "holders": "governance:chart_page",
    "staff_of": "governance:chart_page",
    "duties": "governance:chart_page",
    "workload": "governance:chart_page",
    "executive": "governance:chart_page",
}


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
    if field in LISTS:
        return reverse(LISTS[field])
    if kind == "consortium" and field in SUPPLIED:
        return reverse(SUPPLIED[field], args=[id])
    if kind == "county" and field in SUPPLIED:
        return reverse("governance:leading_group")
    if field in {"principal", "executive"}:
        return reverse("directory:school_detail", args=[id])
    if field in {"near_km", "max_schools"}:  # the locality itself is to settle it
        return reverse("board:policy_page")
    return reverse(FORMS[kind], args=[id]) if kind in FORMS else ""


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
    return named(FIELDS, code)


@register.filter
def value_name(text: str) -> str:
    """The value of a fact, its codes in the reader's language."""
    return listed(named(VALUES, part) for part in text.split(", "))


@register.filter
def chapter_name(code: str) -> str:
    return named(CHAPTERS, code)


@register.filter
def kind_name(code: str) -> str:
    return named(KINDS, code)


@register.filter
def who_name(code: str) -> str:
    return named(WHO, code)


@register.filter
def section_name(code: str) -> str:
    return named(SECTIONS, code)


@register.filter
def act_name(verb: str) -> str:
    return named(ACTS, verb)


@register.filter
def run_by(coverage: Any) -> str:
    """What runs a clause, in a word: rules, facts held, commitments reported on."""
    return run_by_what(coverage.runs)


@register.filter
def note_name(key: str) -> str:
    """What a detail of a line of the record is called."""
    return named(NOTES, key)


@register.filter
def note_value(value: Any) -> str:
    """A detail of a line of the record, its codes in the reader's language."""
    return setting(tuple(value) if isinstance(value, list) else value)
