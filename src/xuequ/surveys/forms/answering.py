"""The sheet somebody fills in: each question with its inputs, what was typed, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..engine.answers import Fault, Raw, name_of
from ..engine.types import LONGEST_TEXT, Asked

FAULTS: dict[str, str | Promise] = {
    "missing": gettext_lazy("Please answer this question."),
    "lines-missing": gettext_lazy("Please answer every line."),
    "not-a-choice": gettext_lazy("Choose among what is offered."),
    "not-a-number": gettext_lazy("Enter a number, such as 12 or 12.5."),
    "too-fine": gettext_lazy("Enter at most two decimals."),
    "too-small": gettext_lazy("Enter %(least)s or more."),
    "too-large": gettext_lazy("Enter %(most)s or less."),
    "too-long": gettext_lazy("At most %(most)s characters; there are %(length)s. Shorten it."),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to tick."""

    value: int
    label: str
    is_chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a matrix, or the whole of another question."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it stands on the sheet."""

    number: int
    question: Asked
    name: str
    lines: list[Line]
    typed: str
    error: str
    condition: str

    @property
    def most(self) -> int:
        """Characters of an answer in words."""
        return LONGEST_TEXT


def sent(data: QueryDict) -> Raw:
    """What a browser sent, by name of the input."""
    return {name: values for name, values in data.lists() if name.startswith("q")}


def sheet(
    questions: Sequence[Asked], raw: Raw | None = None, faults: dict[int, Fault] | None = None
) -> Iterator[Put]:
    """Every question with what was typed so far."""
    typed, wrong = raw or {}, faults or {}
    numbers = {each.id: at for at, each in enumerate(questions, 1)}
    known = {each.id: each for each in questions}
    for question in questions:
        name = name_of(question)
        given = typed.get(name, ())
        fault = wrong.get(question.id)
        yield Put(
            number=numbers[question.id],
            question=question,
            name=name,
            lines=list(_lines(question, typed)),
            typed=given[0][: LONGEST_TEXT * 4] if given else "",
            error=str(FAULTS[fault.code]) % fault.facts if fault else "",
            condition=_condition(question, known, numbers),
        )


def _condition(question: Asked, known: dict[int, Asked], numbers: dict[int, int]) -> str:
    if question.after is None or question.after not in known:
        return ""
    choice = known[question.after].choices[question.when or 0]
    said = _("Only if you chose “%(choice)s” in question %(number)s; else leave it out.")
    return said % {"choice": choice, "number": numbers[question.after]}


def _lines(question: Asked, typed: Raw) -> Iterator[Line]:
    if question.kind == "matrix":
        for at, label in enumerate(question.choices):
            name = name_of(question, at)
            yield Line(name, label, _steps(question, typed.get(name, ())))
    elif question.kind == "scale":
        name = name_of(question)
        yield Line(name, question.words, _steps(question, typed.get(name, ())))
    elif question.kind in ("single", "multiple"):
        name = name_of(question)
        given = set(typed.get(name, ()))
        options = [Option(at, each, str(at) in given) for at, each in enumerate(question.choices)]
        yield Line(name, question.words, options)


def _steps(question: Asked, given: Sequence[str]) -> list[Option]:
    ends = {question.steps[0]: question.low_label, question.steps[-1]: question.high_label}
    return [
        Option(step, str(step), str(step) in given, ends.get(step, "")) for step in question.steps
    ]
