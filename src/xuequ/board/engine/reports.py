"""The board and the checks as tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xuequ.kernel.rulebook import WORDS, State
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.kernel.units import UNITS

from .types import Board, Cell

NOTHING, WAIVED = Text("", ""), Text("已豁免", "waived")
BINDINGS = {"must": Text("必须", "must"), "should": Text("提倡", "should")}


def number(value: int | Decimal | None) -> int | float | None:
    """A number of a verdict as tables hold it; shares to four places."""
    return round(float(value), 4) if isinstance(value, Decimal) else value


def check(board: Board) -> Table:
    """One row per rule and subject: clause, subject, state, found, wanted, unit."""
    rows = [
        (
            cell.clause.id,
            judgement.subject.name,
            "waived" if cell.is_waived else judgement.verdict.state.value,
            number(judgement.verdict.found),
            number(judgement.verdict.wanted),
            judgement.verdict.unit,
        )
        for cell in board.cells
        for judgement in cell.judgements
        if judgement.verdict.state is not State.NOT_APPLICABLE
    ]
    return Table(
        title=Text("条款检查", "Check of clauses"),
        columns=(
            Column("clause", "条款", "Clause"),
            Column("subject", "对象", "Subject"),
            Column("state", "状态", "State"),
            Column("found", "实有", "Found", number=True),
            Column("wanted", "要求", "Wanted", number=True),
            Column("unit", "单位", "Unit"),
        ),
        rows=rows,
    )


def sheet(board: Board) -> Table:
    """The same for people: every verdict in words, with the waiver that lies over it."""
    rows = [
        (
            cell.clause.id,
            Text(judgement.rule.zh, judgement.rule.en),
            judgement.subject.name,
            WAIVED if cell.is_waived else WORDS[judgement.verdict.state],
            BINDINGS[cell.binding],
            number(judgement.verdict.found),
            number(judgement.verdict.wanted),
            UNITS.get(judgement.verdict.unit, NOTHING),
            cell.leave.decision if cell.leave else "",
        )
        for cell in board.cells
        for judgement in cell.judgements
        if judgement.verdict.state is not State.NOT_APPLICABLE
    ]
    whose = next((each.subject.name for each in board.of("county")), "")
    return Table(
        title=Text(f"{whose}条款看板（{board.on}）", f"{whose}: board of clauses on {board.on}"),
        columns=(
            Column("clause", "条款", "Clause"),
            Column("asks", "要求内容", "What it asks"),
            Column("subject", "对象", "Subject"),
            Column("state", "状态", "State"),
            Column("binding", "约束力", "Binding"),
            Column("found", "实有", "Found", number=True),
            Column("wanted", "要求", "Wanted", number=True),
            Column("unit", "单位", "Unit"),
            Column("waiver", "豁免依据", "Waived by"),
        ),
        rows=rows,
    )


def broken_musts(cells: Sequence[Cell]) -> list[Cell]:
    """The cells that break a `must` and are not waived."""
    return [
        each
        for each in cells
        if each.state is State.BROKEN and each.binding == "must" and not each.is_waived
    ]
