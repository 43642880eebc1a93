"""Places by code (GB/T 2260), with the years in which the lists had them.

The table and where it comes from: docs/decisions/0026-national-numbers.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from xuequ.kernel.text import Text

PROVINCES: Mapping[str, str] = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
    "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
    "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省",
    "36": "江西省", "37": "山东省",
    "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区",
    "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
    "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区",
}  # fmt: skip
ADVANCE = 2  # years: lists are of a year's end, and offices change over later
FIRST_NUMBERS = 1985  # people born before were numbered then or later, by the code of that day


@dataclass(frozen=True, slots=True)
class Area:
    """A code with a name: the years of the first and the last list that has both.

    `successor`: the code of what its name says followed; "" where the name does not tell.
    """

    code: str
    name: str
    first: int
    last: int
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Every code that the lists have held."""

    years: tuple[int, ...]  # of the lists
    areas: Mapping[str, tuple[Area, ...]]  # by code, in the order of time


@cache
def table() -> Table:
    """The table that comes with the product."""
    head, *lines = files(__package__).joinpath("data/areas.tsv").read_text("utf-8").splitlines()
    areas: dict[str, tuple[Area, ...]] = {}
    for line in lines:
        code, name, first, last, successor = line.split("\t")
        area = Area(code, name, int(first), int(last), successor)
        areas[code] = (*areas.get(code, ()), area)
    return Table(tuple(int(year) for year in head.partition(":")[2].split()), areas)


def history(code: str) -> tuple[Area, ...]:
    """What the code has stood for, in the order of time; empty for a code in no list."""
    return table().areas.get(code, ())


def present(area: Area) -> Area | None:
    """What stands in the last list for it or for what followed it; None if that is not known."""
    seen: set[str] = set()
    while area.code not in seen:
        seen.add(area.code)
        latest = history(area.code)[-1]
        if latest.last == table().years[-1]:
            return latest
        if not latest.successor:
            return None
        area = history(latest.successor)[0]
    return None


def say(code: str) -> Text | None:
    """A code in words: names, years, and what became of it; None for a code in no list."""
    held = history(code)
    if not held:
        return None
    last = table().years[-1]
    zh = "，".join(
        f"{each.first}年起{each.name}"
        if each.last == last
        else f"{each.first}—{each.last}年{each.name}"
        for each in held
    )
    en = ", ".join(
        f"{each.name} {each.first}–{'' if each.last == last else each.last}" for each in held
    )
    now = present(held[-1])
    if now is not None and now.code != code:
        zh, en = f"{zh}，后为{now.name}（{now.code}）", f"{en}, later {now.name} ({now.code})"
    return Text(f"{code}：{zh}", f"{code}: {en}")


def advice(code: str, born: int) -> Text | None:
    """What is odd about a code in a number of somebody born in that year; None if nothing is.

    Never a reason to refuse: places change, and numbers keep the place of the day they were
    given.
    """
    years, held = table().years, history(code)
    if code[:2] not in PROVINCES:
        return Text(
            f"前两位“{code[:2]}”不是省级代码。", f"It begins with {code[:2]}, which is no province."
        )
    if not held:
        if born >= years[-1] - ADVANCE:
            return None  # it may be newer than the table
        return Text(
            f"{years[0]}—{years[-1]}年的行政区划代码中没有{code}，请核对前六位。",
            f"No list of places from {years[0]} to {years[-1]} has {code}; check the first six.",
        )
    ended, begun = max(each.last for each in held), min(each.first for each in held)
    words = say(code) or Text("", "")
    if born - ADVANCE > ended and ended < years[-1]:
        return Text(
            f"{words.zh}。出生时该代码已停用，请核对前六位。",
            f"{words.en}. It was out of use at birth; check the first six.",
        )
    if max(born, FIRST_NUMBERS) + ADVANCE < begun:
        return Text(
            f"{words.zh}。出生时尚无该代码，请核对前六位。",
            f"{words.en}. There was no such code at birth; check the first six.",
        )
    return None
