"""What the vault wants done by the clock."""

from __future__ import annotations

from datetime import time

from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.text import Text

JOBS = (
    Job(
        "vault.tidy",
        Text("清理无人引用的附件", "Tidy private files nothing points at"),
        "xuequ.vault.services.tidying.tidy_by_the_clock",
        Rhythm("day", at=time(3, 20)),
    ),
)
