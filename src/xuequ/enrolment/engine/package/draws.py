"""A draw as a package knows it: who takes part for which plan, how many places, by which rule."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text
from xuequ.methods.lottery.digests import HASHES, Hash
from xuequ.methods.lottery.seats import LastSeat, Unit, give
from xuequ.methods.lottery.tickets import DIGITS, read_out, tickets_of
from xuequ.methods.lottery.variants import VARIANTS, Drawing, draw

from . import tables

ROSTER = ("number", "plan", "children", "may_split")
SEATS = ("plan", "places")
RESULT = ("plan", "rank", "number", "drawn", "children", "placed", "waiting")
NUMBER = re.compile(r"[0-9A-Za-z-]{1,32}")
ANSWERS = {"yes": True, "no": False}
RULES = {"regime", "hash", "variant", "round", "last_seat"}
LAST_SEATS: tuple[LastSeat, ...] = ("pass_over", "split")
Thrown = Mapping[tuple[str, str], int]  # by plan and parameter


@dataclass(frozen=True, slots=True)
class Rules:
    """By which procedure a draw is made."""

    hash: Hash
    variant: str
    round: str
    last_seat: LastSeat


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the roster."""

    unit: Unit
    plan: str


def rules_of(data: bytes) -> Rules:
    """The rules of a draw.

    Raises:
        Problems: it is no such file, or an entry is missing, unknown or out of range.
    """
    found = object_of("rules.json", data)
    wrong = [*_keys(found), *_values(found)]
    if wrong:
        raise Problems(wrong)
    return Rules(found["hash"], found["variant"], found["round"], found["last_seat"])


def object_of(file: str, data: bytes) -> dict[str, Any]:
    """A JSON object.

    Raises:
        Problems: it is not one, or names a key twice.
    """
    try:
        found = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_once,
            parse_int=_whole,
            parse_float=_whole,
            parse_constant=_whole,
        )
        json.dumps(found, ensure_ascii=False).encode()  # half a character, written \\ud800
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        zh = "应为UTF-8编码的JSON对象，键不重复，数字为最多九位的整数"
        text = Text(zh, "it must be a JSON object, no key twice, numbers whole and of nine digits")
        raise Problems([Problem(file, 0, "", text)])
    return found


def _whole(digits: str) -> int:
    if not tables.COUNT.fullmatch(digits):
        raise ValueError("no whole number of at most nine digits")
    return int(digits)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _keys(found: Mapping[str, Any]) -> Iterator[Problem]:
    for key in sorted(RULES - found.keys()):
        yield Problem("rules.json", 0, key, Text("缺少此项", "this entry is missing"))
    for key in sorted(found.keys() - RULES):
        yield Problem("rules.json", 0, key, Text("不认识此项", "this entry is not known"))


def _values(found: Mapping[str, Any]) -> Iterator[Problem]:
    allowed: dict[str, Sequence[str]] = {
        "regime": ("draw",), "hash": HASHES, "variant": tuple(VARIANTS), "last_seat": LAST_SEATS,
    }  # fmt: skip
    for key, values in allowed.items():
        if key in found and found[key] not in values:
            told = ", ".join(values)
            text = Text(f"应为其中之一：{told}", f"it must be one of {told}")
            yield Problem("rules.json", 0, key, text)
    round = found.get("round", "-")
    if not isinstance(round, str) or not round or not tables.FIELD.fullmatch(round):
        text = Text("应为不含逗号的名称", "it must be a name without commas")
        yield Problem("rules.json", 0, "round", text)


def seats_of(data: bytes) -> dict[str, int]:
    """The places of each plan, in the order of the file.

    Raises:
        Problems: a plan without name or twice, places that are no number.
    """
    found: dict[str, int] = {}
    wrong = []
    for line in tables.read("seats.csv", data, SEATS):
        plan, places = line.fields
        if not plan or plan in found:
            text = Text("计划名称为空或重复", "the plan has no name, or is there twice")
            wrong.append(Problem("seats.csv", line.number, "plan", text))
        elif not tables.COUNT.fullmatch(places):
            text = Text("应为不小于0的整数", "it must be a whole number, not below 0")
            wrong.append(Problem("seats.csv", line.number, "places", text))
        else:
            found[plan] = int(places)
    if wrong:
        raise Problems(wrong)
    return found


def roster_of(data: bytes, seats: Mapping[str, int]) -> list[Entry]:
    """Who takes part, in the order of the published list.

    Raises:
        Problems: a number twice, an unknown plan, children that are no number.
    """
    found: dict[str, Entry] = {}
    wrong = []
    for line in tables.read("roster.csv", data, ROSTER):
        number, plan, children, may_split = line.fields
        for field, text in _faults(line.fields, seats):
            wrong.append(Problem("roster.csv", line.number, field, text))
        if number in found:
            text = Text("编号重复，每个编号只能参加一次", "the number is there twice")
            wrong.append(Problem("roster.csv", line.number, "number", text))
        if not wrong:
            found[number] = Entry(Unit(number, int(children), ANSWERS[may_split]), plan)
    if wrong:
        raise Problems(wrong)
    return list(found.values())


def _faults(fields: Sequence[str], seats: Mapping[str, int]) -> Iterator[tuple[str, Text]]:
    number, plan, children, may_split = fields
    if not NUMBER.fullmatch(number):
        yield "number", Text("应为1至32位数字、字母或-", "1 to 32 digits, letters or hyphens")
    if plan not in seats:
        yield "plan", Text("seats.csv中没有此计划", "seats.csv has no such plan")
    if not tables.COUNT.fullmatch(children) or children == "0":
        yield "children", Text("应为不小于1的整数", "it must be a whole number, not below 1")
    if may_split not in ANSWERS:
        yield "may_split", Text("应为yes或no", "it must be yes or no")


def result_of(
    rules: Rules, seats: Mapping[str, int], roster: Sequence[Entry], seed: bytes, thrown: Thrown
) -> bytes:
    """The table of results: every plan in the order of its places, everybody as drawn.

    Raises:
        Refused("draw-…"), Refused("ring-…"): a parameter thrown by hand is out of range.
    """
    of_plan: dict[str, list[Unit]] = defaultdict(list)
    for each in roster:
        of_plan[each.plan].append(each.unit)
    rows: list[Sequence[str]] = []
    for plan, places in seats.items():
        rows += _plan(rules, plan, places, of_plan[plan], seed, thrown)
    return tables.written(RESULT, rows)


def _plan(
    rules: Rules, plan: str, places: int, units: Sequence[Unit], seed: bytes, thrown: Thrown
) -> Iterator[Sequence[str]]:
    known = {each.number: each for each in units}
    here = {name: value for (of, name), value in thrown.items() if of == plan}
    round = f"{rules.round}/{plan}"
    drawing = Drawing(rules.hash, seed, round, list(known), max(places, 1), here)
    order = [known[number] for number in draw(rules.variant, drawing)]
    found = give(order, places, rules.last_seat)
    placed, waiting = dict(found.placed), dict(found.waiting)
    drawn = dict(zip(known, _drawn(rules, seed, round, list(known)), strict=True))
    for rank, unit in enumerate(order, 1):
        number = unit.number
        counts = (unit.children, placed.get(number, 0), waiting.get(number, 0))
        yield plan, str(rank), number, drawn[number], *map(str, counts)


def _drawn(rules: Rules, seed: bytes, round: str, numbers: Sequence[str]) -> list[str]:
    """What each number drew: its ticket, its random number, or its place on the ring."""
    if rules.variant == "ticket":
        return [each.hex() for each in tickets_of(rules.hash, seed, round, numbers)]
    if rules.variant == "random_number":
        found = tickets_of(rules.hash, seed, round, numbers)
        return [f"{read_out(each):0{DIGITS}d}" for each in found]
    return [str(position) for position in range(1, len(numbers) + 1)]
