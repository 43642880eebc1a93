"""What cases do by the clock."""

from __future__ import annotations

from datetime import datetime

from xuequ.kernel.text import Text

from .sweeping import sweep


def sweep_cases(now: datetime) -> Text:
    """Every open case whose last day has passed or is near."""
    swept = sweep(now)
    failed = len(swept.failed)
    return Text(
        f"流转{swept.moved}件、新超时{swept.late}件、提醒{swept.reminded}人次、未能流转{failed}件。",
        f"{swept.moved} moved on, {swept.late} became late, {swept.reminded} people were "
        f"reminded, {failed} could not go on.",
    )
