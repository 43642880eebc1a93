"""Days in forms keep within the bounds of their blanks, and a refusal names the cure."""

from __future__ import annotations

from datetime import date

import pytest

from xuequ.cases.engine.blanks import Clock, check_days
from xuequ.kernel.case_types import Blank, Bounds
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text

HANDED_IN, TODAY = date(2026, 11, 2), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("bounds", "day", "back", "code"),
    [
        ("effect", "2026-11-02", 0, ""),
        ("effect", "2026-11-01", 0, "day-too-early"),
        ("effect", "2026-10-02", 31, ""),
        ("effect", "2026-10-01", 31, "day-too-early"),
        ("effect", "2062-11-01", 0, "day-too-late"),
        ("ahead", "2026-11-20", 0, ""),
        ("ahead", "2020-01-01", 31, "day-too-early"),
        ("past", "2026-11-20", 0, ""),
        ("past", "2030-01-01", 0, "day-too-late"),
        ("", "2010-01-01", 0, ""),
        ("", "2226-01-01", 0, "day-too-late"),
    ],
)
def test_a_day_keeps_within_its_bounds(bounds: Bounds, day: str, back: int, code: str) -> None:
    blank = Blank("since", Text("生效日期", "in force from"), "day", bounds=bounds)
    clock = Clock(HANDED_IN, TODAY, back)
    if not code:
        check_days([blank], {"since": day}, clock)
        return
    with pytest.raises(Refused, match=code) as refused:
        check_days([blank], {"since": day}, clock)
    assert {"first", "last"} & set(refused.value.facts)
