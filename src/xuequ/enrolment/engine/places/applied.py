"""The applications of an allocation: from the lines of the file to children and units.

A unit is what is placed as one: a child, or a bundle of twins or siblings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from xuequ.kernel.problems import Problem, Problems
from xuequ.methods.allocation.arrays import Bool, Int32, Int64

from ..package.tables import Line, items, read_exactly
from .faults import LineFaults, apart, bundled, named_as_child, twice
from .numbers import hundredths
from .rules import SINGLY, Rules
from .schools import Schools

FILE = "applications.csv"


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """n children in u units.

    Args:
        numbers: of the children, in the order of the file.
        unit: n, the unit of each child.
        ids: of the units: the bundle, or the number.
        lines: of the units' first children in the file.
        heads: u children.
        prefs: u by choices, numbers of schools, -1 for none.
        own: u schools, -1 for none.
        places: u places of living, "" where none is told.
        classes: u classes of claim, 0 where none is told.
        points: u, in hundredths.
        kinds: u by kinds.
        ties: u by ties.
    """

    numbers: tuple[str, ...]
    unit: Int32
    ids: tuple[str, ...]
    lines: tuple[int, ...]
    heads: Int32
    prefs: Int32
    own: Int32
    places: tuple[str, ...]
    classes: Int32
    points: Int32
    kinds: Bool
    ties: Int64


def applied(data: bytes, schools: Schools, rules: Rules) -> Applied:
    """The children of the file, checked line by line.

    Raises:
        Problems: each mistake with its line, field and cure.
    """
    lines = read_exactly(FILE, data, rules.columns)
    judge = LineFaults(schools.number, rules)
    wrong = [
        Problem(FILE, line.number, field, text)
        for line in lines
        for field, text in judge.of(line.fields)
    ]
    units = _bundled(lines, wrong, singly=rules.has(*SINGLY))
    if wrong:
        raise Problems(sorted(wrong, key=lambda each: each.line))
    return _arrays(lines, units, schools, rules)


def _bundled(lines: Sequence[Line], wrong: list[Problem], *, singly: bool) -> list[list[int]]:
    """The lines of each unit; notes what is wrong between lines."""
    seen: dict[str, int] = {}
    bundles: dict[str, list[int]] = {}
    units: list[list[int]] = []
    for at, line in enumerate(lines):
        number, bundle = line.fields[0], line.fields[1]
        if number in seen:
            wrong.append(Problem(FILE, line.number, "number", twice(seen[number])))
        seen.setdefault(number, line.number)
        if bundle in bundles:
            members = bundles[bundle]
            first = lines[members[0]]
            if first.fields[1:] != line.fields[1:]:
                wrong.append(Problem(FILE, line.number, "bundle", apart(bundle, first.number)))
            if singly and len(members) == 1:
                wrong.append(Problem(FILE, line.number, "bundle", bundled()))
            members.append(at)
            continue
        units.append([at])
        if bundle:
            bundles[bundle] = units[-1]
    for bundle, members in bundles.items():
        if bundle in seen:
            line = lines[members[0]]
            wrong.append(Problem(FILE, line.number, "bundle", named_as_child(bundle)))
    return units


def _arrays(
    lines: Sequence[Line], units: list[list[int]], schools: Schools, rules: Rules
) -> Applied:
    n, u, k, t = len(lines), len(units), len(rules.choices), len(rules.ties)
    heads = np.fromiter((len(each) for each in units), np.int32, u)
    unit = np.empty(n, np.int32)
    for at, members in enumerate(units):
        unit[members] = at
    firsts = [lines[members[0]] for members in units]
    rows = [line.fields for line in firsts]
    numbered = {**schools.number, "": -1}
    own = schools.junior if rules.belongs == "primary" else schools.number
    kinds = np.zeros((u, len(rules.kinds)), bool)
    place_of = {each.kind: at for at, each in enumerate(rules.kinds)}
    for at, row in enumerate(rows):
        if row[2]:
            kinds[at, [place_of[each] for each in items(row[2]) or ()]] = True
    chosen = (numbered[each] for row in rows for each in row[7 : 7 + k])
    counted = (int(each) for row in rows for each in row[7 + k :])
    return Applied(
        tuple([line.fields[0] for line in lines]),
        unit,
        tuple([row[1] or row[0] for row in rows]),
        tuple([line.number for line in firsts]),
        heads,
        np.fromiter(chosen, np.int32, u * k).reshape(u, k),
        np.fromiter((own.get(row[3], -1) for row in rows), np.int32, u),
        tuple(map(itemgetter(4), rows)),
        np.fromiter((int(row[5] or 0) for row in rows), np.int32, u),
        np.fromiter((hundredths(row[6]) for row in rows), np.int32, u),
        kinds,
        np.fromiter(counted, np.int64, u * t).reshape(u, t),
    )
