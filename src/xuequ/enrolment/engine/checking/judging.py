"""What follows from what was proved: the type, the points, who may apply, the class of claim."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..asked import NUMBER, STAGE, TYPE, Head, heads, is_told_by_facts
from ..claim_cells import Value
from ..counting import full_months
from ..eligibility import Finding, Shown, judged
from ..points import Claim, Score, score
from ..policy import Eligibility, Enrolment, PointsTable

Proved = Mapping[str, bool | int | str | None]
MONTH = re.compile(r"(\d{4})-(\d{2})")
NO_TABLE = PointsTable(types=())


@dataclass(frozen=True, slots=True)
class Standard:
    """By what an application is judged: table and conditions of the stage it is for."""

    stage: str
    table: PointsTable = NO_TABLE
    eligibility: tuple[Eligibility, ...] = ()

    @property
    def heads(self) -> tuple[Head, ...]:
        """What is to be proved or refused of a child, item by item."""
        left_out = {NUMBER.code, STAGE.code}
        if not self.table.types or is_told_by_facts(self.table):
            left_out.add(TYPE.code)
        found = heads(self.table, self.eligibility)
        return tuple(each for each in found if each.code not in left_out)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What follows from the proof of an application.

    Args:
        open: items that were neither proved nor refused.
        kind: code of the type of claim; "" where there are no points, or none fits.
        fits: is there a type the facts fit, or none needed?
    """

    open: tuple[Head, ...]
    kind: str
    fits: bool
    score: Score | None
    finding: Finding

    @property
    def points(self) -> str:
        return "" if self.score is None else f"{self.score.total.normalize():f}"

    @property
    def is_eligible(self) -> bool:
        return self.finding.state != "not_shown"


def standard_of(policy: Enrolment, stage: str) -> Standard:
    """What a policy asks for a stage; nothing where it has no points and no conditions."""
    groups = tuple(each for each in policy.eligibility if stage in each.stages)
    return Standard(stage, policy.points or NO_TABLE, groups)


def judge(standard: Standard, proved: Proved) -> Judgement:
    """What follows from the values proved; an item without its key is open."""
    missing = tuple(each for each in standard.heads if _is_open(each, proved))
    shown = {code: each for code, each in proved.items() if not isinstance(each, str)}
    finding = judged(standard.eligibility, Shown(standard.stage, shown))
    kind = _kind(standard.table, proved)
    if missing or not kind:
        return Judgement(missing, kind, not standard.table.types, None, finding)
    quantities = {each.code: int(proved[each.code] or 0) for each in standard.table.additions}
    counted = score(standard.table, Claim(kind, quantities))
    return Judgement(missing, kind, True, counted, finding)


def proposed(head: Head, claimed: object, day: date) -> Value:
    """What a claim would be worth if it were proved: months are counted to the day of opening."""
    if head.kind == "months":
        return months_of(claimed, day)
    if head.kind == "yes":
        return claimed if isinstance(claimed, bool) else None
    if head.kind == "grade":
        return claimed if isinstance(claimed, int) and not isinstance(claimed, bool) else None
    return str(claimed) if claimed else None


def months_of(claimed: object, day: date) -> int | None:
    """Full months since a claimed month, which counts from its first day, or a claimed number."""
    if isinstance(claimed, int) and not isinstance(claimed, bool):
        return claimed
    found = MONTH.match(str(claimed or ""))
    if found is None or not 1 <= int(found[2]) <= 12 or not int(found[1]):
        return None
    return max(0, full_months(date(int(found[1]), int(found[2]), 1), day))


def differing(first: Proved, second: Proved, heads: Sequence[Head]) -> tuple[Head, ...]:
    """The items two readers found differently."""
    return tuple(each for each in heads if first.get(each.code) != second.get(each.code))


def _is_open(head: Head, proved: Proved) -> bool:
    if head.code not in proved:
        return True
    return head.needed and proved[head.code] is None


def _kind(table: PointsTable, proved: Proved) -> str:
    """The type: the first that the facts fit, or the one that was proved."""
    if not is_told_by_facts(table):
        return str(proved.get(TYPE.code) or "")
    holds = {each.code for each in table.facts if proved.get(each.code) is True}
    return next((each.code for each in table.types if holds.issuperset(each.when)), "")
