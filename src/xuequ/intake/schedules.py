"""What the intake wants done by the clock."""

from __future__ import annotations

from datetime import time

from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.text import Text

JOBS = (
    Job(
        "intake.tidy",
        Text("清除到期的导入文件", "Throw away old files of imports"),
        "xuequ.intake.services.tidying.tidy_by_the_clock",
        Rhythm("day", at=time(3, 50)),
    ),
)
