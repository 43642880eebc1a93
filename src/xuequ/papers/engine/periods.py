"""The periods that papers are compiled for: which are offered, how they are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from xuequ.kernel.paper import PaperKind
from xuequ.kernel.periods import Span, half_year, quarter, school_year
from xuequ.kernel.text import Text

SPANS: dict[str, Callable[[date], Span]] = {
    "quarter": quarter,
    "half_year": half_year,
    "school_year": school_year,
}
EARLIER = {"quarter": 4, "half_year": 3, "school_year": 2}  # periods offered beside the running one
ENDING = {"quarter": 14, "half_year": 14, "school_year": 62}  # last days, in which it is reported
DAY = timedelta(days=1)
NTH = ("一", "二", "三", "四")


def period_of(kind: PaperKind, day: date) -> Span | None:
    """The period a paper of a kind is about when it is compiled for a day; none if it has none."""
    return SPANS[kind.period](day) if kind.period else None


def offered(kind: PaperKind, today: date, opens: date | None = None) -> list[Span]:
    """The periods a paper of a kind may be begun for: the running one, then the last ones.

    Args:
        opens: the day since which there is a ledger; what was over by then has nothing to tell.
    """
    found = [SPANS[kind.period](today)]
    while len(found) <= EARLIER[kind.period]:
        found.append(SPANS[kind.period](found[-1].since - DAY))
    return [each for n, each in enumerate(found) if not n or not opens or each.until > opens]


def last_day(span: Span) -> date:
    """The last day of a period."""
    return span.until - DAY


def reported_from(kind: PaperKind, span: Span) -> date:
    """The first day on which a paper about a period counts as its report: when it is ending."""
    return span.until - timedelta(days=ENDING[kind.period])


def period_name(kind: PaperKind, span: Span) -> Text:
    """Such as 2026年第四季度."""
    year, month = span.since.year, span.since.month
    if kind.period == "quarter":
        n = (month - 1) // 3
        return Text(f"{year}年第{NTH[n]}季度", f"quarter {n + 1} of {year}")
    if kind.period == "half_year":
        half = ("上", "first") if month < 7 else ("下", "second")
        return Text(f"{year}年{half[0]}半年", f"{half[1]} half of {year}")
    return Text(f"{year}—{year + 1}学年", f"school year {year}–{year + 1}")
