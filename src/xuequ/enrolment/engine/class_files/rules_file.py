"""The rules by which classes are made, or late children seated, as a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text
from xuequ.methods.classes.children import METHODS, MOST_CLASSES, LateRules, Limits, Rules
from xuequ.methods.lottery.digests import HASHES

from ..package.draws import object_of
from .lists import NUMBER, SCORE

RULES = "rules.json"
MAIN, LATE = "classes", "late"
ROUND = re.compile(r"[^\x00-\x1f\x7f|]+")  # the same whatever signs a Unicode version knows
MOST = 1000  # children of one sex in a class, or by how many two classes may differ
KEYS: Mapping[object, set[str]] = {
    MAIN: {
        "regime", "hash", "round", "method", "classes", "size", "sex", "special", "mean", "teams",
    },
    LATE: {"regime", "hash", "round", "held", "free", "size", "sex", "special"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MainRules:
    """Rules of the making itself, and the teams of teachers that are drawn."""

    rules: Rules
    teams: Sequence[str] = ()


def rules_file(said: MainRules | LateRules) -> bytes:
    """The bytes of the rules, in one form."""
    if isinstance(said, LateRules):
        return _json(_said_late(said))
    rules, limits = said.rules, said.rules.limits
    return _json(
        {
            "regime": MAIN,
            "hash": rules.hash,
            "round": rules.round,
            "method": rules.method,
            "classes": rules.classes,
            "size": limits.size,
            "sex": limits.sex,
            "special": limits.special,
            "mean": None if limits.mean is None else str(limits.mean),
            "teams": list(said.teams),
        }
    )


def _said_late(said: LateRules) -> dict[str, object]:
    return {
        "regime": LATE,
        "hash": said.hash,
        "round": said.round,
        "held": [list(each) for each in said.held],
        "free": None if said.free is None else list(said.free),
        "size": said.limits.size,
        "sex": said.limits.sex,
        "special": said.limits.special,
    }


def rules_of(data: bytes) -> MainRules | LateRules:
    """The rules of a file.

    Raises:
        Problems: it is no such file, or an entry is missing, unknown or out of range.
    """
    found = object_of(RULES, data)
    wrong = [*_keys(found)] or [*_values(found)]
    if wrong:
        raise Problems(wrong)
    if found["regime"] == LATE:
        held = [(boys, girls, special) for boys, girls, special in found["held"]]
        limits = Limits(found["size"], found["sex"], found["special"])
        return LateRules(found["hash"], found["round"], held, limits, found["free"])
    mean = None if found["mean"] is None else Decimal(found["mean"])
    limits = Limits(found["size"], found["sex"], found["special"], mean)
    rules = Rules(found["method"], found["classes"], limits, found["hash"], found["round"])
    return MainRules(rules, tuple(found["teams"]))


def _keys(found: Mapping[str, Any]) -> Iterator[Problem]:
    regime = found.get("regime")
    if not isinstance(regime, str) or regime not in KEYS:
        yield _of("regime", "应为 classes 或 late", "it must be classes or late")
        return
    for key in sorted(KEYS[regime] - found.keys()):
        yield _of(key, "缺少此项", "it is missing")
    for key in sorted(found.keys() - KEYS[regime]):
        yield _of(key, "不认识此项", "this entry is not known")


def _values(found: Mapping[str, Any]) -> Iterator[Problem]:
    if found["hash"] not in HASHES:
        yield _of("hash", "应为 sha256 或 sm3", "it must be sha256 or sm3")
    name = found["round"]
    if not isinstance(name, str) or not name.strip() or not ROUND.fullmatch(name):
        yield _of("round", "应有名称，不得有竖线和控制字符",
                  "it needs a name without bars and control signs")  # fmt: skip
    yield from _late(found) if found["regime"] == LATE else _main(found)


def _late(found: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _limits(found)
    held, free = found["held"], found["free"]
    if not isinstance(held, list) or not 1 <= len(held) <= MOST_CLASSES:
        yield _of("held", "应为各班[男生数, 女生数, 有特殊需要的学生数]的列表",
                  "it must be a list of [boys, girls, special needs] of each class")  # fmt: skip
        return
    for at, each in enumerate(held, 1):
        if not _is_held(each):
            yield _of(f"held[{at}]", "应为[男生数, 女生数, 有特殊需要的学生数]",
                      "it must be [boys, girls, special needs]")  # fmt: skip
    if free is None:
        return
    if not isinstance(free, list) or len(free) != len(held) or not all(map(_is_count, free)):
        yield _of("free", "应为各班余位数的列表，或 null",
                  "it must be the free places of each class, or null")  # fmt: skip


def _is_held(each: object) -> bool:
    if not isinstance(each, list) or len(each) != 3 or not all(map(_is_count, each)):
        return False
    return bool(each[2] <= each[0] + each[1])


def _limits(found: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("size", "sex", "special"):
        if not _is_count(found[key]):
            yield _of(key, f"应为0至{MOST}的整数", f"it must be a number from 0 to {MOST}")


def _main(found: Mapping[str, Any]) -> Iterator[Problem]:
    if found["method"] not in METHODS:
        yield _of("method", "应为 random 或 serpentine", "it must be random or serpentine")
    if not _is_count(found["classes"]) or not 2 <= found["classes"] <= MOST_CLASSES:
        yield _of("classes", f"应为2至{MOST_CLASSES}", f"it must be from 2 to {MOST_CLASSES}")
    yield from _limits(found)
    mean = found["mean"]
    if mean is not None and not (isinstance(mean, str) and SCORE.fullmatch(mean)):
        yield _of("mean", '应为分数，如 "0.5"，或 null', 'it must be points, as "0.5", or null')
    teams = found["teams"]
    if not isinstance(teams, list) or not all(
        isinstance(each, str) and NUMBER.fullmatch(each) for each in teams
    ):
        yield _of("teams", "应为组号的列表", "it must be a list of numbers of teams")
    elif teams and (len(teams) != found["classes"] or len(set(teams)) < len(teams)):
        yield _of("teams", "组数应与班数相同，且不重复",
                  "there must be as many teams as classes, none twice")  # fmt: skip


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= MOST


def _of(key: str, zh: str, en: str) -> Problem:
    return Problem(RULES, 0, key, Text(zh, en))


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2)
    return (text + "\n").encode()
