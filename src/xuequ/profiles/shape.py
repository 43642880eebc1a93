"""Give a value of a profile the type its parameter declares."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from .faults import Faults

STRICT = ConfigDict(extra="forbid", strict=True)


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    @checked(config=STRICT)
    class Box:
        value: hint

    return TypeAdapter(Box)


def typed(hint: Any, value: Any, path: tuple[str, ...], faults: Faults) -> Any:
    """`value` as the type `hint`; what does not fit is added to `faults`, with its place."""
    try:
        text = json.dumps({"value": value}, default=str)  # decimals and dates as text
        return _adapter(hint).validate_json(text).value
    except ValidationError as error:
        for each in error.errors():
            where = ".".join(str(part) for part in each["loc"][1:]) or "value"
            faults.add(path, "wrong-value", where=where, detail=each["msg"])
        return None
