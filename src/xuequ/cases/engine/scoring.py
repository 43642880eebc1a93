"""What a panel's score sheets come to (评分).

Each member who has no conflict of interest gives points for every criterion.  The sheet is
scaled to 100; with five sheets or more the highest and the lowest are left out (as panels of
Chinese competitions do); the result is the mean of the rest, exact, shown to two decimals.

Worked example: sheets 92, 85, 88, 60, 90 of 100.  Without 92 and 60: (85 + 88 + 90) / 3 = 87.67.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from xuequ.kernel.case_types import Panel
from xuequ.kernel.text import Text

TRIMMED_FROM = 5  # sheets; with fewer, every sheet counts


@dataclass(frozen=True, slots=True)
class Sheet:
    """The points one member gave, by criterion."""

    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scored:
    """The mark of 100, and whether it passes; none while too few sheets are there."""

    mark: Fraction | None
    passed: bool | None
    why: Text


def result(panel: Panel, sheets: Sequence[Sheet]) -> Scored:
    """The mark a panel gives.

    Raises:
        ValueError: a sheet lacks a criterion, or gives points out of its bounds.
    """
    marks = sorted(_mark(panel, each) for each in sheets)
    if len(marks) < panel.least_members:
        short = panel.least_members - len(marks)
        return Scored(
            None,
            None,
            Text(f"还差{short}份有效评分表", f"{short} more valid score sheets are needed"),
        )
    kept = marks[1:-1] if len(marks) >= TRIMMED_FROM else marks
    mark = sum(kept, Fraction(0)) / len(kept)
    shown = said(mark)
    return Scored(
        mark,
        mark >= panel.pass_mark,
        Text(
            f"{len(marks)}份评分表，得分{shown}，合格线{panel.pass_mark}",
            f"{len(marks)} sheets, {shown} points, {panel.pass_mark} needed",
        ),
    )


def said(mark: Fraction) -> str:
    """A mark with two decimals, halves up."""
    exact = Decimal(mark.numerator) / Decimal(mark.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _mark(panel: Panel, sheet: Sheet) -> Fraction:
    total, most = 0, 0
    for each in panel.criteria:
        points = sheet.points.get(each.code)
        if points is None or not 0 <= points <= each.most:
            raise ValueError(f"{each.code}: 0 to {each.most} points, not {points}")
        total, most = total + points, most + each.most
    return Fraction(100 * total, most)
