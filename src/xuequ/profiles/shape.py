"""Give a value of a profile the type its parameter declares."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from xuequ.kernel.text import Text

from .faults import Faults

MISFITS = {
    "bool_type": Text("应为 true 或 false", "true or false is wanted"),
    "int_type": Text("应为整数", "a whole number is wanted"),
    "string_type": Text("应为加引号的文字", "text in quotes is wanted"),
    "decimal_type": Text("应为数字", "a number is wanted"),
    "decimal_parsing": Text("应为数字", "a number is wanted"),
    "tuple_type": Text("应为列表，用方括号括起", "a list in square brackets is wanted"),
    "dataclass_type": Text("应为一张表，用花括号括起", "a table in curly brackets is wanted"),
    "missing": Text("缺少这一项", "it is missing"),
    "unexpected_keyword_argument": Text("没有这一项，可能拼写有误", "there is no such key"),
    "literal_error": Text("只能是：{expected}", "it must be one of: {expected}"),
}  # what people most often get wrong; the rest is said in the checker's own words
STRICT = ConfigDict(extra="forbid", strict=True)


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    @checked(config=STRICT)
    class Box:
        value: hint

    return TypeAdapter(Box)


def said(sort: str, own: str, facts: dict[str, Any]) -> tuple[str, str]:
    """What does not fit, in Chinese and English."""
    if sort not in MISFITS:
        return own, own
    words = MISFITS[sort]
    shown = {"expected": str(facts.get("expected", "")).replace("'", "").replace(" or ", ", ")}
    return words.zh.format(**shown), words.en.format(**shown)


def typed(hint: Any, value: Any, path: tuple[str, ...], faults: Faults) -> Any:
    """`value` as the type `hint`; what does not fit is added to `faults`, with its place."""
    try:
        text = json.dumps({"value": value}, default=str)  # decimals and dates as text
        found = _adapter(hint).validate_json(text).value
    except ValidationError as error:
        for each in error.errors():
            where = ".".join(str(part) for part in each["loc"][1:]) or "value"
            zh, en = said(each["type"], each["msg"], each.get("ctx", {}))
            faults.add(path, "wrong-value", where=where, zh=zh, en=en)
        return None
    for clause in _cited(found):
        faults.check_clause(path, clause)
    return found


def _cited(value: Any) -> Iterator[str]:
    """The clauses that items of a value cite themselves."""
    if isinstance(value, tuple):
        for each in value:
            yield from _cited(each)
    elif is_dataclass(value):
        for field in fields(value):
            held = getattr(value, field.name)
            if field.name != "clause":
                yield from _cited(held)
            elif held is not None:
                yield held
