"""The kinds of runs and the jobs that packages declare."""

from __future__ import annotations

from functools import cache

from xuequ.kernel.discovery import declared
from xuequ.kernel.jobs import Job
from xuequ.kernel.run_kinds import RunKind
from xuequ.kernel.text import Text


@cache
def run_kinds() -> dict[str, RunKind]:
    """Every kind by its code."""
    return {kind.code: kind for _, module in declared("runs") for kind in module.KINDS}


@cache
def jobs() -> dict[str, Job]:
    """Every job by its code."""
    return {job.code: job for _, module in declared("schedules") for job in module.JOBS}


def kind_name(code: str) -> Text:
    """The name of a kind; its code for one that is no longer declared."""
    kind = run_kinds().get(code)
    return kind.title if kind else Text(code, code)
