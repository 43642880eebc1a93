"""What weekdays, periods and schools are called in files of timetabling programs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..daily.clock import DAYS
from ..daily.schools import NAME, SHORT

ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TAIL = re.compile(r"[-_ ]*(总?课程?表)?[-_ ()（）\d]*$")
NUMBER = re.compile(r"^第?\s*(\d{1,2}|[一二三四五六七八九十]+)\s*节?课?$")
NUMERALS = "一二三四五六七八九十"


def weekday_of(name: str, position: int) -> int:
    """The weekday a day is called by, else the one of its position (1 is Monday)."""
    plain = name.strip().removeprefix("星期").removeprefix("礼拜").removeprefix("周")
    plain = plain.replace("天", "日").casefold()
    if plain in DAYS and len(plain) == 1:
        return DAYS.index(plain) + 1
    for n, day in enumerate(ENGLISH, start=1):
        if len(plain) >= 2 and (plain.startswith(day) or day.startswith(plain)):
            return n
    return position


def number_of(name: str) -> int | None:
    """The number of a period called 3, 第3节 or 第三节; None for one that has none."""
    found = NUMBER.match(name.strip())
    if found is None:
        return None
    said = found[1]
    if said.isdecimal():
        return int(said)
    if said.startswith("十"):
        return 10 + (NUMERALS.index(said[1]) + 1 if len(said) > 1 else 0)
    return NUMERALS.index(said) + 1 if len(said) == 1 else None


def periods_of(names: Sequence[str]) -> list[int | None]:
    """The numbers of the periods of a day in order: by their names if they have any."""
    numbers = [number_of(each) for each in names]
    if any(each is not None for each in numbers):
        return numbers
    return list(range(1, len(names) + 1))


def school_of(name: str) -> str:
    """The school a file is called after: 明珠小学课表(2).xml is of 明珠小学."""
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    stem = re.sub(r"_(data_and_timetable|activities)$", "", stem)
    return TAIL.sub("", stem) or stem


def is_class(name: str) -> bool:
    """Does it look like the name of a class?"""
    plain = "".join(name.split())
    return bool(NAME.match(plain) or SHORT.match(plain))
