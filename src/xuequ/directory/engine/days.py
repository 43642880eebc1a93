"""Which days are teaching days, as a first draft from the public calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
import holidays

from xuequ.kernel.periods import Span
from xuequ.kernel.text import Text

FESTIVALS = {  # by a word of their English names
    "new year's day": Text("元旦", "New Year's Day"),
    "spring festival": Text("春节", "Spring Festival"),
    "chinese new year": Text("春节", "Spring Festival"),
    "tomb": Text("清明节", "Tomb-Sweeping Day"),
    "labo": Text("劳动节", "Labour Day"),
    "dragon": Text("端午节", "Dragon Boat Festival"),
    "autumn": Text("中秋节", "Mid-Autumn Festival"),
    "national": Text("国庆节", "National Day"),
    "anti-fascist": Text("抗战胜利日", "Victory Day"),
}
SAID = {each.zh: each.en for each in FESTIVALS.values()}


@dataclass(frozen=True, slots=True)
class Day:
    """One day: do schools teach, and if the weekday does not tell, why."""

    day: date
    teaching: bool
    reason: str = ""
    by_hand: bool = False  # entered by somebody, not drafted

    @property
    def is_weekday(self) -> bool:
        return self.day.weekday() < 5

    def says_the_same(self, other: Day | None) -> bool:
        """Does the other day say the same, by whomever it was entered?"""
        return other is not None and (self.teaching, self.reason) == (other.teaching, other.reason)


def draft_days(terms: Sequence[Span]) -> Iterator[Day]:
    """Every day of the terms: weekdays teach, public holidays do not, make-up days do.

    The official calendar is announced year by year; beyond it only the festivals themselves
    are known, and no make-up days.  The table made from this draft is then the truth.
    """
    for term in terms:
        day = term.since
        while day < term.until:
            yield _day(day)
            day += timedelta(days=1)


def working_day_after(day: date, count: int) -> date:
    """The last of `count` working days after `day`; the day itself is not counted.

    Public holidays are no working days, make-up days are.

    Raises:
        ValueError: less than one day.
    """
    if count < 1:
        raise ValueError(f"at least one working day, not {count}")
    while count:
        day += timedelta(days=1)
        count -= _day(day).teaching
    return day


def known_until() -> date:
    """The last day of the last year whose official calendar is known."""
    return date(max(chinese_calendar.constants.holidays).year, 12, 31)


def reason_said(reason: str) -> Text:
    """A reason in both languages: festivals have names in either, what people typed has not."""
    parts = reason.split("、")
    return Text(reason, ", ".join(SAID.get(part, part) for part in parts))


def _day(day: date) -> Day:
    weekday = day.weekday() < 5
    try:
        on_holiday, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        name = _festivals(day.year).get(day)
        on_holiday = not weekday or name is not None
    return Day(day, not on_holiday, _named(str(name or "")) if on_holiday == weekday else "")


def _named(english: str) -> str:
    """The Chinese names of the festivals in an English text; the text if it names none."""
    known = [each.zh for word, each in FESTIVALS.items() if word in english.lower()]
    return "、".join(dict.fromkeys(known)) or english


def _festivals(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year)
