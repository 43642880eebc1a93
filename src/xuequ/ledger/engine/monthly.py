"""The monthly sheet of a consortium (工作配档) as a table: what is due, the pairs, results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xuequ.kernel.periods import Span
from xuequ.kernel.settings import PARTIES, Party
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .owners import OF_PAIRINGS

NAMED = 6  # places that a row names
WEEK, DAY = timedelta(days=7), timedelta(days=1)
DUE = Text("本月事项", "due this month")
PAIRS = Text("青蓝捆绑评价结果", "results of mentoring pairs")
RESULTS = Text("赛课结果", "contest results")
TIERS = {
    1: Text("导师", "mentor"),
    2: Text("分管主任", "dean in charge"),
    3: Text("业务校长", "principal"),
}
COLUMNS = (
    Column("part", "栏目", "Part"),
    Column("week", "周次", "Week"),
    Column("item", "事项", "Item"),
    Column("clause", "条款", "Clause"),
    Column("who", "责任人", "Who is responsible"),
    Column("due", "截止日期", "Due"),
    Column("done", "完成", "Done"),
    Column("late", "逾期（按单位）", "Late, by place"),
    Column("result", "结果", "Results"),
)


@dataclass(frozen=True, slots=True)
class Due:
    """One duty in the week it is due in."""

    name: Text
    clause: str
    party: Party
    due: date
    wanted: int
    done: int
    late: Sequence[tuple[str, int]] = ()  # places, and how many owners there are late
    owners: int = 0
    places: Sequence[str] = ()  # those that owe it themselves, by name; people are not named


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentor and an apprentice with those bound to them, and what they did."""

    apprentice: str
    school: str
    bound: Sequence[tuple[int, str]]  # tier and name
    done: Sequence[tuple[Text, int, int]] = ()  # duty, and whose where several: done, wanted
    results: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What came out of a contest."""

    on: date
    name: Text
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Month:
    """Everything a sheet is made of."""

    name: str  # of the consortium
    span: Span
    due: Sequence[Due] = ()
    pairs: Sequence[Pair] = ()
    results: Sequence[Result] = ()
    notes: Sequence[Text] = ()


def sheet(month: Month) -> Table:
    """The sheet: weeks first, then the pairs by name, then contests."""
    first = month.span.since
    rows = [_due(each, month.span) for each in month.due]
    rows += [_pair(each) for each in month.pairs]
    rows += [_result(each, month.span) for each in month.results]
    return Table(
        title=Text(
            f"{month.name}{first.year}年{first.month}月工作配档",
            f"{month.name}: work schedule of {first:%Y-%m}",
        ),
        columns=COLUMNS,
        rows=rows,
        notes=tuple(month.notes),
    )


def week_of(day: date, span: Span) -> tuple[int, Span]:
    """Which week of the month a day lies in, from 1, and its days within the month."""
    monday = day - timedelta(days=day.weekday())
    first = span.since - timedelta(days=span.since.weekday())
    number = (monday - first).days // 7 + 1
    return number, Span(max(monday, span.since), min(monday + WEEK, span.until))


def _week(day: date, span: Span) -> Text:
    number, days = week_of(day, span)
    since, last = days.since, days.until - DAY
    return Text(
        f"第{number}周（{since.month}.{since.day}—{last.month}.{last.day}）",
        f"week {number} ({since:%m-%d} to {last:%m-%d})",
    )


def _due(each: Due, span: Span) -> tuple[object, ...]:
    late_zh = "；".join(f"{name}{number}" for name, number in each.late)
    late_en = "; ".join(f"{name} {number}" for name, number in each.late)
    return (
        DUE,
        _week(each.due, span),
        each.name,
        each.clause,
        _who(each),
        each.due,
        f"{each.done}／{each.wanted}",
        Text(late_zh, late_en),
        "",
    )


def _who(each: Due) -> Text:
    """The places that owe it, a few by name; of people how many they are."""
    party = PARTIES[each.party]
    if not each.places:
        return Text(f"{party.zh}（{each.owners}人）", f"{party.en} ({each.owners} people)")
    shown, more = each.places[:NAMED], len(each.places) - NAMED
    more_zh, more_en = (f"等{len(each.places)}个", f" and {more} more") if more > 0 else ("", "")
    return Text("、".join(shown) + more_zh, ", ".join(shown) + more_en)


def _pair(each: Pair) -> tuple[object, ...]:
    bound = [(TIERS.get(tier, TIERS[1]), name) for tier, name in each.bound]
    held = {tier for tier, _ in each.bound}
    zh = [f"{word.zh}{name}" for word, name in bound]
    en = [f"{word.en} {name}" for word, name in bound]
    for tier, word in TIERS.items():
        if tier not in held and tier > 1:
            zh.append(f"{word.zh}未登记")
            en.append(f"{word.en} not registered")
    done, wanted = sum(n for _, n, _ in each.done), sum(of for _, _, of in each.done)
    return (
        PAIRS,
        "",
        Text(f"{each.apprentice}（{each.school}）", f"{each.apprentice} ({each.school})"),
        "",
        Text("；".join(zh), "; ".join(en)),
        None,
        f"{done}／{wanted}" if wanted else "",
        "",
        Text(
            "；".join([*(f"{name.zh}{n}／{of}" for name, n, of in each.done), *each.results]),
            "; ".join([*(f"{name.en} {n}/{of}" for name, n, of in each.done), *each.results]),
        ),
    )


def _result(each: Result, span: Span) -> tuple[object, ...]:
    week = _week(each.on, span)
    return (RESULTS, week, each.name, "", each.where, each.on, "", "", each.words)


def is_of_a_pair(party: Party) -> bool:
    """Is a duty owed within a pair, whose people the sheet names?"""
    return party in OF_PAIRINGS
