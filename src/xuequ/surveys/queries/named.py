"""Answers with the names of those who gave them, of a survey by name."""

from __future__ import annotations

from xuequ.kernel.refusal import Refused
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..engine.types import Asked, Value
from ..models import Survey
from .reading import asked


def answers_table(survey: Survey) -> Table:
    """One row for each who answered.

    Raises:
        Refused("survey-is-anonymous"): there are no names.
        Refused("survey-not-closed").
    """
    if survey.is_anonymous:
        raise Refused("survey-is-anonymous")
    if not survey.is_closed:
        raise Refused("survey-not-closed")
    questions = asked(survey)
    columns = (
        Column("name", "姓名", "Name"),
        Column("school", "学校", "School"),
        Column("day", "日期", "Day"),
        *(Column(f"q{n}", each.words, each.words) for n, each in enumerate(questions, 1)),
    )
    rows = [
        (
            str(row.person),
            row.school.name if row.school else "",
            row.answered_on,
            *(said(each, row.values.get(str(each.id))) for each in questions),
        )
        for row in survey.responses.select_related("person", "school").order_by(
            "school__sort_key", "person__sort_key", "id"
        )
    ]
    return Table(Text(f"{survey.title}：答卷", f"{survey.title}: answers"), columns, rows)


def said(question: Asked, value: Value | None) -> str:
    """An answer in words."""
    if value is None:
        return ""
    if question.kind == "single" and isinstance(value, int):
        return question.choices[value]
    if question.kind == "multiple" and isinstance(value, list):
        return "；".join(question.choices[each] for each in value if each is not None)
    if question.kind == "matrix" and isinstance(value, list):
        pairs = zip(question.choices, value, strict=False)
        return "；".join(f"{line} {step}" for line, step in pairs if step is not None)
    return str(value)
