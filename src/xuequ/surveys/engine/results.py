"""What the answers say: counts, shares and means with intervals, whole and by school.

The model: those who answered are taken for a random sample of the roster - of each school, where
the sample was drawn by school.  Who was asked and did not answer is taken to think like those who
did (missing at random); an answer left blank is left out of that question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from xuequ.methods.intervals import Estimate, Stratum, bare, mean_of, share_of

from .suppression import shown
from .types import Answer, Asked, Design, Value

Measure = Callable[[Value], float]


@dataclass(frozen=True, slots=True)
class Row:
    """One choice, step or line: how many chose it, and the share (or mean) with its interval."""

    label: str
    count: int | None  # None: fewer than may be told
    share: Estimate | None = None
    mean: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out about one question; `rows` is empty if too few answered."""

    question: Asked
    count: int | None  # None: fewer than may be told
    rows: tuple[Row, ...] = ()
    mean: Estimate | None = None
    texts: int = 0

    @property
    def is_hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True, slots=True)
class Group:
    """One school: its answers to each question that may be shown."""

    school: int
    count: int | None
    found: dict[int, Found] = field(default_factory=dict)


def whole(questions: Sequence[Asked], answers: Sequence[Answer], design: Design) -> list[Found]:
    """What all answers together say, question by question."""
    return [_found(each, answers, design) for each in questions]


def by_school(questions: Sequence[Asked], answers: Sequence[Answer], design: Design) -> list[Group]:
    """The same school by school, as far as neither a school nor what is left is too small."""
    schools = sorted({*design.strata, *(each.school for each in answers)} - {0})
    counts = Counter(each.school for each in answers)
    told = shown({each: counts[each] for each in (*schools, 0)}, design.least)
    groups = {each: Group(each, counts[each] if each in told else None) for each in schools}
    for question in questions:
        if question.kind == "text":
            continue
        sizes = Counter(each.school for each in answers if str(question.id) in each.values)
        able = shown({each: sizes[each] for each in (*schools, 0)}, design.least, told)
        for school in schools:
            if school in able:
                own = [each for each in answers if each.school == school]
                alone = Design("simple", {school: design.strata.get(school, 0)}, design.is_open)
                groups[school].found[question.id] = _found(question, own, alone)
    return list(groups.values())


def _found(question: Asked, answers: Sequence[Answer], design: Design) -> Found:
    key = str(question.id)
    given = [each for each in answers if key in each.values]
    if len(given) < design.least:
        return Found(question, None)
    if question.kind == "text":
        return Found(question, len(given), texts=len(given))
    sample = _Sample(question, answers, given, design)
    if question.kind in ("single", "multiple"):
        rows = tuple(sample.row(label, _is_chosen(at)) for at, label in enumerate(question.choices))
        return Found(question, len(given), rows)
    if question.kind == "scale":
        rows = tuple(sample.row(str(step), _equals(step)) for step in question.steps)
        return Found(question, len(given), rows, sample.mean(float_of))
    if question.kind == "matrix":
        return Found(
            question, len(given), tuple(_line(sample, at) for at in range(len(question.choices)))
        )
    return Found(question, len(given), mean=sample.mean(float_of))


def _line(sample: _Sample, at: int) -> Row:
    """One line of a matrix: how many answered it, and the mean."""
    label = sample.question.choices[at]
    given = [each for each in sample.given if _cell(each.values[sample.key], at) is not None]
    if len(given) < sample.design.least:
        return Row(label, None)
    part = _Sample(sample.question, sample.answers, given, sample.design)
    return Row(label, len(given), mean=part.mean(lambda value: float(_cell(value, at) or 0)))


def _cell(value: Value, at: int) -> int | None:
    cell = value[at] if isinstance(value, list) and at < len(value) else None
    return cell


def _is_chosen(at: int) -> Measure:
    return lambda value: float(at in value if isinstance(value, list) else at == value)


def _equals(step: int) -> Measure:
    return lambda value: float(value == step)


def float_of(value: Value) -> float:
    """A step or number as it is reckoned with."""
    return float(value) if isinstance(value, int | str) else 0.0


@dataclass(frozen=True, slots=True)
class _Sample:
    """The answers to one question as strata."""

    question: Asked
    answers: Sequence[Answer]  # all questionnaires
    given: Sequence[Answer]  # those that answer the question
    design: Design

    @property
    def key(self) -> str:
        return str(self.question.id)

    def row(self, label: str, measure: Measure) -> Row:
        count = sum(int(measure(each.values[self.key])) for each in self.given)
        share = None if self.design.is_open else share_of(self.strata(measure))
        return Row(label, count, share or bare(count / len(self.given)))

    def mean(self, measure: Measure) -> Estimate | None:
        if self.design.is_open:
            values = [measure(each.values[self.key]) for each in self.given]
            return bare(sum(values) / len(values))
        low, high = self.question.low, self.question.high
        bounds = (
            float(low) if low is not None else float("-inf"),
            float(high) if high is not None else float("inf"),
        )
        return mean_of(self.strata(measure), bounds)

    def strata(self, measure: Measure) -> list[Stratum]:
        """A stratum per school where it was drawn by school, else one for all.

        Of a question that is asked of some only, the weight of a school is what its answers
        tell of how many it concerns.
        """
        parted = self.design.sampling == "stratified"
        sizes = self.design.strata if parted else {0: sum(self.design.strata.values())}
        found = []
        for school, size in sizes.items():
            own = [each for each in self.given if not parted or each.school == school]
            all_own = [each for each in self.answers if not parted or each.school == school]
            base = len(all_own) if self.question.after is not None else len(own)
            if not own or not size:
                continue
            values = tuple(measure(each.values[self.key]) for each in own)
            found.append(Stratum(size * len(own) / base, min(1.0, base / size), values))
        return found
