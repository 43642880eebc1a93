"""ID numbers: GB 11643 numbers and national pupil numbers, read and checked.

What is wrong and what is only odd are told apart: the place in the first six digits and the
age are advice, for places change, and numbers keep the place of the day they were given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.text import Text
from xuequ.standards import areas
from xuequ.standards.typed import ROUNDED, compact, spoilt, unspoilt

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
RESIDENT = re.compile(r"[1-9][0-9]{16}[0-9X]")
PERMITS = ("81", "82", "83")  # Hong Kong, Macao, Taiwan
PUPIL = re.compile(r"[GJ][1-9][0-9]{16}[0-9X]|L[1-9][0-9]{17}")
PUPIL_AGES = range(3, 26)  # years between a pupil's birth and the day: others are odd, not wrong
EARLIEST = date(1850, 1, 1)
JUST_THE_DIGIT = Text(
    "J号的末位校验码与身份证号规则不符，请与学籍系统核对。",
    "The last digit of the J number does not follow the rule of identity numbers; compare it "
    "with the pupil register.",
)


@dataclass(frozen=True, slots=True)
class Read:
    """What an 18-digit number says of whoever carries it."""

    area: str
    born: date
    sex: str  # "male" or "female"


def clean(text: str) -> str:
    """A number as typed, in narrow capital letters, without blanks, dashes and quotes."""
    return compact(text)


def read_number(text: str) -> str:
    """A number as typed in a column of numbers, in the form it is compared in.

    Raises:
        Unfit: a spreadsheet has spoilt it.  Whether it is one of its kind, `fault` says.
    """
    return unspoilt(compact(text))


def check_digit(first: str) -> str:
    """The last digit that goes with the first seventeen (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return CHECKS[total % 11]


def read(number: str) -> Read | None:
    """What a number says; nothing if it is not one of 18 digits with a real day in it."""
    if not RESIDENT.fullmatch(number):
        return None
    born = _day(number[6:14])
    if born is None:
        return None
    return Read(number[:6], born, "male" if int(number[16]) % 2 else "female")


def fault(kind: str, number: str, on: date) -> str | None:
    """Why a cleaned number cannot be one of its kind on a day; None if it can.

    Faults: "length", "old" (15 digits), "day", "digit" (the check digit), "kind" (a number of
    the other kind), "short", and what spreadsheets do: "scientific", "rounded", "narrow",
    "formula".
    """
    if found := spoilt(number):
        return found
    if kind not in {"resident", "permit"}:
        return None if 5 <= len(number) <= 30 else "short"
    if not RESIDENT.fullmatch(number):
        return "old" if is_old(number) else "length"
    said = read(number)
    if said is None or not EARLIEST <= said.born <= on:
        return "day"
    if number[17] != check_digit(number[:17]):
        return "rounded" if ROUNDED.fullmatch(number) else "digit"
    return None if (number[:2] in PERMITS) == (kind == "permit") else "kind"


def is_old(number: str) -> bool:
    """Is it a number of fifteen digits, with a day of the twentieth century in it?"""
    return bool(re.fullmatch(r"[1-9][0-9]{14}", number)) and _day(f"19{number[6:12]}") is not None


def advice(number: str) -> Text | None:
    """What is odd about a number without fault; never a reason to refuse it."""
    said = read(number)
    if said is None or number[:2] in PERMITS:
        return None
    return areas.advice(said.area, said.born.year)


def pupil_number_fault(number: str, on: date) -> str | None:
    """Why a cleaned pupil number cannot be a national one; None if it can.

    Faults: "local" (the sixteen digits of a former local system), "no-letter" (eighteen
    without G, J or L), "pupil-length", "day", "digit", and what spreadsheets do.
    """
    if found := spoilt(number):
        return found
    if re.fullmatch(r"[0-9]{16}", number):
        return "local"
    if RESIDENT.fullmatch(number):
        return "rounded" if _is_rounded(number) else "no-letter"
    if not PUPIL.fullmatch(number):
        return "pupil-length"
    born = _day(number[7:15])
    if born is None or not EARLIEST <= born <= on:
        return "day"
    if number[0] == "G" and number[18] != check_digit(number[1:18]):
        return "rounded" if _is_rounded(number[1:]) else "digit"
    return None


def pupil_number_advice(number: str, on: date) -> list[Text]:
    """What is odd about a pupil number without fault; never a reason to refuse it.

    The last digit of a J number follows the rule of identity numbers as far as texts that can
    be read say; the rule itself is not published, so a failing one is advice.
    """
    born = _day(number[7:15])
    if born is None:
        return []
    found = [] if number[1:3] in PERMITS else [areas.advice(number[1:7], born.year)]
    if number[0] == "J" and number[18] != check_digit(number[1:18]):
        found.append(JUST_THE_DIGIT)
    if on.year - born.year not in PUPIL_AGES:
        found.append(
            Text(
                "号码中的出生年份与在校学生的年龄不符，请核对。",
                "The year of birth within the number is not that of a pupil's age; check it.",
            )
        )
    return [each for each in found if each]


def _is_rounded(number: str) -> bool:
    return bool(ROUNDED.fullmatch(number)) and number[17] != check_digit(number[:17])


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
