"""Telephone numbers as people type them, in one form."""

from __future__ import annotations

import re

from xuequ.kernel.sheet import Unfit

from .typed import plain, unspoilt

EXTENSION = re.compile(r"(?:转|ext\.?|[#x*])\s*([0-9]{1,6})$", re.IGNORECASE)
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LANDLINE = re.compile(r"(?=0(?:10|2)[0-9]{8,9}$|0[3-9][0-9]{9,10}$)"
                      r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")  # fmt: skip
SERVICE = re.compile(r"([48]00)([0-9]{3})([0-9]{4})")
ABROAD = re.compile(r"\+(?!86)[1-9][0-9]{6,14}")
MARKS = re.compile(r"[\s\-\u2010-\u2015\u2212().\u3001/]")


def read_phone(text: str) -> str:
    """The number in one form: 13800001234, 0771-5551234, 0771-5551234-802, 400-800-1234,
    +85291234567.

    Raises:
        Unfit: it is no number of these kinds; the text says what is wrong with it.
    """
    typed = plain(text)
    extension = ""
    if found := EXTENSION.search(typed):
        typed, extension = typed[: found.start()], found[1]
    elif found := re.search(r"[0-9)]\s*-\s*([0-9]{7,8})\s*-\s*([0-9]{1,6})$", typed):
        typed, extension = typed[: found.end(1)], found[2]
    number = MARKS.sub("", unspoilt(typed.upper()))
    home = re.sub(r"^(?:\+|00)86(?=[0-9])|^86(?=1[3-9][0-9]{9}$)", "", number)
    if MOBILE.fullmatch(home) and not extension:
        return home
    if found := SERVICE.fullmatch(home):
        return "-".join(part for part in (*found.groups(), extension) if part)
    if home != number:  # from abroad the area code is dialled without its 0
        home = "0" + home.removeprefix("0")
    if found := LANDLINE.fullmatch(home):
        return "-".join(part for part in (*found.groups(), extension) if part)
    if ABROAD.fullmatch(number) and not extension:
        return number
    raise _unfit(number)


def _unfit(number: str) -> Unfit:
    if re.fullmatch(r"[2-9][0-9]{6,7}", number):
        return Unfit(
            "固定电话缺少区号，请写成 0771-5551234。",
            "A landline number needs its area code; write 0771-5551234.",
        )
    if number.startswith("1") and number.isdigit():
        return Unfit(
            f"手机号码应为11位、第二位为3至9，现为{len(number)}位。请核对。",
            f"A mobile number has 11 digits, the second 3 to 9; this has {len(number)}. Check it.",
        )
    return Unfit(
        "不是电话号码。手机写11位数字，固定电话写成 0771-5551234，分机写成 0771-5551234-802。",
        "No telephone number. Write 11 digits for a mobile, 0771-5551234 for a landline, "
        "0771-5551234-802 with an extension.",
    )
