"""How values are put into a cell: names, lists, ID numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import NAMESPACE_URL, uuid5

SPACE = uuid5(NAMESPACE_URL, "urn:xuequ:oneroster")
BETWEEN, WITHIN, SPOILT = ";", "|", {"%": "%25", ";": "%3B", "|": "%7C"}
USER_ID = re.compile(r"\{([^{}:]+):([^{}]*)\}")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
# Surnames of two characters (百家姓 and the census).
DOUBLE = frozenset(
    {
        "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒",
        "夏侯", "端木", "南宫", "长孙", "宇文", "轩辕", "钟离", "闻人", "司空", "呼延", "独孤",
        "拓跋", "百里", "申屠", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "仲孙",
    }
)  # fmt: skip
LIVE = re.compile(r"'*[=+\-@＝＋－＠]")  # how a formula begins, or one that was kept from it
NUMBER = re.compile(r"[+-]?[\d.][\d. -]*")


def made_id(*parts: object) -> str:
    """An id that is always the same for the same parts."""
    return str(uuid5(SPACE, "/".join(map(str, parts))))


def day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def truth(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"


def packed(items: Iterable[Sequence[str]]) -> str:
    """Several items of several values in one cell: a|b;c|d."""
    return BETWEEN.join(WITHIN.join(map(_kept, each)) for each in items)


def unpacked(text: str, width: int) -> list[tuple[str, ...]] | None:
    """The same the other way; None if some item has not `width` values."""
    found = [tuple(map(_free, each.split(WITHIN))) for each in text.split(BETWEEN)] if text else []
    return found if all(len(each) == width for each in found) else None


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name; neither is ever empty."""
    if HAN.fullmatch(name) and len(name) > 1:
        at = 2 if name[:2] in DOUBLE and len(name) > 2 else 1
        return name[:at], name[at:]
    given, _, family = name.rpartition(" ")
    return (family, given) if given and family else (name, name)


def joined_name(family: str, given: str) -> str:
    """The whole name, in the order of its script."""
    if family == given:
        return family
    return f"{family}{given}" if HAN.fullmatch(family + given) else f"{given} {family}"


def user_ids(kind: str, number: str) -> str:
    """An ID number as one of `userIds`."""
    return f"{{{kind or 'resident'}:{number}}}" if number else ""


def read_user_ids(text: str) -> list[tuple[str, str]] | None:
    """Kind and number of each of `userIds`; None if one is not of the form {kind:number}."""
    found: list[tuple[str, str]] = []
    for each in filter(None, text.split(",")):
        match = USER_ID.fullmatch(each.strip())
        if match is None:
            return None
        found.append((match[1], match[2]))
    return found


def tame(text: str) -> str:
    """The text as no spreadsheet takes it for a formula; on one line."""
    text = " ".join(text.split()) if set(text) & set("\n\r\t") else text
    return f"'{text}" if LIVE.match(text) and not NUMBER.fullmatch(text) else text


def untame(text: str) -> str:
    """The text as it was before."""
    return text[1:] if text.startswith("'") and LIVE.match(text) else text


def _kept(text: str) -> str:
    for sign, code in SPOILT.items():
        text = text.replace(sign, code)
    return text


def _free(text: str) -> str:
    for sign, code in reversed(SPOILT.items()):
        text = text.replace(code, sign)
    return text
