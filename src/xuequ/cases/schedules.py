"""What cases want done by the clock."""

from __future__ import annotations

from datetime import time

from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.text import Text

JOBS = (
    Job(
        "cases.sweep",
        Text("检查办理期限", "Look at the deadlines of cases"),
        "xuequ.cases.services.by_the_clock.sweep_cases",
        Rhythm("hour", at=time(0, 15)),
    ),
)
