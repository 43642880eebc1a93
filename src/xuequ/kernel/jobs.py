"""What a package wants done by the clock (定时任务): in `JOBS` of its `schedules.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from .text import Text

Every = Literal["minutes", "hour", "day", "week"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When something is due, in the installation's own time."""

    every: Every
    minutes: int = 0  # 1 to 720, for "minutes"
    at: time = time(0, 0)  # of the day; of an "hour" only the minute counts
    weekday: int = 0  # Monday is 0, for "week"


@dataclass(frozen=True, slots=True)
class Job:
    """A job.

    `work` is the dotted path of a function of the moment it runs at; it gives a sentence that
    says what was done, without personal data.  Done twice, it must do nothing more than once.
    """

    code: str  # "ledger.remind"
    title: Text
    work: str
    rhythm: Rhythm  # until an administrator sets another
    is_on: bool = True
