"""Questions, answers and samples as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal["single", "multiple", "scale", "number", "text", "matrix"]
Value = int | str | list[int] | list[int | None]
Answers = Mapping[str, Value]  # by the number of the question
Sampling = Literal["all", "simple", "stratified"]

LONGEST_TEXT = 1000  # characters of an answer in words
MOST_CHOICES = 20
MOST_QUESTIONS = 60
WIDEST_SCALE = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is put.

    `choices` are what can be chosen, or the lines of a matrix.  `low` and `high` bound scales,
    matrices and numbers.  It is shown if question `after` was answered with choice `when`.
    """

    id: int
    kind: Kind
    words: str
    required: bool = True
    choices: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    low_label: str = ""
    high_label: str = ""
    after: int | None = None
    when: int | None = None

    @property
    def steps(self) -> range:
        """The steps of a scale or matrix."""
        return range(int(self.low or 1), int(self.high or 5) + 1)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the roster: the person, and the school that is the stratum (0: none)."""

    person: int
    school: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered questionnaire, without whose it is."""

    school: int  # 0: none
    values: Answers


@dataclass(frozen=True, slots=True)
class Design:
    """From whom the answers were asked, and how few are too few to be shown."""

    sampling: Sampling
    strata: Mapping[int, int] = field(default_factory=dict)  # people on the roster by school
    is_open: bool = False  # a public link: nobody knows out of how many
    least: int = 5  # answers


SECONDS = {"single": 12, "multiple": 18, "scale": 10, "number": 15, "text": 40, "matrix": 8}


def minutes(questions: Sequence[Asked]) -> int:
    """About how long answering takes, in whole minutes, at least one."""
    lines = [len(each.choices) if each.kind == "matrix" else 1 for each in questions]
    seconds = sum(SECONDS[each.kind] * n for each, n in zip(questions, lines, strict=True))
    return max(1, -(-seconds // 60))
