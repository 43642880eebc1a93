"""The schools of an allocation, their seats, and how far it is to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

from ..package.tables import COUNT, items, read_exactly
from .district_file import misfit
from .faults import unknown
from .rules import Rules

SEATS, TRAVEL = "seats.csv", "travel.csv"
COLUMNS = ("school", "plan", "classes", "spare", "overflow", "primaries", "kept")
WAYS = ("place", "school", "metres")
MOST_OVERFLOW = 11
Fault = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class School:
    """A school of seats.csv.

    Args:
        seats: the plan, but no more than its classes may hold.
        spare: seats more that a bundle may take at the last seat.
        overflow: schools that take those it cannot, in order.
        primaries: those it is matched with.
        kept: seats kept for each kind of the rules.
    """

    name: str
    seats: int
    spare: int
    overflow: tuple[str, ...]
    primaries: tuple[str, ...]
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Schools:
    """All schools in the order of the file; a school's number is its place there, from 0."""

    all: tuple[School, ...]
    number: Mapping[str, int]
    junior: Mapping[str, int]  # of a primary, the number of the school that is matched with it


def schools_of(data: bytes, rules: Rules) -> Schools:
    """The schools of the file.

    Raises:
        Problems: each mistake with its line, field and cure.
    """
    lines = read_exactly(SEATS, data, COLUMNS)
    names = [line.fields[0] for line in lines]
    known = {name: at for at, name in reversed([*enumerate(names)])}
    wrong: list[Problem] = []
    feeds: dict[str, int] = {}
    for at, line in enumerate(lines):
        faults = [*_faults(line.fields, known, rules)]
        if known[names[at]] != at:
            faults.append(("school", _twice(names[at])))
        for primary in items(line.fields[5]) or ():
            if feeds.setdefault(primary, at) != at:
                faults.append(("primaries", _fed_twice(primary, names[feeds[primary]])))
        wrong += [Problem(SEATS, line.number, field, text) for field, text in faults]
    if not lines:
        wrong.append(Problem(SEATS, 0, "", Text("至少要有一所学校", "a school is wanted")))
    wrong += [
        Problem("rules.json", 0, "zone", unknown(each))
        for each in rules.catchment
        if each not in known
    ]
    if not wrong:
        lack = misfit(rules, {line.fields[0]: int(line.fields[1]) for line in lines})
        wrong += [Problem("rules.json", 0, "district", lack)] if lack else []
    if wrong:
        raise Problems(wrong)
    found = tuple(_school(line.fields, rules) for line in lines)
    too_many = [
        Problem(SEATS, line.number, "kept", _kept_too_many(each))
        for line, each in zip(lines, found, strict=True)
        if sum(each.kept) > each.seats
    ]
    if too_many:
        raise Problems(too_many)
    return Schools(found, known, feeds)


def travel_of(data: bytes, schools: Schools) -> dict[tuple[str, int], int]:
    """Metres by place of living and number of the school.

    Raises:
        Problems: each mistake with its line, field and cure.
    """
    found: dict[tuple[str, int], int] = {}
    wrong = []
    for line in read_exactly(TRAVEL, data, WAYS):
        place, school, metres = line.fields
        faults: list[Fault] = []
        if not place or ";" in place:
            faults.append(("place", Text("居住地不能为空或含分号", "name the place, no semicolon")))
        if school not in schools.number:
            faults.append(("school", unknown(school)))
        elif (place, schools.number[school]) in found:
            faults.append(
                ("school", Text("同一居住地和学校出现两次", "place and school are there twice"))
            )
        if not COUNT.fullmatch(metres):
            faults.append(("metres", _number(metres)))
        wrong += [Problem(TRAVEL, line.number, field, text) for field, text in faults]
        if not faults:
            found[place, schools.number[school]] = int(metres)
    if wrong:
        raise Problems(wrong)
    return found


def _faults(fields: Sequence[str], known: Mapping[str, int], rules: Rules) -> Iterator[Fault]:
    name, plan, classes, spare, overflow, primaries, kept = fields
    if not name or ";" in name:
        yield "school", Text("校名不能为空或含分号", "the school needs a name, without semicolon")
    for field, text in (("plan", plan), ("spare", spare)):
        if not COUNT.fullmatch(text):
            yield field, _number(text)
    if not COUNT.fullmatch(classes) and (classes or rules.class_size):
        yield "classes", _number(classes)
    others = items(overflow)
    if others is None or len({name, *others}) < len(others) + 1 or len(others) > MOST_OVERFLOW:
        zh = f"应为以分号隔开的其他学校，不重复，最多{MOST_OVERFLOW}所"
        yield "overflow", Text(zh, f"other schools, none twice, at most {MOST_OVERFLOW}, by «;»")
    for each in others or ():
        if each not in known:
            yield "overflow", unknown(each)
    fed = items(primaries)
    if fed is None or len(set(fed)) < len(fed):
        yield "primaries", Text("应为以分号隔开、不重复的小学", "primaries, none twice, by «;»")
    counts = kept.split(";") if kept else []
    if len(counts) != len(rules.kinds) or not all(COUNT.fullmatch(each) for each in counts):
        n = len(rules.kinds)
        zh, en = f"应为以分号隔开的{n}个数", f"{n} numbers are wanted, by «;»"
        yield "kept", Text(zh, en) if n else Text("规则没有预留学位", "the rules keep no seats")


def _school(fields: Sequence[str], rules: Rules) -> School:
    name, plan, classes, spare, overflow, primaries, kept = fields
    most = int(classes) * rules.class_size if rules.class_size else int(plan)
    return School(
        name,
        min(int(plan), most),
        int(spare),
        items(overflow) or (),
        items(primaries) or (),
        tuple(int(each) for each in kept.split(";") if each),
    )


def _twice(school: str) -> Text:
    return Text(f"“{school}”出现两次，请只保留一行", f"{school} stands twice; keep one line")


def _fed_twice(primary: str, school: str) -> Text:
    return Text(
        f"“{primary}”已对口“{school}”，一所小学只能对口一所初中",
        f"{primary} is matched with {school} already, and may be with one junior only",
    )


def _kept_too_many(school: School) -> Text:
    kept = sum(school.kept)
    return Text(
        f"预留{kept}个，超过学位{school.seats}个（不超过计划和班额）",
        f"{kept} seats are kept, and {school.seats} there (by plan and class size)",
    )


def _number(text: str) -> Text:
    return Text(
        f"“{text}”应为不小于0的整数，最多九位",
        f"{text!r} must be a whole number from 0, of at most nine digits",
    )
