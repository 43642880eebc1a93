"""What may be wrong with the columns of a file of claims, or between them, said with its cure."""

from __future__ import annotations

from collections.abc import Sequence

from xuequ.kernel.settings import Named
from xuequ.kernel.text import Text

from .asked import Head
from .policy.points import PointsTable, PointType


def unknown_head(known: Sequence[Head]) -> Text:
    """A column that nothing asks for."""
    zh, en = _listed([each.name for each in known])
    return Text(
        f"没有这一列，请改名或删去（不需要姓名）。可用的列：{zh}",
        f"there is no such column; rename or drop it (names are not wanted). Columns: {en}",
    )


def head_twice() -> Text:
    """A column that stands twice."""
    return Text("这一列出现两次，请只保留一列", "this column stands twice; keep one")


def heads_missing(missing: Sequence[Head]) -> Text:
    """Columns that must be there."""
    zh, en = _listed([each.name for each in missing])
    return Text(
        f"首行缺少列：{zh}。请补上", f"columns are missing in the first row: {en}. Add them"
    )


def too_wide(columns: int) -> Text:
    """A line that goes on beyond the headings."""
    return Text(
        f"内容超出第{columns}列，请核对是否多了逗号",
        f"there is more than {columns} columns hold; look for a comma too many",
    )


def number_twice(line: int) -> Text:
    """A child on two lines."""
    return Text(
        f"这名儿童已在第{line}行，请只保留一行",
        f"this child stands on line {line} already; keep one of the two",
    )


def type_untold(untold: Sequence[Named]) -> Text:
    """Neither the type nor all facts that would tell it."""
    zh, en = _listed([Text(each.zh, each.en) for each in untold])
    if not untold:
        return Text("缺少类型，请填写", "the type is missing; fill it in")
    return Text(
        f"未填类型，又缺{zh}；请填写类型，或补全这些列",
        f"there is no type, and these are empty: {en}; state the type or fill them in",
    )


def no_type_fits(table: PointsTable) -> Text:
    """Facts by which the child is of no type."""
    zh, en = _listed([Text(each.zh, each.en) for each in table.types])
    return Text(
        f"各项事实不符合任何类型（{zh}），请核对",
        f"by these facts no type fits ({en}); correct them",
    )


def type_differs(told: PointType | None) -> Text:
    """A type other than the one the facts tell."""
    zh, en = (told.zh, told.en) if told else ("不属于任何类型", "no type at all")
    return Text(
        f"按各项事实应为“{zh}”，与所填类型不同；请改正其一",
        f"by the facts it is {en}, not the type stated; correct one of the two",
    )


def _listed(names: Sequence[Text]) -> tuple[str, str]:
    return "、".join(each.zh for each in names), ", ".join(each.en for each in names)
