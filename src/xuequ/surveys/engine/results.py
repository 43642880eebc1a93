"""What the answers say: counts, shares and means with intervals, whole and by school.

The model: those who answered are taken for a random sample of the roster - of each school, where
the sample was drawn by school; schools too small to be shown are one stratum together, for counts
beside shares that weigh them singly would give them away.  Who was asked and did not answer is
taken to think like those who did (missing at random); an answer left blank is left out of that
question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xuequ.methods.intervals import Estimate, Stratum, bare, mean_of, share_of

from .pooling import pooled
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


Able = Mapping[int | None, frozenset[int]]  # schools that may be shown: of the question, by line


def whole(questions: Sequence[Asked], answers: Sequence[Answer], design: Design) -> list[Found]:
    """What all answers together say, question by question."""
    told = _told(answers, design)
    return [_found(each, answers, design, _able(each, answers, design, told)) for each in questions]


def by_school(questions: Sequence[Asked], answers: Sequence[Answer], design: Design) -> list[Group]:
    """The same school by school, as far as neither a school nor what is left is too small."""
    counts = Counter(each.school for each in answers)
    told = _told(answers, design)
    schools = _schools(answers, design)
    groups = {each: Group(each, counts[each] if each in told else None) for each in schools}
    for question in questions:
        if question.kind == "text":
            continue
        able = _able(question, answers, design, told)
        for school in able[None] - {0}:
            own = [each for each in answers if each.school == school]
            alone = replace(
                design, sampling="simple", strata={school: design.strata.get(school, 0)}
            )
            lines = [line for line, held in able.items() if school in held]
            groups[school].found[question.id] = _found(question, own, alone, able, lines)
    return list(groups.values())


def _schools(answers: Sequence[Answer], design: Design) -> list[int]:
    return sorted({*design.strata, *(each.school for each in answers)} - {0})


def _told(answers: Sequence[Answer], design: Design) -> frozenset[int]:
    """The schools of which one may know how many answered."""
    counts = Counter(each.school for each in answers)
    return shown({each: counts[each] for each in (*_schools(answers, design), 0)}, design.least)


def _able(question: Asked, answers: Sequence[Answer], design: Design, told: frozenset[int]) -> Able:
    """The schools whose answers to a question, and to each line of a matrix, may be shown."""
    schools = (*_schools(answers, design), 0)
    key = str(question.id)
    sizes = Counter(each.school for each in answers if key in each.values)
    able = shown({each: sizes[each] for each in schools}, design.least, told)
    found: dict[int | None, frozenset[int]] = {None: able}
    for at in range(len(question.choices) if question.kind == "matrix" else 0):
        cells = Counter(
            each.school
            for each in answers
            if key in each.values and _cell(each.values[key], at) is not None
        )
        found[at] = shown({each: cells[each] for each in schools}, design.least, able)
    return found


def _found(
    question: Asked,
    answers: Sequence[Answer],
    design: Design,
    able: Able,
    lines: Collection[int | None] | None = None,  # of a matrix, that may be shown; None: all
) -> Found:
    key = str(question.id)
    given = [each for each in answers if key in each.values]
    if len(given) < design.least:
        return Found(question, None)
    if question.kind == "text":
        return Found(question, len(given), texts=len(given))
    if question.kind == "matrix":
        rows = tuple(
            _line(_sample(question, answers, design, able[at]), at)
            if lines is None or at in lines
            else Row(label, None)
            for at, label in enumerate(question.choices)
        )
        return Found(question, len(given), rows)
    sample = _sample(question, answers, design, able[None])
    if question.kind in ("single", "multiple"):
        rows = tuple(sample.row(label, _is_chosen(at)) for at, label in enumerate(question.choices))
        return Found(question, len(given), rows)
    if question.kind == "scale":
        rows = tuple(sample.row(str(step), _equals(step)) for step in question.steps)
        return Found(question, len(given), rows, sample.mean(float_of))
    return Found(question, len(given), mean=sample.mean(float_of))


def _sample(
    question: Asked, answers: Sequence[Answer], design: Design, able: frozenset[int]
) -> _Sample:
    """The answers as strata, in which schools that are not shown are one."""
    if design.sampling == "stratified":
        design = replace(design, strata=pooled(design.strata, able))
        answers = [each if each.school in able else replace(each, school=0) for each in answers]
    given = [each for each in answers if str(question.id) in each.values]
    return _Sample(question, answers, given, design)


def _line(sample: _Sample, at: int) -> Row:
    """One line of a matrix: how many answered it, and the mean."""
    label = sample.question.choices[at]
    given = [each for each in sample.given if _cell(each.values[sample.key], at) is not None]
    if len(given) < sample.design.least:
        return Row(label, None)
    part = replace(sample, given=given)
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
