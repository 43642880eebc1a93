"""Numbers of identity: GB 11643 numbers and national pupil numbers, read and checked.

Where the first six digits are a place is not checked: places change, and numbers keep the
place of the day they were given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
RESIDENT = re.compile(r"[1-9][0-9]{16}[0-9X]")
PERMITS = ("81", "82", "83")  # Hong Kong, Macao, Taiwan
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
PUPIL = re.compile(r"G[1-9][0-9]{16}[0-9X]|[JL][0-9]{18}")
EARLIEST = date(1850, 1, 1)


@dataclass(frozen=True, slots=True)
class Read:
    """What an 18-digit number says of whoever carries it."""

    area: str
    born: date
    sex: str  # "male" or "female"


def clean(text: str) -> str:
    """A number as typed, without blanks and dashes, in narrow capital letters."""
    narrow = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\-\u2010-\u2015]", "", narrow).upper()


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
    the other kind), "short".
    """
    if kind not in {"resident", "permit"}:
        return None if 5 <= len(number) <= 30 else "short"
    if not RESIDENT.fullmatch(number):
        return "old" if re.fullmatch(r"[0-9]{15}", number) else "length"
    found = read(number)
    if found is None or not EARLIEST <= found.born <= on:
        return "day"
    if number[17] != check_digit(number[:17]):
        return "digit"
    return None if (number[:2] in PERMITS) == (kind == "permit") else "kind"


def is_of_a_known_province(number: str) -> bool:
    """Does the number begin like one of a province?  Advice only, never a reason to refuse."""
    return number[:2] in PROVINCES


def pupil_number_fault(number: str, on: date) -> str | None:
    """Why a cleaned pupil number cannot be a national one; None if it can.

    Faults: "local" (the sixteen digits of a former local system), "pupil-length", "day",
    "digit".
    """
    if re.fullmatch(r"[0-9]{16}", number):
        return "local"
    if not PUPIL.fullmatch(number):
        return "pupil-length"
    born = _day(number[7:15])
    if born is None or not EARLIEST <= born <= on:
        return "day"
    if number[0] == "G" and number[18] != check_digit(number[1:18]):
        return "digit"
    return None


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
