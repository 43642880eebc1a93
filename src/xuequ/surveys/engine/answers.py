"""Read what was sent for a questionnaire, and say what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from unicodedata import normalize

from .types import LONGEST_TEXT, Asked, Value

NUMBER = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?")
Raw = Mapping[str, Sequence[str]]  # the values sent, by name of the input


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the answer to a question: a code, and the facts for its sentence."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers that fit, by number of the question, and what is wrong with the others."""

    values: dict[str, Value]
    faults: dict[int, Fault]


class _Wrong(Exception):
    def __init__(self, code: str, **facts: object) -> None:
        self.fault = Fault(code, facts)


def name_of(question: Asked, line: int | None = None) -> str:
    """What the input of a question, or of a line of a matrix, is called."""
    return f"q{question.id}" if line is None else f"q{question.id}_{line}"


def read(questions: Sequence[Asked], sent: Raw) -> Reading:
    """The answers as values.

    A question whose condition is not met is not asked; what was sent for it is left out.
    """
    found = Reading({}, {})
    for question in questions:
        if not applies(question, found.values):
            continue
        try:
            value = READERS[question.kind](question, sent)
            if value is None and question.required:
                raise _Wrong("missing")
        except _Wrong as wrong:
            found.faults[question.id] = wrong.fault
        else:
            if value is not None:
                found.values[str(question.id)] = value
    return found


def applies(question: Asked, values: Mapping[str, Value]) -> bool:
    """Is the question asked of somebody who has answered so?"""
    return question.after is None or values.get(str(question.after)) == question.when


def _one(question: Asked, sent: Raw, line: int | None = None) -> str:
    given = sent.get(name_of(question, line), ())
    if len(given) > 1:
        raise _Wrong("not-a-choice")
    return given[0].strip() if given else ""


def _step(text: str, allowed: range) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and int(text) in allowed):
        raise _Wrong("not-a-choice")
    return int(text)


def _single(question: Asked, sent: Raw) -> Value | None:
    text = _one(question, sent)
    return _step(text, range(len(question.choices))) if text else None


def _multiple(question: Asked, sent: Raw) -> Value | None:
    given = sent.get(name_of(question), ())
    chosen = {_step(each, range(len(question.choices))) for each in given if each}
    return sorted(chosen) or None


def _scale(question: Asked, sent: Raw) -> Value | None:
    text = _one(question, sent)
    return _step(text, question.steps) if text else None


def _matrix(question: Asked, sent: Raw) -> Value | None:
    texts = [_one(question, sent, line) for line in range(len(question.choices))]
    found = [_step(text, question.steps) if text else None for text in texts]
    if all(each is None for each in found):
        return None
    if question.required and None in found:
        raise _Wrong("lines-missing")
    return found


def _number(question: Asked, sent: Raw) -> Value | None:
    text = _one(question, sent)
    if not text:
        return None
    text = normalize("NFKC", text).replace(",", ".").replace("。", ".")
    if not NUMBER.fullmatch(text):
        raise _Wrong("not-a-number")
    number = Decimal(text)
    if number != round(number, 2):
        raise _Wrong("too-fine")
    if question.low is not None and number < question.low:
        raise _Wrong("too-small", least=f"{question.low.normalize():f}")
    if question.high is not None and number > question.high:
        raise _Wrong("too-large", most=f"{question.high.normalize():f}")
    return f"{number:f}"


def _text(question: Asked, sent: Raw) -> Value | None:
    text = _one(question, sent).replace("\r\n", "\n").replace("\0", "")
    if len(text) > LONGEST_TEXT:
        raise _Wrong("too-long", most=LONGEST_TEXT, length=len(text))
    return text or None


READERS: dict[str, Callable[[Asked, Raw], Value | None]] = {
    "single": _single,
    "multiple": _multiple,
    "scale": _scale,
    "number": _number,
    "text": _text,
    "matrix": _matrix,
}
