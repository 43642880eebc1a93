"""Why applications were not confirmed and children not placed: closed codes, counted."""

from __future__ import annotations

from collections.abc import Mapping

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..checking.reasons import GROUNDS

LEAST = 5  # fewer are not shown to the public
NOT_CONFIRMED: dict[str, Text] = {
    **GROUNDS,
    "returned": Text("退回补正后未再提交", "returned and not handed in again"),
    "withdrawn": Text("家长撤回", "withdrawn by the family"),
    "submitted": Text("未审核", "not checked"),
}
NOT_PLACED: dict[str, Text] = {
    "full": Text("所报学校学位已满，在候补名单中", "schools wanted were full; on a waiting list"),
    "no_school": Text("未进入任何学校的候补名单", "on the waiting list of no school"),
    "declined": Text("家长放弃学位", "the family gave the seat up"),
    "silent": Text("逾期未答复，视为放弃", "no answer in time"),
}
GROUPS: dict[str, tuple[Text, dict[str, Text]]] = {
    "not_confirmed": (Text("报名未确认", "application not confirmed"), NOT_CONFIRMED),
    "not_placed": (Text("未录取", "not placed"), NOT_PLACED),
}
COLUMNS = (
    Column("group", "类别", "Group"),
    Column("code", "代码", "Code"),
    Column("reason", "原因", "Reason"),
    Column("count", "人数", "Children", number=True),
)
HIDDEN = Text("人数过少，不公布", "too few to be shown")
NOTE = Text(
    f"少于{LEAST}人的，以及由此可以推算出来的，不公布具体人数；没有的原因不列出。",
    f"Counts under {LEAST}, and those that would give them away, are not published; reasons "
    "nobody had are left out.",
)


def table_of(
    title: Text, counts: Mapping[str, Mapping[str, int]], shown: Mapping[str, frozenset[str]] | None
) -> Table:
    """The counts by group and code.

    Args:
        counts: by group, by code.
        shown: by group the codes whose counts the public may read; none: all of them.
    """
    rows: list[tuple[object, ...]] = []
    for group, (name, codes) in GROUPS.items():
        told = counts.get(group, {})
        for code, text in codes.items():
            if count := told.get(code, 0):
                is_open = shown is None or code in shown[group]
                rows.append((name, code, text, count if is_open else HIDDEN))
        if sum(told.values()) and shown is None:
            rows.append((name, "", Text("合计", "Total"), sum(told.values())))
    return Table(title, COLUMNS, rows, (NOTE,) if shown is not None else ())
