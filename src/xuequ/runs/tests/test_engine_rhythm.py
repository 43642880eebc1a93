"""When a job is due next."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest

from xuequ.kernel.jobs import Rhythm
from xuequ.runs.engine.rhythm import next_due

NOW = datetime(2026, 11, 4, 9, 30)  # a Wednesday


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm("minutes", 15), datetime(2026, 11, 4, 9, 45)),
        (Rhythm("minutes", 7), datetime(2026, 11, 4, 9, 34)),
        (Rhythm("minutes", 720), datetime(2026, 11, 4, 12, 0)),
        (Rhythm("hour", at=time(0, 45)), datetime(2026, 11, 4, 9, 45)),
        (Rhythm("hour", at=time(5, 30)), datetime(2026, 11, 4, 10, 30)),
        (Rhythm("day", at=time(9, 30)), datetime(2026, 11, 5, 9, 30)),
        (Rhythm("day", at=time(23, 0)), datetime(2026, 11, 4, 23, 0)),
        (Rhythm("week", at=time(2, 0), weekday=6), datetime(2026, 11, 8, 2, 0)),
        (Rhythm("week", at=time(9, 0), weekday=2), datetime(2026, 11, 11, 9, 0)),
        (Rhythm("week", at=time(10, 0), weekday=2), datetime(2026, 11, 4, 10, 0)),
    ],
)
def test_the_next_time_is_the_first_one_later_than_now(rhythm: Rhythm, expected: datetime) -> None:
    assert next_due(rhythm, NOW) == expected


@pytest.mark.parametrize("minutes", [1, 7, 15, 50, 720])
def test_minutes_begin_anew_at_midnight_and_always_go_on(minutes: int) -> None:
    at, seen = datetime(2026, 11, 4), []
    while at < datetime(2026, 11, 5, 6):
        at = next_due(Rhythm("minutes", minutes), at)
        seen.append(at)
    steps = {two - one for one, two in pairwise(seen)}
    assert max(steps) == timedelta(minutes=minutes) and datetime(2026, 11, 5) in seen
