"""Read and write rules.json of an allocation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, get_args, get_type_hints

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text
from xuequ.methods.lottery.digests import HASHES

from ..package import tables
from ..package.draws import object_of
from .district_file import districts, faults_of
from .numbers import POINTS, hundredths, points_text
from .rules import COLUMNS, Kind, Rules, Step

FILE, REGIME = "rules.json", "allocation"
MOST_CHOICES, MOST_KINDS, MOST_STAGES = 12, 6, 20
TIE = re.compile(r"[a-z][a-z0-9_]{0,31}")
CHOICE = re.compile(r"choice_[0-9]+")
SHAPE: dict[str, type] = {
    "regime": str, "hash": str, "round": str, "source": str, "class_size": int, "belongs": str,
    "zone": list, "choices": list, "ties": list, "draw": bool, "kinds": list, "last_seat": str,
    "stages": list,
}  # fmt: skip
STEP: dict[str, type] = {
    "method": str, "by": str, "bonus": str, "bonus_at": str, "places": int, "draws": str,
    "for_all": bool,
}  # fmt: skip
KIND: dict[str, type] = {"kind": str, "order": str, "left": str}
CHOSEN = {"regime": (REGIME,), "hash": HASHES, "belongs": ("home", "primary"),
          "last_seat": ("pass_over", "stop", "widen")}  # fmt: skip
Fault = tuple[str, Text]


def rules_of(data: bytes) -> Rules:
    """The rules in a file.

    Raises:
        Problems: it is no such file; every entry that is missing, unknown or wrong is named.
    """
    found = object_of(FILE, data)
    shape = SHAPE | ({"district": dict} if "district" in found else {})
    wrong = [*_shaped("", found, shape)] or [*_faults(found)]
    if wrong:
        raise Problems([Problem(FILE, 0, key, text) for key, text in wrong])
    made = {key: value for key, value in found.items() if key != "regime"}
    made["catchment"] = made.pop("zone")
    made |= {key: tuple(made[key]) for key in ("catchment", "choices", "ties")}
    made["district"] = districts(found)
    made["kinds"] = tuple(Kind(**each) for each in found["kinds"])
    made["stages"] = tuple(
        Step(**{**each, "bonus": hundredths(each["bonus"])}) for each in found["stages"]
    )
    return Rules(**made)


def written(rules: Rules) -> bytes:
    """The file of these rules."""
    found = {"regime": REGIME, **asdict(rules)}
    found["zone"] = found.pop("catchment")
    if rules.district is None:
        del found["district"]  # a file without a district has no such key
    for each in found["stages"]:
        each["bonus"] = points_text(each["bonus"])
    return (json.dumps(found, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def _shaped(place: str, found: Any, shape: Mapping[str, type]) -> Iterator[Fault]:
    if not isinstance(found, dict):
        yield place, Text("应为对象", "it must be an object")
        return
    dot = f"{place}." if place else ""
    for key in sorted(shape.keys() - found.keys()):
        yield dot + key, Text("缺少此项", "this entry is missing")
    for key in sorted(found.keys() - shape.keys()):
        yield dot + key, Text("不认识此项", "this entry is not known")
    for key, kind in shape.items():
        if key in found and type(found[key]) is not kind:
            yield dot + key, Text("类型不对", f"it must be of type {kind.__name__}")


def _faults(found: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _among("", found, CHOSEN)
    if not found["round"] or not tables.FIELD.fullmatch(found["round"]):
        yield "round", Text("应为不含逗号的名称", "it must be a name without commas")
    yield from _lists(found)
    if "district" in found:
        yield from faults_of(found["district"], found)
    for at, each in enumerate(found["kinds"], 1):
        yield from _kind(f"kinds[{at}]", each)
    for at, each in enumerate(found["stages"], 1):
        place = f"stages[{at}]"
        yield from [*_shaped(place, each, STEP)] or [*_step(place, each, found["draw"])]


def _among(
    place: str, found: Mapping[str, Any], allowed: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    for key, values in allowed.items():
        if found[key] not in values:
            told = ", ".join(values)
            text = Text(f"应为其中之一：{told}", f"it must be one of {told}")
            yield f"{place}.{key}" if place else key, text


def _lists(found: Mapping[str, Any]) -> Iterator[Fault]:
    kinds = [each.get("kind") if isinstance(each, dict) else None for each in found["kinds"]]
    for key, items, most in (
        ("zone", found["zone"], 10**9),
        ("choices", found["choices"], MOST_CHOICES),
        ("ties", found["ties"], 10**9),
        ("kinds", kinds, MOST_KINDS),
        ("stages", found["stages"], MOST_STAGES),
    ):
        if len(items) > most or (key == "stages" and not items):
            yield key, Text(f"最多{most}项", f"there may be at most {most}")
        if key in ("zone", "ties", "kinds"):
            texts = [each for each in items if isinstance(each, str)]
            if len(texts) < len(items) or len(set(texts)) < len(texts):
                yield key, Text("应为不重复的名称", "names are wanted, none twice")
    if any(each not in ("zone", "any") for each in found["choices"]):
        yield "choices", Text("应为zone或any", "each must be zone or any")
    for each in found["ties"]:
        if (
            not isinstance(each, str)
            or not TIE.fullmatch(each)
            or each in COLUMNS
            or CHOICE.fullmatch(each)
        ):
            yield "ties", Text("不能用作列名", "it cannot be the name of a column")


def _kind(place: str, each: Any) -> Iterator[Fault]:
    wrong = [*_shaped(place, each, KIND)]
    yield from wrong
    if not wrong:
        yield from _among(place, each, {"order": ("before", "after"), "left": ("others", "empty")})
        if not tables.is_name(each["kind"]):
            yield f"{place}.kind", Text("不能用作名称", "it cannot be a name")


def _step(place: str, each: Mapping[str, Any], draw: bool) -> Iterator[Fault]:
    hints = get_type_hints(Step)
    allowed = {key: get_args(hints[key]) for key in ("method", "by", "bonus_at", "draws")}
    yield from _among(place, each, allowed)
    by_schools = each["method"] in ("rounds", "deferred", "trading") and each["by"] == "points"
    if not POINTS.fullmatch(each["bonus"]):
        yield f"{place}.bonus", Text("应为最多两位小数的分数", "points, at most two decimals")
    elif each["bonus"] != "0" and not by_schools:
        yield f"{place}.bonus", Text("此办法不能加分", "there is no bonus by this method")
    if not 0 <= each["places"] < 10**9 or (each["places"] and each["method"] != "pool"):
        yield f"{place}.places", Text("只用于入围名额", "this is for a pool alone")
    if each["draws"] == "each" and (each["method"] not in ("rounds", "deferred") or not draw):
        yield f"{place}.draws", Text("此办法只能统一抽签", "there is one draw by this method")
    if each["by"] == "draw" and not draw:
        yield f"{place}.by", Text("规则未设抽签", "the rules have no draw")
    if each["for_all"] and each["method"] == "pool":
        yield f"{place}.for_all", Text("入围不能面向全体", "a pool is not for all")
