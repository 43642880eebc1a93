"""Sort Chinese names as a reader expects."""

from __future__ import annotations

import re
from unicodedata import normalize

from pypinyin import Style, lazy_pinyin

# Readings as a surname that differ from the common one (百家姓).
SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "曾": "zeng",
    "任": "ren",
    "区": "ou",
    "朴": "piao",
    "尉": "yu",
    "盖": "ge",
    "翟": "zhai",
    "缪": "miao",
}
LOG_IN_NAME = re.compile(r"[A-Za-z0-9.@+_\-\u3400-\u9fff\U00020000-\U000323af]{2,60}")


def log_in_name(name: str) -> str:
    """A log-in name for a person: the reading in small letters, e.g. `zhangsan`."""
    reading = sort_key(name, person=True).removesuffix(name)
    plain = "".join(each for each in reading.lower() if each.isascii() and each.isalnum())
    return plain[:40] if len(plain) > 1 else f"user{plain}"


def is_log_in_name(name: str) -> bool:
    """Two to sixty Latin letters, Chinese characters, digits or `. @ + - _`, in usual form.

    Letters of other scripts are left out: some look just like Latin ones, and in the record
    one account would pass for another.
    """
    usual = normalize("NFKC", name) == name
    return usual and LOG_IN_NAME.fullmatch(name) is not None


def sort_key(name: str, *, person: bool = False) -> str:
    """Pinyin of `name` with the name behind it, so that equal readings keep a fixed order.

    Databases sort Chinese by code point; this key sorts the same on every one of them.
    """
    reading = lazy_pinyin(name, style=Style.NORMAL)
    if person and name[:1] in SURNAMES:
        reading[0] = SURNAMES[name[0]]
    return f"{' '.join(reading)} {name}"[:180]
