"""Read the file in which somebody brings the parts of a seed and what was drawn by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text
from xuequ.methods.lottery.seeds import Part

from .draws import Thrown, object_of

FILE = "seed.json"
NAMES = ("parts", "thrown")
THROWN = {"plan": str, "name": str, "value": int}


def brought(data: bytes) -> tuple[list[Part], Thrown]:
    """Parts of the seed and numbers drawn by hand; each list may be absent, as may values.

    Raises:
        Problems: an entry is missing, unknown, twice, or of another type.
    """
    found = object_of(FILE, data)
    wrong = [
        Problem(FILE, 0, key, Text("不认识此项", "this entry is not known"))
        for key in sorted(found.keys() - set(NAMES))
    ]
    lists = {name: found.get(name, []) for name in NAMES}
    shapes = {"parts": _part_shape(), "thrown": THROWN}
    needed = {"parts": ("kind", "name"), "thrown": tuple(THROWN)}
    for name, rows in lists.items():
        wrong += _faults(name, rows, shapes[name], needed[name])
    if wrong:
        raise Problems(wrong)
    thrown = {(each["plan"], each["name"]): each["value"] for each in lists["thrown"]}
    if len(thrown) < len(lists["thrown"]):
        text = Text("同一计划的同一参数出现两次", "the same parameter of a plan is there twice")
        raise Problems([Problem(FILE, 0, "thrown", text)])
    return [Part(**each) for each in lists["parts"]], thrown


def _part_shape() -> dict[str, type]:
    return {each.name: int if each.name in ("length", "faces") else str for each in fields(Part)}


def _faults(
    name: str, rows: Any, shape: Mapping[str, type], needed: Sequence[str]
) -> Iterator[Problem]:
    if not isinstance(rows, list):
        yield Problem(FILE, 0, name, Text("应为列表", "it must be a list"))
        return
    for at, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            yield Problem(FILE, 0, f"{name}[{at}]", Text("应为对象", "it must be an object"))
            continue
        for key in needed:
            if key not in row:
                yield Problem(FILE, 0, f"{name}[{at}].{key}", Text("缺少此项", "it is missing"))
        for key, value in row.items():
            if key not in shape:
                text = Text("不认识此项", "this entry is not known")
                yield Problem(FILE, 0, f"{name}[{at}].{key}", text)
            elif type(value) is not shape[key]:
                kind = "a number" if shape[key] is int else "a text"
                text = Text("应为整数" if shape[key] is int else "应为文字", f"it must be {kind}")
                yield Problem(FILE, 0, f"{name}[{at}].{key}", text)
