"""The lists of the ledger as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from xuequ.kernel.periods import Span
from xuequ.kernel.settings import PARTIES, PERIODS
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .reckoning import STANDINGS, Standing
from .summary import Row
from .tally import Line

NUMBERS = tuple(
    Column(each.value, STANDINGS[each].zh, STANDINGS[each].en.capitalize(), number=True)
    for each in Standing
)
DUTY = (
    Column("clause", "条款", "Clause"),
    Column("duty", "事项", "Duty"),
    Column("owed_by", "责任主体", "Owed by"),
    Column("period", "周期", "Period"),
    Column("span", "起止日期", "Span"),
    Column("due", "截止日期", "Due"),
)
PROGRESS = (
    Column("done_of", "完成", "Done"),
    Column("percent", "完成率", "Share done", "%", number=True),
)
OWNERS = (
    Column("owner", "责任人（单位）", "Owner"),
    Column("school", "学校", "School"),
    Column("subject", "学科", "Subject"),
    Column("span", "起止日期", "Span"),
    Column("due", "截止日期", "Due"),
    Column("wanted", "应完成", "Wanted", number=True),
    Column("confirmed", "已确认", "Confirmed", number=True),
    Column("waiting", "待确认", "To be confirmed", number=True),
    Column("standing", "状态", "State"),
    Column("late", "逾期待补期数", "Late periods", number=True),
)


def duties_table(name: str, rows: Sequence[Row], on: date) -> Table:
    """The duties of a place with their numbers."""
    return Table(
        title=Text(f"{name}工作台账（{on}）", f"{name}: work ledger on {on}"),
        columns=(*DUTY, *NUMBERS, *PROGRESS),
        rows=[
            (
                row.owed.duty.clause,
                row.owed.name,
                PARTIES[row.owed.duty.owed_by],
                PERIODS[row.owed.duty.period],
                span_text(row.tally.span),
                last(row.tally.dates.due) if row.tally.dates else None,
                *(number for _, number in row.numbers),
                f"{row.done}／{row.of}",
                row.percent,
            )
            for row in rows
        ],
    )


def places_table(title: Text, found: Sequence[Row]) -> Table:
    """Duties of one clause, place by place."""
    return Table(
        title=title,
        columns=(Column("place", "学区（学校）", "Place"), *DUTY[:5], *NUMBERS, *PROGRESS),
        rows=[
            (
                row.tally.place.name,
                row.owed.duty.clause,
                row.owed.name,
                PARTIES[row.owed.duty.owed_by],
                PERIODS[row.owed.duty.period],
                span_text(row.tally.span),
                *(number for _, number in row.numbers),
                f"{row.done}／{row.of}",
                row.percent,
            )
            for row in found
        ],
    )


def owners_table(title: Text, lines: Sequence[Line], schools: dict[int, str]) -> Table:
    """Everybody who owes a duty."""
    return Table(
        title=title,
        columns=OWNERS,
        rows=[
            (
                each.owner.name,
                schools.get(each.owner.school or 0, ""),
                each.owner.taught,
                span_text(each.span),
                last(each.dates.due),
                each.wanted,
                each.count.confirmed,
                each.count.handed,
                STANDINGS[each.standing],
                len(each.late),
            )
            for each in lines
        ],
    )


def span_text(span: Span | None) -> Text:
    """A span as its first and last day, in both languages."""
    if span is None:
        return Text("各自的期限", "each in its own span")
    end = last(span.until - timedelta(days=1)) if span.until.year < 9999 else None
    if end is None:
        return Text(f"{span.since}起", f"from {span.since}")
    if end == span.since:
        return Text(f"{end}", f"{end}")
    return Text(f"{span.since}至{end}", f"{span.since} to {end}")


def last(day: date) -> date | None:
    """A day that comes, or none for one that never does."""
    return None if day.year == 9999 else day
