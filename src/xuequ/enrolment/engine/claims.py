"""Read a file of claims, one child a line, by what the locality's table and grounds ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.sheet import Unfit
from xuequ.kernel.text import Text
from xuequ.standards.typed import plain

from .asked import NUMBER, STAGE, TYPE, Head, heads, is_told_by_facts, stage_of
from .claim_cells import Value, value_of
from .claim_faults import (
    head_twice,
    heads_missing,
    no_type_fits,
    number_twice,
    too_wide,
    type_differs,
    type_untold,
    unknown_head,
)
from .eligibility import Shown
from .points import Claim
from .policy.points import PointsTable
from .policy.shapes import Eligibility


@dataclass(frozen=True, slots=True)
class Asked:
    """By what a file is read.

    Args:
        day: the day applications open, to which times are counted; none: no cell may hold a day.
    """

    table: PointsTable
    eligibility: Sequence[Eligibility] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """One line: the child's number, what is claimed, and what is shown of the grounds."""

    line: int
    number: str
    claim: Claim
    shown: Shown


class Place(NamedTuple):
    """A column of the file: where it stands, what it is, and its heading as it was written."""

    at: int
    head: Head
    written: str


@dataclass(slots=True)
class _Reading:
    """A file that is being read, and what was found wrong so far."""

    file: str
    asked: Asked
    places: tuple[Place, ...] = ()
    wrong: list[Problem] = field(default_factory=list)
    read: dict[tuple[str, str], Value] = field(default_factory=dict)  # cells say the same again

    def value(self, head: Head, cell: str) -> Value:
        """What a cell says.

        Raises:
            Unfit: it does not fit.
        """
        if head == NUMBER:
            return value_of(head, cell, self.asked.table, self.asked.day)
        if (head.code, cell) not in self.read:
            found = value_of(head, cell, self.asked.table, self.asked.day)
            self.read[head.code, cell] = found
        return self.read[head.code, cell]

    def add(self, line: int, column: str, text: Text) -> None:
        self.wrong.append(Problem(self.file, line, column, text))

    def written(self, head: Head) -> str:
        """How the file calls a column; empty where it has none such."""
        return next((each.written for each in self.places if each.head == head), "")


def read_claims(file: str, cells: Sequence[Sequence[str]], asked: Asked) -> list[Child]:
    """The children of a file, in its order; its first row that is not empty has the headings.

    Raises:
        Problems: every mistake of every line; nothing of the file is taken.
    """
    rows = [(at, row) for at, row in enumerate(cells, 1) if any(plain(each) for each in row)]
    reading = _Reading(file, asked)
    line, first = rows[0] if rows else (0, [])
    reading.places = tuple(_places(line, first, reading))
    _check_heads(line, reading)
    if reading.wrong:
        raise Problems(reading.wrong)
    children = [child for line, row in rows[1:] if (child := _child(line, row, reading))]
    seen: dict[str, int] = {}
    for child in children:
        if child.number in seen:
            reading.add(child.line, reading.written(NUMBER), number_twice(seen[child.number]))
        seen.setdefault(child.number, child.line)
    if reading.wrong:
        raise Problems(sorted(reading.wrong, key=lambda each: each.line))
    return children


def _places(line: int, row: Sequence[str], reading: _Reading) -> Iterator[Place]:
    """The columns whose headings are known; the others are mistakes."""
    known = heads(reading.asked.table, reading.asked.eligibility)
    names = {name: each for each in known for name in _names(each)}
    seen: set[str] = set()
    for at, written in enumerate(row):
        name = plain(written)
        if not name:
            continue
        head = names.get(name.casefold())
        if head is None:
            reading.add(line, name, unknown_head(known))
        elif head.code in seen:
            reading.add(line, name, head_twice())
        else:
            seen.add(head.code)
            yield Place(at, head, name)


def _names(head: Head) -> set[str]:
    return {plain(each).casefold() for each in (head.code, head.name.zh, head.name.en)}


def _check_heads(line: int, reading: _Reading) -> None:
    """Are all columns there without which no line can be counted?"""
    asked, there = reading.asked, {each.head.code for each in reading.places}
    needed = [each for each in heads(asked.table, asked.eligibility) if each.needed]
    if stage_of(asked.eligibility):
        needed.remove(STAGE)
    if TYPE.code not in there:
        by_facts = is_told_by_facts(asked.table)
        names = {each.code for each in asked.table.facts} if by_facts else {TYPE.code}
        needed += [each for each in heads(asked.table, asked.eligibility) if each.code in names]
    if missing := [each for each in needed if each.code not in there]:
        reading.add(line, "", heads_missing(missing))


def _child(line: int, row: Sequence[str], reading: _Reading) -> Child | None:
    """What one line says; none where it is wrong."""
    asked, before = reading.asked, len(reading.wrong)
    last = max(each.at for each in reading.places)
    if any(plain(each) for each in row[last + 1 :]):
        reading.add(line, "", too_wide(last + 1))
    values: dict[str, Value] = {}
    for place in reading.places:
        cell = row[place.at] if place.at < len(row) else ""
        try:
            values[place.head.code] = reading.value(place.head, cell)
        except Unfit as unfit:
            reading.add(line, place.written, unfit.text)
    if len(reading.wrong) > before:
        return None
    kind = _kind(line, values, reading)
    if not kind:
        return None
    quantities = {each.code: int(values[each.code] or 0) for each in asked.table.additions}
    stage = str(values.get(STAGE.code) or stage_of(asked.eligibility))
    held = {code: each for code, each in values.items() if not isinstance(each, str)}
    return Child(line, str(values[NUMBER.code]), Claim(kind, quantities), Shown(stage, held))


def _kind(line: int, values: Mapping[str, Value], reading: _Reading) -> str:
    """The type, as the file states it or as the facts tell; empty where it is wrong."""
    table, column = reading.asked.table, reading.written(TYPE)
    stated = values.get(TYPE.code)
    untold = [each for each in table.facts if values.get(each.code) is None]
    if untold or not is_told_by_facts(table):
        if stated is None:
            reading.add(line, column, type_untold(untold))
        return str(stated or "")
    holds = {each.code for each in table.facts if values[each.code] is True}
    told = next((each for each in table.types if holds.issuperset(each.when)), None)
    if stated is None:
        if told is None:
            reading.add(line, column, no_type_fits(table))
        return told.code if told else ""
    if told is None or told.code != stated:
        reading.add(line, column, type_differs(told))
        return ""
    return str(stated)
