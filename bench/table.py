"""One row per measurement, printed as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "over", "faster", "slower", "skipped", ""]


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement beside its limit, or beside a named peer that does the same.

    `ratio` is measured / reference: below 1 is within the limit, or quicker than the peer.
    """

    what: str
    measured: float | None  # none: it was not measured, and `peer` says why
    unit: str
    reference: float | None = None
    peer: str = ""  # what the reference is; empty for a limit
    verdict: Verdict = ""

    @property
    def ratio(self) -> float | None:
        if self.measured is None or not self.reference:
            return None
        return self.measured / self.reference


def within(what: str, measured: float, unit: str, limit: float) -> Row:
    """A measurement that must not exceed a limit."""
    return Row(what, measured, unit, limit, "", "ok" if measured <= limit else "over")


def same(what: str, measured: int, unit: str, wanted: int, peer: str) -> Row:
    """A count that must be what it is elsewhere."""
    return Row(what, measured, unit, wanted, peer, "ok" if measured == wanted else "over")


def beside(what: str, measured: float, unit: str, reference: float, peer: str) -> Row:
    """A measurement beside a peer's; nothing follows from being slower."""
    return Row(
        what, measured, unit, reference, peer, "faster" if measured < reference else "slower"
    )


def skipped(what: str, why: str) -> Row:
    """What was not measured, and why."""
    return Row(what, None, "", None, why, "skipped")


def printed(rows: Iterable[Row]) -> str:
    """The rows for a terminal, columns aligned."""
    lines: list[tuple[str, ...]] = [("what", "measured", "limit or peer", "ratio", "verdict")]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        measured = "" if row.measured is None else number(row.measured, row.unit)
        lines.append((row.what, measured, _against(row), ratio, row.verdict))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(_line(line, widths) for line in lines)


def number(value: float, unit: str) -> str:
    """A number to three digits, at least its whole part."""
    digits = max(0, 3 - len(str(int(abs(value)))))
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.{digits}f}"
    return f"{text} {unit}"


def _against(row: Row) -> str:
    if row.reference is None:
        return row.peer
    text = number(row.reference, row.unit)
    return f"{text}: {row.peer}" if row.peer else text


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    what, measured, against, ratio, verdict = cells
    return (
        f"{what:<{widths[0]}}  {measured:>{widths[1]}}  {against:<{widths[2]}}  "
        f"{ratio:>{widths[3]}}  {verdict}"
    ).rstrip()
