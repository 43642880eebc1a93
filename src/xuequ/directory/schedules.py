"""What the directory wants done by the clock."""

from __future__ import annotations

from datetime import time

from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.text import Text

JOBS = (
    Job(
        "directory.sessions",
        Text("清除已过期的登录", "Forget sessions that have ended"),
        "xuequ.directory.services.security.sessions.forget_sessions",
        Rhythm("day", at=time(3, 0)),
    ),
)
