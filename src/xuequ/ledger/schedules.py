"""What the ledger wants done by the clock."""

from __future__ import annotations

from datetime import time

from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.text import Text

HERE = "xuequ.ledger.services.by_the_clock"
JOBS = (
    Job(
        "ledger.remind",
        Text("复核提醒", "Reminders of reviews"),
        f"{HERE}.remind",
        Rhythm("day", at=time(6, 30)),
    ),
    Job(
        "ledger.digest",
        Text("发送邮件摘要", "Send e-mail digests"),
        f"{HERE}.send",
        Rhythm("hour", at=time(0, 5)),
    ),
    Job(
        "ledger.recount",
        Text("重新计数台账", "Recount the ledger"),
        f"{HERE}.recount_all",
        Rhythm("week", at=time(2, 0), weekday=6),
        is_on=False,
    ),
)
