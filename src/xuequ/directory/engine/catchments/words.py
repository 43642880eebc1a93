"""One spelling for what people type in many: widths, blanks, numbers in Chinese."""

from __future__ import annotations

import re
import unicodedata

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
SAME = {"幢": "栋", "座": "栋", "楼栋": "栋", "號": "号"}
UNITS = "号栋弄组"
CHINESE = re.compile(rf"[{''.join(DIGITS)}{''.join(TENS)}]+(?=[{UNITS}])")
DASH = re.compile(r"(?<=\d)([号栋弄组]?)(?:[-‐‑‒–—―－~〜～至到]+)(?=\d)")


def spelled(text: str) -> str:
    """Half width, one kind of dash between numbers, numbers before 号 in digits, one blank."""
    text = unicodedata.normalize("NFKC", text)
    for other, one in SAME.items():
        text = text.replace(other, one)
    text = CHINESE.sub(lambda found: str(number(found[0])), text)
    text = DASH.sub(r"\1-", text)
    return " ".join(text.split())


def key(text: str) -> str:
    """The same without blanks and signs of punctuation, to compare: letters and digits, and -."""
    return "".join(each for each in spelled(text).lower() if each.isalnum() or each == "-")


def number(text: str) -> int:
    """The value of a number in Chinese: 一百二十三, 十五, 二〇三."""
    if not set(text) & set(TENS):
        return int("".join(str(DIGITS[each]) for each in text))
    total, digit = 0, None
    for each in text:
        if each in DIGITS:
            digit = DIGITS[each]
            continue
        total += (1 if digit is None else digit) * TENS[each]
        digit = None
    return total + (digit or 0)
