"""What typing and spreadsheets do to a number, put right or called by its name."""

from __future__ import annotations

import re
import unicodedata

from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text

QUOTES = "'\"`´‘’“”＇＂′"
UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]")
DASHES = re.compile(r"[\-\u2010-\u2015\u2212]")
SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}")
ROUNDED = re.compile(r"[0-9]{15}0{3}")
CUT_SHORT = {
    "scientific": Text(
        "被Excel改成了科学记数法，后面几位已丢失。请把该列设为“文本”格式，再重新输入号码。",
        "The spreadsheet has turned it into scientific notation and lost digits. Format the "
        "column as text and type the number anew.",
    ),
    "rounded": Text(
        "末三位为000且校验码不符：Excel只保留15位数字。请把该列设为“文本”格式，再重新输入号码。",
        "It ends with 000 and its check digit fails: the spreadsheet keeps 15 digits only. "
        "Format the column as text and type the number anew.",
    ),
    "narrow": Text(
        "单元格太窄，只存下了#号。请加宽该列后重新另存，或重新输入。",
        "The cell was too narrow and only # signs were kept. Widen the column and save again.",
    ),
    "formula": Text(
        "单元格里是公式的错误值。请改正公式，或直接输入内容。",
        "The cell holds the error of a formula. Mend the formula or type the value.",
    ),
}


def plain(text: str) -> str:
    """Text as typed in narrow characters, without blanks at its ends or quotes around it."""
    narrow = unicodedata.normalize("NFKC", text.strip().strip(QUOTES))
    return UNSEEN.sub(" ", narrow).strip().strip(QUOTES).strip()


def compact(text: str) -> str:
    """A number as typed in narrow capitals, without blanks, dashes and quotes."""
    return DASHES.sub("", UNSEEN.sub("", plain(text))).upper()


def spoilt(number: str) -> str | None:
    """What a spreadsheet has done to a compact number; None if nothing that shows.

    Codes: those of `CUT_SHORT` but "rounded", which needs a failing check digit to be told.
    """
    if SCIENTIFIC.fullmatch(number):
        return "scientific"
    if number and not number.strip("#"):
        return "narrow"
    return "formula" if re.fullmatch(r"#(?:N/A|[A-Z0-9]+[!?])", number) else None


def unspoilt(number: str) -> str:
    """The compact number itself.

    Raises:
        Unfit: a spreadsheet has spoilt it.
    """
    if found := spoilt(number):
        raise Unfit(CUT_SHORT[found].zh, CUT_SHORT[found].en)
    return number
