"""What families were told, held against what stands in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ASKED = ("open", "address", "save", "review", "hand", "receipt")  # acts of those inside


@dataclass(frozen=True, slots=True)
class Kept:
    """One application as the database holds it.

    Args:
        lines: of the record, that say it was handed in.
        at: when it counts as received; none: it was not handed in.
    """

    state: str
    version: int
    submissions: int
    lines: int
    saves: int
    at: float | None


def faults(told: Iterable[Mapping[str, Any]], kept: Mapping[int, Kept]) -> list[str]:
    """Everything somebody was told that is not so, and everything that is half there."""
    found: list[str] = []
    for each in told:
        pk = each["application"]
        row = kept.get(pk)
        if row is None:
            found.append(f"{pk}: gone")
            continue
        found += [f"{pk}: {fault}" for fault in _broken(row)]
        if each["saved"] and not row.saves:
            found.append(f"{pk}: a draft was lost")
        if row.saves > 1:
            found.append(f"{pk}: a draft was kept {row.saves} times")
        if each["outcome"] == "done" and not row.submissions:
            found.append(f"{pk}: what was handed in was lost")
        if each["outcome"] == "refused" and row.submissions:
            found.append(f"{pk}: refused, and yet handed in")
    return found


def _broken(row: Kept) -> list[str]:
    """Where the parts of one application do not agree."""
    found = []
    if row.submissions > 1:
        found.append(f"handed in {row.submissions} times")
    if not row.version == row.submissions == row.lines:
        found.append(f"version {row.version}, {row.submissions} kept, {row.lines} in the record")
    if (row.state == "submitted") != bool(row.submissions) or (row.at is None) == bool(row.version):
        found.append(f"half handed in: {row.state}")
    return found


def late(
    told: Iterable[Mapping[str, Any]], kept: Mapping[int, Kept], closes: float
) -> tuple[list[str], list[float]]:
    """Faults about the closing; and how long before it those were sent that were refused."""
    found, early = [], []
    for each in told:
        pk, row = each["application"], kept[each["application"]]
        sent = [at for what, at, _, _ in each["acts"] if what == "hand"]
        if row.at is not None and row.at >= closes:
            found.append(f"{pk}: counts {row.at - closes:.3f} s after the closing")
        if row.at is not None and sent and min(sent) >= closes:
            found.append(f"{pk}: sent after the closing, and taken")
        if each["outcome"] == "refused" and sent and sent[-1] < closes:
            early.append(closes - sent[-1])
    return found, early


def seconds_inside(
    told: Iterable[Mapping[str, Any]], *kinds: str, gone: tuple[float, float] = (0.0, 0.0)
) -> list[float]:
    """How long answers took to those inside, in rising order; what got no answer is left out.

    Args:
        gone: from when to when the whole server was away; what was asked then is left out.
    """
    wanted = kinds or ASKED
    rows = (act for each in told for act in each["acts"])
    return sorted(
        took
        for what, at, took, status in rows
        if what in wanted and status and not gone[0] <= at < gone[1]
    )


def seconds_waited(told: Iterable[Mapping[str, Any]]) -> list[float]:
    """From the first call to the first page inside, of those who came in."""
    found = []
    for each in told:
        inside = [at for what, at, _, status in each["acts"] if what in ASKED and status]
        if inside:
            found.append(inside[0] - each["acts"][0][1])
    return sorted(found)


def counted(told: Iterable[Mapping[str, Any]], what: str) -> int:
    """How many answers of a kind there were."""
    return sum(1 for each in told for act in each["acts"] if act[0] == what and act[3])


def unanswered(told: Iterable[Mapping[str, Any]]) -> int:
    """How many acts got no answer, or an error of the server."""
    rows = (act for each in told for act in each["acts"])
    return sum(1 for act in rows if not act[3] or act[3] >= 500)


def share(values: Sequence[float], of: float) -> float:
    """The value that so many of a hundred rising ones do not exceed; 0 where there are none."""
    if not values:
        return 0.0
    return values[min(len(values) - 1, int(len(values) * of / 100))]
