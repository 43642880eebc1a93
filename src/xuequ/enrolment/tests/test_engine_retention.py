"""The retention rate by both formulas, on the worked example of docs/retention.md."""

from __future__ import annotations

from fractions import Fraction

import pytest

from xuequ.enrolment.engine.following.retention import Counts, Course, counts_of, shown_count

# The example of the page: 200 entered, 12 came in later; 186 finished, 18 moved to schools that
# are known (two of them had come in later), 1 died, 7 are gone without a known school.
EXAMPLE = [
    *[Course(True, "finished")] * 176, *[Course(False, "finished")] * 10,
    *[Course(True, "transferred")] * 16, *[Course(False, "transferred")] * 2,
    Course(True, "died"), *[Course(True, "gone")] * 7,
]  # fmt: skip


@pytest.mark.clause("ENR-29")
def test_the_worked_example_comes_out_by_both_formulas() -> None:
    counts = counts_of(EXAMPLE, is_over=True)
    assert counts == Counts(200, 12, 186, 18, 1, 7, is_over=True)
    assert counts.rate("entered") == Fraction(192, 199)
    assert counts.rate("changed") == Fraction(186, 193)


@pytest.mark.clause("ENR-29")
def test_whoever_is_gone_counts_as_not_retained_until_a_school_is_known() -> None:
    known = [Course(each.entered, "transferred") if each.end == "gone" else each
             for each in EXAMPLE]  # fmt: skip
    before, after = counts_of(EXAMPLE, is_over=True), counts_of(known, is_over=True)
    for formula in ("entered", "changed"):
        assert (before.rate(formula) or 0) < (after.rate(formula) or 0)
    assert after.rate("entered") == after.rate("changed") == 1


def test_nothing_is_said_where_nothing_is_on_the_register() -> None:
    nobody = counts_of([], is_over=False)
    assert nobody.rate("entered") is None and nobody.rate("changed") is None
    gone = counts_of([Course(True, "gone")] * 3, is_over=True)
    assert gone.rate("entered") is None  # the last grade was never brought in
    assert counts_of([Course(True, "on_roll")], is_over=False).rate("changed") == 1


def test_small_counts_are_hidden_and_zero_is_not() -> None:
    assert [shown_count(each) for each in (0, 1, 4, 5, 60)] == ["0", "<5", "<5", "5", "60"]
