"""Which reminder of a review a day asks for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xuequ.ledger.engine.reminders import stage, words

REVIEW = date(2027, 9, 1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-15, ""), (-14, "soon"), (-1, "soon"), (0, "due"), (6, "due"), (7, "late-1"), (13, "late-1"),
     (14, "late-2"), (365, "late-52")],
)  # fmt: skip
def test_a_reminder_comes_two_weeks_ahead_on_the_day_and_every_week_after(
    days: int, expected: str
) -> None:
    assert stage(REVIEW, REVIEW + timedelta(days)) == expected


def test_only_what_is_late_is_called_late() -> None:
    assert (
        words("GOV-29", "东学区", REVIEW, REVIEW).zh == "承诺事项GOV-29（东学区）应于2027-09-01复核"
    )
    for days, said in ((1, "1 day late"), (9, "9 days late")):
        late = words("GOV-29", "东学区", REVIEW, REVIEW + timedelta(days))
        assert said in late.en and f"已逾期{days}天" in late.zh
