"""Sort Chinese names as a reader expects."""

from __future__ import annotations

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


def sort_key(name: str, *, person: bool = False) -> str:
    """Pinyin of `name` with the name behind it, so that equal readings keep a fixed order.

    Databases sort Chinese by code point; this key sorts the same on every one of them.
    """
    reading = lazy_pinyin(name, style=Style.NORMAL)
    if person and name[:1] in SURNAMES:
        reading[0] = SURNAMES[name[0]]
    return f"{' '.join(reading)} {name}"[:180]
