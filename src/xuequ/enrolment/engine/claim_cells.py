"""One cell of a file of claims: its value, or why it cannot be read and what to write."""

from __future__ import annotations

import re
from datetime import date

from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text
from xuequ.standards.days import read_day
from xuequ.standards.typed import plain

from .asked import Head
from .counting import full_months
from .policy.points import PointsTable

Value = str | bool | int | None
YES, NO = {"是", "yes"}, {"否", "no"}
STAGES = {"primary": Text("小学", "primary"), "junior": Text("初中", "junior")}
MOST_MONTHS = 1200
NUMBER = re.compile(r"[^\s,，\"=+@-][^,，\"]{0,39}")
COUNT = re.compile(r"[+-]?\d{1,4}(?:\.\d+)?")
GRADE = re.compile(r"(?:小学)?([1-9一二三四五六七八九])(?:年级)?")
NUMERALS = "零一二三四五六七八九"


def value_of(head: Head, cell: str, table: PointsTable, day: date | None) -> Value:
    """What a cell says; none if it is empty and may be.

    Raises:
        Unfit: it is empty and must not be, or does not fit.
    """
    text = plain(cell)
    if not text:
        if head.needed:
            raise Unfit(*_empty(head))
        return None
    if head.kind == "months":
        return _months(text, day)
    if head.kind == "yes":
        return _yes(text)
    if head.kind == "type":
        names = {each.code: Text(each.zh, each.en) for each in table.types}
        return _one_of(text, names)
    if head.kind == "stage":
        return _one_of(text, STAGES)
    return _grade(text) if head.kind == "grade" else _number(text)


def _empty(head: Head) -> tuple[str, str]:
    """That a cell is empty, with what may stand in it."""
    write = {
        "months": ("没有的写0", "write 0 for none"),
        "yes": ("请写“是”或“否”", "write yes or no"),
    }
    zh, en = write.get(head.kind, ("请填写", "fill it in"))
    return f"不能为空；{zh}", f"must not be empty; {en}"


def _months(text: str, day: date | None) -> int:
    if COUNT.fullmatch(text):
        if "." in text or not 0 <= int(text) <= MOST_MONTHS:
            raise Unfit(
                f"“{text}”不是满月数，请写0至{MOST_MONTHS}的整数，不足一月的不计",
                f"«{text}» is no number of full months; write a whole number from 0 to "
                f"{MOST_MONTHS}, parts of a month do not count",
            )
        return int(text)
    try:
        since = read_day(text)
    except Unfit:
        raise Unfit(
            f"“{text}”应为满月数，或起始日期如2018-09-01",
            f"«{text}»: write full months, or the day it began, such as 2018-09-01",
        ) from None
    if day is None:
        raise Unfit(
            "写的是日期，须知算到哪一天：请用 --day 给出报名开始之日，或改写满月数",
            "it is a day: say with --day when applications open, or write full months",
        )
    months = full_months(since, day)
    if months < 0 or since > day:
        raise Unfit(
            f"“{text}”晚于计算截止日{day}；请核对日期，确实没有的写0",
            f"«{text}» is after {day}, to which times are counted; correct it, or write 0",
        )
    return months


def _yes(text: str) -> bool:
    if text.casefold() not in YES | NO:
        raise Unfit(f"“{text}”请写“是”或“否”", f"«{text}»: write yes or no")
    return text.casefold() in YES


def _one_of(text: str, names: dict[str, Text]) -> str:
    for code, name in names.items():
        if text.casefold() in {code.casefold(), plain(name.zh), plain(name.en).casefold()}:
            return code
    zh = "、".join(each.zh for each in names.values())
    en = ", ".join(each.en for each in names.values())
    raise Unfit(f"没有“{text}”，只能是：{zh}", f"there is no «{text}»; write one of: {en}")


def _grade(text: str) -> int:
    found = GRADE.fullmatch(text)
    if not found:
        raise Unfit(f"“{text}”请写1至9的年级，如6", f"«{text}»: write a grade from 1 to 9")
    return NUMERALS.index(found[1]) if found[1] in NUMERALS else int(found[1])


def _number(text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise Unfit(
            "编号不超过40字，不含逗号和引号，不以符号开头",
            "a number has 40 characters at most, no comma or quote, and no sign at its head",
        )
    return text
