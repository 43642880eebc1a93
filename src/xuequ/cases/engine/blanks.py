"""Whether the blanks of a form hold what they should."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from xuequ.kernel.case_types import Blank
from xuequ.kernel.refusal import Refused

LONGEST = {"text": 120, "long": 2000, "clause": 10}
FARTHEST = 20  # years ahead: a later day is a slip of the pen
ROWS = ("school", "member", "consortium", "person", "post")


def check_blanks(blanks: Iterable[Blank], values: Mapping[str, object]) -> None:
    """Refuse values that a form would not have let through.

    Raises:
        Refused("blank-is-empty"), Refused("blank-does-not-fit"): naming the blank.
        Refused("blank-is-unknown"): there is a value no blank asks for.
    """
    asked = {each.code: each for each in blanks}
    for code in values:
        if code not in asked:
            raise Refused("blank-is-unknown", name=code)
    for each in asked.values():
        value = values.get(each.code)
        if value in (None, "", []):
            if each.required:
                raise Refused("blank-is-empty", name=each.name)
        elif not _fits(each, value):
            raise Refused("blank-does-not-fit", name=each.name)


def _fits(blank: Blank, value: object) -> bool:
    match blank.kind:
        case "yes":
            return isinstance(value, bool)
        case "integer" | "school" | "member" | "consortium" | "person" | "post":
            return isinstance(value, int) and not isinstance(value, bool)
        case "choice":
            known = {each.code for each in blank.choices}
            return isinstance(value, str) and (bool(blank.source) or value in known)
        case "schools" | "people":
            return isinstance(value, list) and all(type(each) is int for each in value)
    if not isinstance(value, str):
        return False
    if blank.kind == "day":
        return _is_day(value)
    if blank.kind == "money":
        return _is_money(value)
    return len(value) <= LONGEST[blank.kind]


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_money(value: str) -> bool:
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return False
    exponent = amount.as_tuple().exponent
    return 0 <= amount < 10**12 and isinstance(exponent, int) and exponent >= -2


@dataclass(frozen=True, slots=True)
class Clock:
    """The days by which days in a form are judged."""

    handed_in: date
    today: date
    days_back: int = 0  # an effect may lie so many days before it was asked for


def check_days(blanks: Iterable[Blank], values: Mapping[str, object], clock: Clock) -> None:
    """Refuse days out of the bounds of their blanks.

    Raises:
        Refused("day-too-early"), Refused("day-too-late"): naming the blank and the bound.
    """
    for each in blanks:
        value = values.get(each.code)
        if each.kind != "day" or not isinstance(value, str) or not value:
            continue
        day, (first, last) = date.fromisoformat(value), _bounds(each, clock)
        if first is not None and day < first:
            raise Refused("day-too-early", name=each.name, day=day, first=first)
        if day > last:
            raise Refused("day-too-late", name=each.name, day=day, last=last)


def _bounds(blank: Blank, clock: Clock) -> tuple[date | None, date]:
    last = date(clock.today.year + FARTHEST, 12, 31)
    match blank.bounds:
        case "effect":
            return clock.handed_in - timedelta(days=clock.days_back), last
        case "ahead":
            return clock.today, last
        case "past":
            return None, clock.today
    return None, last
