"""Times of day as people and workbooks write them, and stretches of the week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from xuequ.kernel.text import Text

TIME = re.compile(r"^(\d{1,2})\s*[:：点时]\s*(\d{2})(?:\s*[:：分]\s*(\d{2})?)?$")
WINDOW = re.compile(r"^([1-7])(?:-([1-7]))?\s+(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$")
DAYS = "一二三四五六日"
WEEKDAYS = {
    str(n): Text(f"周{zh}", en)
    for n, (zh, en) in enumerate(
        zip(
            DAYS,
            ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
            strict=True,
        ),
        start=1,
    )
}


def time_of(text: str) -> time | None:
    """The time of day that "8:05", "08：05" or a workbook's "08:05:00" means; None for none."""
    found = TIME.match(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """From `first` to `last` weekday (1 is Monday), every day from `begins` to `ends`."""

    first: int
    last: int
    begins: time
    ends: time


class Unreadable(Exception):
    """It says no hours; the argument is the part that is not understood."""


def windows_of(text: str) -> tuple[Window, ...]:
    """The hours that "周一至周五 16:30-18:00；周六 9:00-11:30" or "1-5 16:30-18:00" names.

    Raises:
        Unreadable: some part is no such span, ends before it begins, or overlaps another.
    """
    found = [_window(part) for part in re.split(r"[;；\n]", text) if part.strip()]
    for n, one in enumerate(found):
        for other in found[:n]:
            days = max(one.first, other.first) <= min(one.last, other.last)
            if days and one.begins < other.ends and other.begins < one.ends:
                raise Unreadable(written([one]))
    return tuple(sorted(found))


def _window(part: str) -> Window:
    plain = re.sub(r"周|星期|礼拜", "", part.strip()).replace("天", "日")
    plain = re.sub(r"[至到~～—–]", "-", plain).replace("：", ":")
    for n, day in enumerate(DAYS, start=1):
        plain = plain.replace(day, str(n))
    plain = re.sub(r"\s*([-:])\s*", r"\1", re.sub(r"^每(?:天|7)", "1-7", plain))
    plain = re.sub(r"^([1-7](?:-[1-7])?)\s*(?=\d{1,2}:)", r"\1 ", plain)
    found = WINDOW.match(plain)
    if found is None:
        raise Unreadable(part.strip())
    begins, ends = time_of(found[3]), time_of(found[4])
    first, last = int(found[1]), int(found[2] or found[1])
    if begins is None or ends is None or ends <= begins or last < first:
        raise Unreadable(part.strip())
    return Window(first, last, begins, ends)


def written(windows: Sequence[Window]) -> str:
    """The hours as they are kept: "1-5 16:30-18:00; 6 09:00-11:30"."""
    return "; ".join(
        f"{each.first if each.first == each.last else f'{each.first}-{each.last}'} "
        f"{each.begins:%H:%M}-{each.ends:%H:%M}"
        for each in windows
    )


def said(windows: Sequence[Window]) -> Text:
    """The hours in words."""
    zh, en = [], []
    for each in windows:
        span = f"{each.begins:%H:%M}–{each.ends:%H:%M}"
        first, last = WEEKDAYS[str(each.first)], WEEKDAYS[str(each.last)]
        one = each.first == each.last
        zh.append(f"{first.zh if one else f'{first.zh}至{last.zh}'} {span}")
        en.append(f"{first.en if one else f'{first.en} to {last.en}'} {span}")
    return Text("；".join(zh), "; ".join(en))
