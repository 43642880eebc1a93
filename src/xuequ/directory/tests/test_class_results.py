"""Results of classes by sheet: sums only, and sums that fit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from support_plugin import Cast
from xuequ.directory.models import ClassResult, Exam
from xuequ.directory.tests.daily_world import EXAM, HOME, counted, furnish, marks
from xuequ.kernel.problems import Problems
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
GOOD = f"{EXAM},一(1)班,数学,38,2,100,76.5,12.34,94.74,21.05,2.6,0-59:2；60-84:28；85-100:8"


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast with one school that has two classes of forty."""
    furnish(cast)
    return cast


def test_a_sheet_of_results_is_registered(world: Cast) -> None:
    new = marks(world, GOOD, f"{EXAM},一(2)班,数学,40,,100,,,,,,")
    assert new == {"exams": 1, "results": 2, "results_changed": 0}
    exam = Exam.objects.get()
    assert (exam.kind, exam.authority) == ("midterm", world.authority)
    full, bare = ClassResult.objects.order_by("pk")
    assert (full.mean, full.deviation) == (Decimal("76.50"), Decimal("12.34"))
    assert (full.passed, full.excellent, full.low) == (36, 8, 1)
    assert full.bands == "0-59:2; 60-84:28; 85-100:8"
    assert (bare.mean, bare.passed, bare.absent, bare.bands) == (None, None, 0, "")
    assert Line.objects.latest("number").note["results"] == 2


def test_the_same_sheet_again_changes_nothing_and_a_mended_one_mends(world: Cast) -> None:
    marks(world, GOOD)
    assert set(marks(world, GOOD).values()) == {0}
    mended = GOOD.replace(",76.5,", ",77,")
    assert marks(world, mended) == {"exams": 0, "results": 0, "results_changed": 1}
    assert ClassResult.objects.get().mean == 77


ROW = f"{EXAM},一(2)班,数学"
SHEETS = {  # a row, and the column and the words that are told
    "an unknown school": (f"无此校{EXAM[3:]},一(1)班,语文,9,,100,,,,,,", "学校", "no school"),
    "an unknown class": (f"{EXAM},三(1)班,语文,9,,100,,,,,,", "班级", "no class 三(1)班"),
    "a class of last year": (
        f"{HOME},期末,2026-01-12,期末考试,一(1)班,语文,9,,100,,,,,,", "班级", "school year 2025",
    ),
    "more than the class": (f"{ROW},39,2,100,,,,,,", "参考人数", "more than the 40"),
    "nobody": (f"{ROW},0,2,100,,,,,,", "参考人数", "drop the row"),
    "no full mark": (f"{ROW},39,,0,,,,,,", "满分", "more than 0"),
    "a mean above the full mark": (f"{ROW},39,,100,101,,,,,", "平均分", "between 0 and"),
    "a deviation too wide": (f"{ROW},39,,100,95,30,,,,", "标准差", "deviation of 30"),
    "a share of nobody whole": (f"{ROW},39,,100,,,94.5,,,", "及格率", "94.87"),
    "a share that is a fraction": (f"{ROW},39,,100,,,0.949,,,", "及格率", "write percents"),
    "a share above all": (f"{ROW},39,,100,,,101,,,", "及格率", "between 0 and 100"),
    "more excellent than passed": (f"{ROW},40,,100,,,50,60,,", "优秀率", "check both"),
    "passed and low above all": (f"{ROW},40,,100,,,90,,20,", "低分率", "more than all"),
    "bands that do not add up": (f"{ROW},40,,100,,,,,,0-59:1；60-100:38", "各分数段人数", "39"),
    "bands above the full mark": (f"{ROW},40,,100,,,,,,0-59:1；60-120:39", "各分数段人数", "above"),
    "bands nobody understands": (f"{ROW},40,,100,,,,,,不及格1人", "各分数段人数", "«不及格1人»"),
    "bands backwards": (f"{ROW},40,,100,,,,,,60-100:39；0-59:1", "各分数段人数", "0-59:1"),
    "bands that leave no room": (
        f"{ROW},40,,100,50,,,,,0-59:1；60-100:39", "各分数段人数", "cannot be 50",
    ),
    "another sort of exam": (
        f"{HOME},期中,2026-11-12,期末考试,一(2)班,数学,40,,100,,,,,,", "考试类别", "another sort",
    ),
    "a class twice": (f"{EXAM},101,数学,38,,100,,,,,,", "班级", "line 2"),
}  # fmt: skip


@pytest.mark.parametrize("what", SHEETS)
def test_a_sheet_with_a_mistake_is_told_and_nothing_taken(world: Cast, what: str) -> None:
    row, column, said = SHEETS[what]
    before = counted()
    with pytest.raises(Problems) as problems:
        marks(world, GOOD, row)
    [problem] = problems.value.problems
    assert (problem.line, problem.field) == (3, column)
    assert said in problem.text.en and problem.text.zh and counted() == before
