"""A hundred thousand open cases: one's own list, and the sweep over deadlines, as rows."""

from __future__ import annotations

from statistics import median

from .config import CASES, CASES_LATE, QUEUE_MILLISECONDS, SWEEP_SECONDS, Config
from .processes import ask
from .table import Row, same, within


def cases(config: Config) -> list[Row]:
    """The list of what waits for the bureau, and one sweep in which some become late."""
    store = f"bench_cases_{config.profile}"
    ask("fill_cases", store, config)
    rounds = [(1000 * all_, 1000 * own) for all_, own in ask("queue", store, config)]
    passed, processor = zip(*rounds, strict=True)
    found = ask("swept", store, config)
    what = f"deadlines of {found['open']:,} open cases, {found['late']:,} late today"
    return [
        within(f"own list among {CASES:,} open cases, warm, median", median(passed), "ms",
               QUEUE_MILLISECONDS),
        Row("  its processor time, median", median(processor), "ms"),
        within(what, found["seconds"], "s", SWEEP_SECONDS),
        Row("  its processor time", found["processor"], "s"),
        same("  cases late after it, not as set up", abs(CASES_LATE - found["late"]), "cases", 0,
             "set up"),
    ]  # fmt: skip
