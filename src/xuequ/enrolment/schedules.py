"""What enrolment wants done by the clock."""

from __future__ import annotations

from datetime import time

from xuequ.kernel.jobs import Job, Rhythm
from xuequ.kernel.text import Text

JOBS = (
    Job(
        "enrolment.lapse",
        Text("处理逾期未答复的学位", "Look at seats that nobody answered in time"),
        "xuequ.enrolment.services.telling.by_the_clock.lapse",
        Rhythm("hour", at=time(0, 20)),
    ),
    Job(
        "enrolment.erase",
        Text("到期删除个人信息", "Delete personal data that are due"),
        "xuequ.enrolment.services.privacy.erasing.erase_by_the_clock",
        Rhythm("hour", at=time(0, 40)),
    ),
    Job(
        "enrolment.escalate",
        Text("逾期招生事项报总校长", "Put late steps of enrolment before general principals"),
        "xuequ.enrolment.services.responsible.escalate",
        Rhythm("day", at=time(6, 40)),
    ),
    Job(
        "enrolment.watch",
        Text("查找没有学位、未报到、离开学籍的学生", "Look for children without school"),
        "xuequ.enrolment.services.following.by_the_clock.look_for_all",
        Rhythm("day", at=time(5, 30)),
    ),
)
