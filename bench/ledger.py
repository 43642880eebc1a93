"""The measures of a full ledger as rows of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from .config import (
    INBOX_MILLISECONDS,
    PLACE_MILLISECONDS,
    RECOUNT_SECONDS,
    STATES_SECONDS,
    Config,
)
from .processes import ask
from .table import Row, same, within

PAGES = {
    "inbox": ("inbox of a teacher", INBOX_MILLISECONDS),
    "consortium": ("duties of a consortium", PLACE_MILLISECONDS),
}


def ledger(config: Config) -> list[Row]:
    """States from the counters, a recount, an inbox, a consortium's page."""
    store = f"bench_ledger_{config.profile}_{config.sizes.teachers}"
    ask("fill_ledger", store, config)
    return [
        *_states(ask("states", store, config)),
        *_recount(ask("recount", store, config)),
        *_pages(ask("inbox", store, config)),
    ]


def _states(days: Sequence[Mapping[str, Any]]) -> list[Row]:
    rows = []
    for found, when in zip(days, ("", ", last month open"), strict=True):
        for name, key in (("in every place", "tallies"), ("person by person", "singly")):
            passed, own = found[key]
            what = f"{found['states']:,} states of duties, {name}{when}"
            rows.append(within(what, passed, "s", STATES_SECONDS))
            rows.append(Row("  its processor time", own, "s"))
    return rows


def _recount(found: Mapping[str, Any]) -> list[Row]:
    rows = []
    for name in ("compared", "mended"):
        passed, own = found[name]
        what = f"{found['claims']:,} claims counted anew, {name}"
        rows.append(within(what, passed, "s", RECOUNT_SECONDS))
        rows.append(Row("  its processor time", own, "s"))
    what = f"  of {found['counters']:,} counters not as counted anew"
    return [*rows, same(what, found["differ"], "counters", 0, "kept entry by entry")]


def _pages(found: Mapping[str, Sequence[tuple[float, float]]]) -> list[Row]:
    rows = []
    for name, rounds in found.items():
        passed, own = (1000 * median(each) for each in zip(*rounds, strict=True))
        what, limit = PAGES[name]
        rows.append(within(f"{what}, warm, median", passed, "ms", limit))
        rows.append(Row("  its processor time, median", own, "ms"))
    return rows
