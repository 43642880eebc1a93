"""The forecast as tables: for the page, beside the chart, and as files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ...engine.forecast.ratios import WINDOW, Span, Step
from ...engine.forecast.survival import Key
from ...engine.forecast.warning import Year
from .outlook import Forecast, Line, Page

WORDS = {
    "enough": Text("充足", "enough"),
    "tight": Text("偏紧", "tight"),
    "short": Text("不足", "short"),
    "unknown": Text("数据不足", "not enough data"),
}
STAGE_NAMES = {"primary": Text("小学", "primary"), "junior": Text("初中", "junior")}
UNITS = {
    "whole": Text("全域", "whole"),
    "consortium": Text("学区（集团）", "district or group"),
    "school": Text("学校", "school"),
}
DEMAND = (
    Column("low", "需求低值", "Demand, low", number=True),
    Column("middle", "需求中值", "Demand, middle", number=True),
    Column("high", "需求高值", "Demand, high", number=True),
    Column("seats", "学位", "Seats", number=True),
    Column("lacking", "缺学位（按中值）", "Seats lacking (middle)", number=True),
    Column("state", "预警", "Warning"),
)
RULE = Text(
    "低值也放不下为“不足”，高值也放得下为“充足”，介于两者之间为“偏紧”。",
    "Short: not even the low demand fits. Enough: the high one does. Tight: between the two.",
)


def school_year(year: int) -> str:
    """How a school year is written."""
    return f"{year}-{year + 1}"


def years_table(line: Line, stage: str) -> Table:
    """Demand and seats of one line, year by year."""
    title = Text(
        f"{line.name}{STAGE_NAMES[stage].zh}学位预测",
        f"Forecast of seats: {line.name}, {STAGE_NAMES[stage].en}",
    )
    counts = line.counts
    columns: tuple[Column, ...] = (Column("year", "学年", "School year"), *DEMAND)
    rows: list[tuple[object, ...]] = [
        (school_year(each.year), *_numbers(each)) for each in line.warned.years
    ]
    if counts is not None:
        columns = (*columns, Column("schools", "计入学校", "Schools counted", number=True))
        rows = [
            (*row, f"{counts[each.year]}/{line.of}")
            for row, each in zip(rows, line.warned.years, strict=True)
        ]
    return Table(title, columns, rows, (RULE,))


def list_table(page: Page | None) -> Table:
    """Everybody of the page, one row per year: for files; empty where nothing is forecast."""
    columns = (
        Column("unit", "范围", "Of"),
        Column("name", "名称", "Name"),
        Column("year", "学年", "School year"),
        *DEMAND,
    )
    if page is None:
        return Table(Text("学位预测", "Forecast of seats"), columns, [], (RULE,))
    stage = STAGE_NAMES[page.stage]
    name = page.forecast.authority.name
    title = Text(f"{name}{stage.zh}学位预测", f"Forecast of seats: {name}, {stage.en}")
    lines = [("whole", page.whole)] if page.whole else []
    lines += [("consortium", each) for each in page.consortia]
    lines += [("school", each) for each in page.schools]
    rows = [
        (UNITS[unit], line.name, school_year(each.year), *_numbers(each))
        for unit, line in lines
        for each in line.warned.years
    ]
    return Table(title, columns, rows, (RULE,))


def chart_of(line: Line, language: str) -> str:
    """The curve of demand with its interval, and the seats, as JSON for the page's script."""
    numbers = [each.numbers for each in line.warned.years]
    values = {
        "years": [school_year(each.year) for each in line.warned.years],
        "low": [each[0] for each in numbers],
        "middle": [each[1] for each in numbers],
        "high": [each[2] for each in numbers],
        "seats": [each.seats for each in line.warned.years],
        "says": {code: text.say(language) for code, text in LEGEND.items()},
    }
    return json.dumps(values, ensure_ascii=False)


LEGEND = {
    "middle": Text("需求（中值）", "demand (middle)"),
    "band": Text("需求区间", "interval of demand"),
    "seats": Text("学位", "seats"),
}


def _numbers(each: Year) -> tuple[object, ...]:
    return (*each.numbers, each.seats, each.lacking, WORDS[each.word])


def pupils_table(found: Forecast, key: Key) -> Table:
    """Pupils by grade: as counted in the years before, as forecast in those to come."""
    outlook, rolls = found.outlooks[key], found.site(key).rolls
    grades = outlook.grades
    columns = (
        Column("year", "学年", "School year"),
        Column("kind", "数据", "Figures"),
        *(Column(f"grade{n}", f"{n}年级", f"Grade {n}", number=True) for n in grades),
        Column("all", "合计", "All", number=True),
    )
    rows: list[tuple[object, ...]] = []
    for year in range(found.since - WINDOW, found.since + 1):
        counts = [rolls.get((year, grade)) for grade in grades]
        if any(each is not None for each in counts):
            told = [each for each in counts if each is not None]
            whole = sum(told) if len(told) == len(counts) else None
            cells = ["—" if each is None else each for each in (*counts, whole)]
            rows.append((school_year(year), Text("实有", "counted"), *cells))
    for year in found.ahead:
        spans = [outlook.pupils[year, grade] for grade in grades]
        cells = [span_said(each) for each in (*spans, outlook.demand(year))]
        rows.append((school_year(year), Text("预测", "forecast"), *cells))
    return Table(Text("各年级学生数", "Pupils by grade"), columns, rows)


def ratios_table(found: Forecast, key: Key) -> Table:
    """Every ratio that counts, with the two numbers it is made of."""
    outlook = found.outlooks[key]
    years = range(found.since - WINDOW + 1, found.since + 1)
    columns = (
        Column("grade", "升入年级", "To grade"),
        *(Column(str(n), school_year(n), school_year(n), number=True) for n in years),
        Column("middle", "合并比率", "Pooled", number=True),
        Column("low", "最低", "Lowest", number=True),
        Column("high", "最高", "Highest", number=True),
    )
    rows = [_ratio_row(step, years) for step in outlook.steps.values()]
    return Table(Text("升级比率", "Ratios"), columns, rows)


def _ratio_row(step: Step, years: range) -> tuple[object, ...]:
    seen = {each.year: each for each in step.ratios}
    cells = [
        f"{seen[n].after}÷{seen[n].before}={decimal(seen[n].value)}" if n in seen else "—"
        for n in years
    ]
    low, high = step.bounds or (None, None)
    return (f"{step.grade}", *cells, decimal(step.middle), decimal(low), decimal(high))


def arithmetic_table(found: Forecast, key: Key, of: str = "") -> Table:
    """Every number of the forecast with what it is the product of; `of` stands before the title."""
    columns = (
        Column("year", "学年", "School year"),
        Column("grade", "年级", "Grade"),
        Column("before", "上年人数或适龄儿童", "Before, or children"),
        Column("ratio", "× 比率", "× ratio"),
        Column("after", "= 预测人数", "= forecast"),
    )
    title = Text(f"{of}逐项算式", f"{of}: the arithmetic" if of else "The arithmetic")
    return Table(title, columns, list(_products(found, key)))


def _products(found: Forecast, key: Key) -> Iterator[tuple[object, ...]]:
    outlook = found.outlooks[key]
    first = outlook.grades[0]
    for year in found.ahead:
        for grade in outlook.grades:
            before = outlook.base[year] if grade == first else outlook.pupils[year - 1, grade - 1]
            step = outlook.steps[grade]
            yield (
                school_year(year),
                grade,
                span_said(before, exact=True),
                ratio_said(step),
                span_said(outlook.pupils[year, grade], exact=True),
            )


def decimal(value: Fraction | None) -> str:
    """A ratio with three places, half away from nought; a dash for none."""
    if value is None:
        return "—"
    thousandths = int(value * 1000 + Fraction(1, 2))
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


def ratio_said(step: Step) -> str:
    """A pooled ratio with its interval."""
    if step.bounds is None:
        return decimal(step.middle)
    low, high = step.bounds
    return f"{decimal(step.middle)} ({decimal(low)}–{decimal(high)})"


def span_said(span: Span | None, *, exact: bool = False) -> str:
    """A number with its interval, in whole pupils, or with one place where it is `exact`."""
    if span is None:
        return "—"
    if exact:
        parts = [_tenths(each) for each in (span.low, span.middle, span.high)]
    else:
        parts = ["" if each is None else str(each) for each in span.rounded]
    low, middle, high = parts
    if not low or low == middle == high:
        return middle
    return f"{middle} ({low}–{high})"


def range_said(year: Year) -> str:
    """The demand of a year with its interval."""
    return span_said(year.demand)


def _tenths(value: Fraction | None) -> str:
    if value is None:
        return ""
    if value.denominator == 1:
        return str(value.numerator)
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def detail_tables(found: Forecast, key: Key) -> Sequence[Table]:
    """What stands on the page of a school below the chart."""
    return (pupils_table(found, key), ratios_table(found, key), arithmetic_table(found, key))
