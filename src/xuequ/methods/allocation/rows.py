"""From the lines of a file of applications to arrays, or to a list of what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

from .arrays import Int32, UnsettledError
from .faults import child_twice, faults_of, school_twice, seats_below_none
from .inputs import Row, Rules, SchoolRow, hundredths


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The lines as arrays; unit u is made of the lines of `members[u]`.

    Args:
        prefs: n by the ranks allowed.
        points: n, in hundredths; 0 where none are needed.
        home: n schools, -1 for none.
        heads: n.
        lines: of the units' first children, to name them by.
    """

    prefs: Int32
    points: Int32
    home: Int32
    heads: Int32
    members: tuple[tuple[int, ...], ...]
    lines: tuple[int, ...]


def read_seats(file: str, rows: Sequence[SchoolRow]) -> dict[str, int]:
    """Seats of each school, in the order of the file; its place there is the school's number.

    Raises:
        Problems: a school stands twice, or has fewer than no seats.
    """
    found: dict[str, int] = {}
    wrong = []
    for row in rows:
        if row.seats < 0:
            wrong.append(Problem(file, row.line, "seats", seats_below_none(row.school, row.seats)))
        if row.school in found:
            wrong.append(Problem(file, row.line, "school", school_twice(row.school)))
        found[row.school] = row.seats
    if wrong:
        raise Problems(wrong)
    return found


def read_units(file: str, rows: Sequence[Row], seats: Mapping[str, int], rules: Rules) -> Units:
    """The lines of a file as units.

    Raises:
        Problems: every mistake of every line.
    """
    numbers = {school: at for at, school in enumerate(seats)}
    wrong = [
        Problem(file, row.line, field, text)
        for row in rows
        for field, text in faults_of(row, numbers, rules)
    ]
    wrong += _twice(file, rows)
    bundles: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        bundles.setdefault(f"b{row.bundle}" if row.bundle else f"r{at}", []).append(at)
    for members in bundles.values():
        wrong += _apart(file, [rows[at] for at in members])
    if wrong:
        raise Problems(sorted(wrong, key=lambda each: each.line))
    first = [rows[members[0]] for members in bundles.values()]
    prefs = np.full((len(first), len(rules.open_to)), -1, np.int32)
    for unit, row in enumerate(first):
        named = [numbers[school] for school in row.choices if school]
        prefs[unit, [at for at, school in enumerate(row.choices) if school]] = named
    return Units(
        prefs,
        np.array([hundredths(row.points) for row in first], np.int32),
        np.array([numbers.get(row.home, -1) for row in first], np.int32),
        np.array([len(members) for members in bundles.values()], np.int32),
        tuple(tuple(members) for members in bundles.values()),
        tuple(row.line for row in first),
    )


def unsettled(file: str, error: UnsettledError, lines: Sequence[int], school: str) -> Problems:
    """Two units that stand equal, told by their lines, with what to do about it."""
    one, other = sorted(lines[unit] for unit in error.units)
    text = Text(
        f"第{one}行与第{other}行在“{school}”条件完全相同，规则未规定先后；请增加同分条件或抽签号",
        f"lines {one} and {other} stand equal at {school or 'every school'} and the rules do not "
        "settle who comes first: add a condition for ties, or a draw",
    )
    return Problems([Problem(file, one, "", text)])


def _twice(file: str, rows: Sequence[Row]) -> list[Problem]:
    seen: dict[str, int] = {}
    wrong = []
    for row in rows:
        if row.child in seen:
            wrong.append(Problem(file, row.line, "child", child_twice(seen[row.child])))
        seen.setdefault(row.child, row.line)
    return wrong


def _apart(file: str, members: Sequence[Row]) -> list[Problem]:
    """Children of one bundle that do not ask for the same."""
    one, wrong = members[0], []
    for row in members[1:]:
        for name, mine, theirs in (
            ("choices", row.choices, one.choices),
            ("points", row.points, one.points),
            ("home", row.home, one.home),
        ):
            if mine != theirs:
                text = Text(
                    f"同一捆绑“{row.bundle}”的志愿、积分和地段须相同，与第{one.line}行不同",
                    f"children of bundle {row.bundle!r} need the same choices, points and own "
                    f"school; line {one.line} says otherwise",
                )
                wrong.append(Problem(file, row.line, name, text))
    return wrong
