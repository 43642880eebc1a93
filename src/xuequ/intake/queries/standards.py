"""How the columns of the sheets stand beside the national standards."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from xuequ.kernel.sheet import Sheet
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

KINDS = {
    "text": Text("文本", "text"),
    "choice": Text("选择", "choice"),
    "date": Text("日期", "day"),
    "month": Text("年月", "month"),
    "integer": Text("整数", "whole number"),
    "decimal": Text("数字", "number"),
    "yes": Text("是或否", "yes or no"),
}
NOT_READ = Text(
    "JY/T 1004《普通中小学校管理信息》的数据项名称只填写已对照原文的；"
    "空白表示尚未对照，不表示没有。",
    "Names of JY/T 1004 stand here only where they were compared with the text of the standard; "
    "an empty one has not been compared, which does not mean that there is none.",
)


@cache
def compared() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """By sheet and column: the standard its values follow, and its name in JY/T 1004."""
    text = files("xuequ.intake").joinpath("jyt1004.toml").read_text("utf-8")
    return tomllib.loads(text)


def standards_table(known: Mapping[str, Sheet]) -> Table:
    """Every column of the sheets beside the national standards."""
    columns = (
        Column("sheet", "表", "Sheet"),
        Column("title", "列", "Column"),
        Column("code", "代码名", "Code name"),
        Column("kind", "内容", "Content"),
        Column("required", "必填", "Required"),
        Column("values", "取值依据", "Values follow"),
        Column("jyt1004", "JY/T 1004 数据项", "Item of JY/T 1004"),
    )
    yes, no = Text("是", "yes"), Text("否", "no")
    rows = [
        (
            sheet.title,
            column.title,
            column.code,
            KINDS[column.kind],
            yes if column.required else no,
            compared()[sheet.code][column.code]["values"],
            compared()[sheet.code][column.code]["jyt1004"],
        )
        for sheet in known.values()
        for column in sheet.columns
    ]
    return Table(Text("数据标准对照", "Data standards"), columns, rows, (NOT_READ,))
