"""What runs want done by the clock.  What was lost is looked for by every worker, all the time."""

from __future__ import annotations

from datetime import time

from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.text import Text

JOBS = (
    Job(
        "runs.tidy",
        Text("清理任务队列", "Tidy the queue of runs"),
        "xuequ.runs.services.reaping.tidy",
        Rhythm("day", at=time(3, 40)),
    ),
)
