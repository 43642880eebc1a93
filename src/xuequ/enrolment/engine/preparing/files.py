"""The files that are signed: rules.json and seats.csv, as a package holds them, and policy.json."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

from ..package import tables
from ..places import rules_file
from ..places.rules import Rules
from ..places.schools import COLUMNS, schools_of
from ..places.unsettled import said
from ..regimes import Given, UnsettledPolicyError, rules_of
from . import policy_file
from .districts import district_of, overflow_of
from .lacks import lacks
from .types import Line, Preparation


@dataclass(frozen=True, slots=True)
class Made:
    """The rules, and the exact bytes of the files."""

    rules: Rules
    rules_file: bytes
    seats_file: bytes
    policy_file: bytes


class LackingError(Exception):
    """The rules cannot be made yet; `texts` say everything that is missing."""

    def __init__(self, texts: list[Text]) -> None:
        self.texts = texts
        super().__init__("; ".join(each.en for each in texts))


def made(it: Preparation) -> Made:
    """The files of a round.

    Raises:
        LackingError: something is missing or does not fit together; all of it is told.
    """
    wrong = lacks(it)
    try:
        rules = rules_of(it.policy, it.regime, _given(it))
    except UnsettledPolicyError as found:
        rules = None
        if found.need not in ("unknown", "class_size"):  # told already
            wrong.append(said(found))
    wrong += _names(it)
    if wrong or rules is None:
        raise LackingError(wrong)
    return _checked(it, rules)


def _given(it: Preparation) -> Given:
    return Given(
        it.round,
        it.source,
        it.inside,
        has_classes=it.has_classes,
        class_size=it.class_size,
        hash=it.hash,
    )


def _checked(it: Preparation, rules: Rules) -> Made:
    """The files, read again as whoever allocates by them will read them."""
    kinds = [each.kind for each in rules.kinds]
    rules = replace(rules, district=district_of(it))
    rows = [_row(it, each, kinds) for each in it.lines]
    seats = tables.written(COLUMNS, rows)
    result = Made(rules, rules_file.written(rules), seats, policy_file.written(it.policy))
    try:
        rules_file.rules_of(result.rules_file)
        schools_of(result.seats_file, rules)
    except Problems as found:
        raise LackingError([_told(each, it) for each in found.problems]) from None
    return result


def _row(it: Preparation, line: Line, kinds: list[str]) -> tuple[str, ...]:
    """Primaries stand only where children go by them."""
    return (
        line.school,
        str(line.plan),
        str(line.classes),
        str(line.spare),
        ";".join(overflow_of(it, line)),
        ";".join(line.primaries) if it.is_fed else "",
        ";".join(str(line.kept.get(kind, 0)) for kind in kinds),
    )


def _names(it: Preparation) -> list[Text]:
    """Names that no file of a package can hold."""
    every = {it.round, *([it.district.name] if it.district else [])}
    for line in it.lines:
        every |= {line.school, *line.primaries}
    return [
        Text(
            f"“{each}”含有逗号、分号或引号，不能写入规则；请先改名",
            f"{each} holds a comma, semicolon or quotation mark and cannot stand in the rules: "
            "rename it first",
        )
        for each in sorted(every)
        if not tables.is_name(each)
    ]


def _told(problem: Problem, it: Preparation) -> Text:
    """What a reader of the files found wrong, told of the school it is about."""
    at = problem.line - 2
    school = it.lines[at].school if 0 <= at < len(it.lines) else ""
    return Text(
        f"“{school}”：{problem.text.zh}" if school else problem.text.zh,
        f"{school}: {problem.text.en}" if school else problem.text.en,
    )
