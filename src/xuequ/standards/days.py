"""Days and months as spreadsheets and people write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NoReturn

from xuequ.kernel.sheet import Unfit

from .typed import CUT_SHORT, plain, spoilt

BEFORE_MARCH_1900, SINCE_MARCH_1900 = date(1899, 12, 31), date(1899, 12, 30)
SINCE_1904 = date(1904, 1, 1)
NO_SUCH_DAY = 60  # 1900-02-29 in the spreadsheet's calendar
EARLIEST, LATEST = date(1840, 1, 1), date(2199, 12, 31)
SERIALS = range(10_000, 109_575)  # 1927 to 2199: less could be a year somebody typed
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
SEPARATOR = r"\s*[-/.,年月、~]\s*"
DAY = re.compile(rf"(\d{{4}}){SEPARATOR}(\d{{1,2}}){SEPARATOR}(\d{{1,2}})\s*[日号]?")
MONTH = re.compile(rf"(\d{{4}})(?:{SEPARATOR}(\d{{1,2}})\s*月?(?:份)?|(\d{{2}}))")
CLOCK = re.compile(r"(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|AM|PM)?$", re.IGNORECASE)
WEEKDAY = re.compile(r"\s*[(]?(?:星期|周)[一二三四五六日天][)]?$")
ENGLISH = re.compile(r"(\d{1,2})[-\s]([A-Za-z]{3,9})[-\s,]+(\d{4})")
YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
SHORT_YEAR = re.compile(r"\d{2}\s*[-/.年]\s*\d{1,2}\s*(?:[-/.月]\s*\d{1,2}\s*日?|月)|"
                        r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}|"
                        r"\d{1,2}-[A-Za-z]{3}-\d{2}|[A-Za-z]{3}-\d{2}")  # fmt: skip


def from_serial(number: float, *, since_1904: bool = False) -> date | None:
    """The day a spreadsheet keeps as a number; None for 1900-02-29, which never was, and for
    numbers without a day.

    The usual system counts 1900-01-01 as 1 and believes that 1900 was a leap year; the other,
    of old Macintosh files, counts 1904-01-01 as 0.
    """
    days = int(number // 1)
    if since_1904:
        return SINCE_1904 + timedelta(days) if 0 <= days <= 2_957_003 else None
    if days == NO_SUCH_DAY or not 1 <= days <= 2_958_465:
        return None
    return (BEFORE_MARCH_1900 if days < NO_SUCH_DAY else SINCE_MARCH_1900) + timedelta(days)


def read_day(cell: object, *, months: bool = False, since_1904: bool = False) -> date:
    """The day a cell means.

    Args:
        cell: a day, a number as spreadsheets keep days, or text.
        months: take a month without a day for its first.
        since_1904: numbers count from 1904, as the file says.

    Raises:
        Unfit: it means no day, or could mean two; the text says how to write it.
    """
    if isinstance(cell, datetime):
        return _within(cell.date(), str(cell))
    if isinstance(cell, date):
        return _within(cell, str(cell))
    text = plain(str(cell))
    number = text.removesuffix(".0")
    if isinstance(cell, int | float) or re.fullmatch(r"\d{5,6}", number):
        return _of_number(number, months=months, since_1904=since_1904)
    if found := spoilt(text.upper()):
        raise Unfit(CUT_SHORT[found].zh, CUT_SHORT[found].en)
    return _of_text(text, months=months)


def _of_number(number: str, *, months: bool, since_1904: bool) -> date:
    if re.fullmatch(r"\d{8}|\d{6}", number):
        return _of_text(number, months=months)
    value = float(number) if re.fullmatch(r"\d{1,7}(?:\.\d+)?", number) else -1.0
    if int(value) in SERIALS and (day := from_serial(value, since_1904=since_1904)):
        return _within(day, number)
    if re.fullmatch(r"(?:1[89]|2[01])\d{2}\.1", number):
        raise Unfit(
            f"“{number}”可能是1月，也可能是10月。请把单元格设为“文本”格式，写成 2018-10-01。",
            f"«{number}» could be January or October; format the cell as text and write "
            "2018-10-01.",
        )
    if re.fullmatch(r"(?:1[89]|2[01])\d{2}\.\d{1,2}", number):
        return _of_text(number, months=months)
    return _refuse(number)


def _of_text(text: str, *, months: bool) -> date:
    text = _numerals(CLOCK.sub("", WEEKDAY.sub("", text)))
    if re.fullmatch(r"\d{8}", text):
        return _date(text[:4], text[4:6], text[6:], text)
    if found := DAY.fullmatch(text):
        return _date(found[1], found[2], found[3], text)
    if (found := ENGLISH.fullmatch(text)) and found[2][:3].lower() in MONTHS:
        return _date(found[3], str(MONTHS.index(found[2][:3].lower()) + 1), found[1], text)
    if (found := YEAR_LAST.fullmatch(text)) and (month := _one_reading(found)):
        return _date(found[3], str(month), str(int(found[1]) + int(found[2]) - month), text)
    if found := MONTH.fullmatch(text):
        day = _date(found[1], found[2] or found[3], "1", text)
        if months:
            return day
        raise Unfit(
            f"“{text}”只有年月，没有日。请写全，如 {day:%Y-%m-%d}。",
            f"«{text}» has no day of the month; write it whole, such as {day:%Y-%m-%d}.",
        )
    return _refuse(text)


def _numerals(text: str) -> str:
    """二〇一八年九月二十一日 as 2018年9月21日."""

    def ten(found: re.Match[str]) -> str:
        tens, ones = found[1] or "1", found[2] or "0"
        return f"{tens}{ones}"

    if not re.search("[〇○零一二三四五六七八九十]", text):
        return text
    return re.sub(r"(\d?)十(\d?)", ten, text.translate(NUMERALS))


def _one_reading(found: re.Match[str]) -> int:
    """The month of a day with its year last; 0 if either number could be the month."""
    first, second = int(found[1]), int(found[2])
    if first == second or second > 12:
        return first
    return second if first > 12 else 0


def _date(year: str, month: str, day: str, text: str) -> date:
    try:
        return _within(date(int(year), int(month), int(day)), text)
    except ValueError:
        raise Unfit(
            f"没有“{text}”这一天，请核对月和日。", f"There is no day «{text}»; check month and day."
        ) from None


def _within(day: date, text: str) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise Unfit(f"“{text}”的年份不对，请核对。", f"The year of «{text}» cannot be; check it.")


def _refuse(text: str) -> NoReturn:
    if found := YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), found[3]
        raise Unfit(
            f"“{text}”可读作{first}月{second}日，也可读作{second}月{first}日。"
            f"请写成 {year}-{first:02}-{second:02} 或 {year}-{second:02}-{first:02}。",
            f"«{text}» has two readings; write {year}-{first:02}-{second:02} or "
            f"{year}-{second:02}-{first:02}.",
        )
    if SHORT_YEAR.fullmatch(text):
        raise Unfit(
            f"“{text}”的年份只有两位。请写四位年份，如 2018-09-01。",
            f"«{text}» gives two digits for the year; write four, such as 2018-09-01.",
        )
    if re.fullmatch(r"(?:1[89]|2[01])\d{2}年?", text):
        raise Unfit(
            f"“{text}”只有年份。请写全年月日，如 2018-09-01。",
            f"«{text}» is only a year; write the whole day, such as 2018-09-01.",
        )
    raise Unfit(
        f"“{text[:40]}”不是日期，请写成 2018-09-01。",
        f"«{text[:40]}» is no date; write 2018-09-01.",
    )
