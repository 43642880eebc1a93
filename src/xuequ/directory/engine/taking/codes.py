"""Where the numbers of schools, pupils and people in a sheet are checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from xuequ.kernel.text import Text

from ..identity import fault, pupil_number_fault
from ..purposes import FAULTS

SCHOOL = re.compile(r"[0-9]{10}")


def school_code_told(code: str, stages: Collection[str] | None) -> Text | None:
    """What is wrong with a school code (学校标识码) of a school teaching these stages, if known."""
    if SCHOOL.fullmatch(code):
        return None
    return Text(
        f"“{code}”不是学校标识码：应为10位数字。请核对，不清楚请留空。",
        f"«{code}» is no school code: it has ten digits. Check it, or leave it empty.",
    )


def pupil_number_told(number: str, on: date) -> Text | None:
    """What is wrong with a national pupil number (学籍号)."""
    found = pupil_number_fault(number, on)
    return FAULTS[found] if found else None


def id_number_told(kind: str, number: str, on: date) -> Text | None:
    """What is wrong with a number of identity of its kind."""
    found = fault(kind, number, on)
    return FAULTS[found] if found else None


def phone_told(phone: str) -> Text | None:
    """What is wrong with a telephone number, without blanks and dashes."""
    if re.fullmatch(r"\+?[0-9()]{5,20}", phone):
        return None
    return Text(
        "电话应为5至20位数字，可带区号。请核对。",
        "a telephone number has 5 to 20 digits, the area code included. Check it.",
    )
