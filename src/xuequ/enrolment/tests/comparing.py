"""Small counties at random, and slow obvious ways to what a comparison tells of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import get_args

import numpy as np

from xuequ.enrolment.engine.comparison.running import Drawn
from xuequ.enrolment.engine.places.carried import Carried, Case
from xuequ.enrolment.engine.places.order import ranks_of
from xuequ.enrolment.engine.places.prepared import Prepared, prepared
from xuequ.enrolment.engine.places.rules import Choice, Kind, Rules, Step
from xuequ.enrolment.engine.places.slots import slots_of
from xuequ.enrolment.engine.places.staged import stages_of
from xuequ.methods.allocation.arrays import Int32
from xuequ.methods.allocation.stages import compose

from .county import ask

NAMES = ("甲", "乙", "丙", "丁")
ROUNDS = Step("rounds", "points", bonus=200)
KINDS = (Kind("军", "before", "others"), Kind("教", "after", "empty"))


def rules(*stages: Step, m: int = 3, k: int = 3, **rest: object) -> Rules:
    """Rules for the first m schools and k choices."""
    zone, inside = NAMES[:m], get_args(Choice)[:1]
    made = Rules("sha256", "比较", "测试", stages or (ROUNDS,), catchment=zone, choices=inside * k)
    return replace(made, **rest)  # type: ignore[arg-type]


def county(
    seed: int, of: Rules, *, most: int = 7, bundles: bool = False, whole: bool = False
) -> Prepared:
    """Up to `most` families; lists may be short unless they are `whole`."""
    g = np.random.default_rng(seed)
    n, m, k = int(g.integers(1, most + 1)), len(of.catchment), len(of.choices)
    kept = "".join(f",kept_{each.kind}" for each in of.kinds)
    lines = [f"school,plan{kept}"]
    for school in of.catchment:
        counts = [int(g.integers(0, 2)) for _ in of.kinds]
        lines.append(",".join(map(str, [school, sum(counts) + int(g.integers(0, 3)), *counts])))
    heads = ["number", "bundle", "kinds", "home", "place", "points"]
    heads += [f"choice_{at + 1}" for at in range(k)] + list(of.ties)
    rows = [",".join(heads)]
    for unit in range(n):
        chosen = [of.catchment[at] for at in g.permutation(m)[:k]]
        length = k if whole else int(g.integers(0, k + 1))
        kinds = ";".join(each.kind for each in of.kinds if g.integers(0, 2))
        line = [
            kinds,
            of.catchment[int(g.integers(m))] if g.integers(0, 3) else "",
            f"村{g.integers(3)}",
        ]
        line += [str(g.integers(1, 5)), *chosen[:length], *[""] * (k - length)]
        line += [str(g.integers(0, 2)) for _ in of.ties]
        twins = bundles and g.integers(0, 3) == 0
        for each in "ab" if twins else "a":
            rows.append(",".join([f"c{unit}{each}", f"t{unit}" if twins else "", *line]))
    ways = ["place,school,metres"]
    ways += [
        f"村{v},{s},{g.integers(1, 9) * 100}"
        for v in range(3)
        for s in of.catchment
        if g.integers(0, 4)
    ]
    return prepared(of, ask("\n".join(rows), "\n".join(lines), "\n".join(ways)))


def carried(held: Prepared, of: Rules, draw: Drawn, prefs: Int32 | None = None) -> Carried:
    """The allocation on a draw, perhaps on other lists; made ready anew as a whole."""
    read = held.read
    units = read.units if prefs is None else replace(read.units, prefs=prefs)
    case = Case(of, read.schools, units, read.travel, draw.seed)
    slots = slots_of(read.schools, of)
    made = stages_of(case, slots, draw.ranks)
    return Carried(
        case, slots, made, compose([each.stage for each in made], slots.seats, units.heads)
    )


def school(found: Carried, unit: int) -> int:
    slot = int(found.composed.placed[unit])
    return -1 if slot < 0 else int(found.slots.school[slot])


def position(found: Carried, unit: int) -> int:
    """The choice that names the school where a family is, from 0; k for another, k + 1 for none."""
    prefs = found.case.units.prefs[unit].tolist()
    here = school(found, unit)
    if here < 0:
        return len(prefs) + 1
    return prefs.index(here) if here in prefs else len(prefs)


def slow_envy(found: Carried, own: Rules) -> list[bool]:
    """Who stands before somebody, told family by family from the fields of the file."""
    units, step, told = found.case.units, own.stages[0], []

    def standing(unit: int, slot: int) -> tuple[int, ...]:
        claim = int(units.points[unit]) if step.by == "points" else 0
        if units.own[unit] == found.slots.school[slot]:
            claim += step.bonus
        kind = int(found.slots.kind[slot])
        of_kind = step.method != "serial" and kind >= 0 and bool(units.kinds[unit, kind])
        ties = () if step.by == "draw" else tuple(units.ties[unit].tolist())
        return (int(of_kind), claim, *ties)

    def taken(slot: int) -> list[int]:
        return np.flatnonzero(found.composed.placed == slot).tolist()

    for unit in range(len(units.ids)):
        envy = False
        for wish in units.prefs[unit].tolist()[: position(found, unit)]:
            for slot in np.flatnonzero(found.slots.school == wish).tolist() if wish >= 0 else []:
                kind = int(found.slots.kind[slot])
                if found.slots.closed[slot] and not units.kinds[unit, kind]:
                    continue
                free = int(found.composed.left[slot])
                envy |= any(
                    standing(unit, slot) > standing(other, slot)
                    and units.heads[other] + free >= units.heads[unit]
                    for other in taken(slot)
                )
        told.append(envy)
    return told


def slow_waste(found: Carried) -> list[bool]:
    units, told = found.case.units, []
    for unit in range(len(units.ids)):
        slots = [
            slot
            for wish in units.prefs[unit].tolist()[: position(found, unit)]
            for slot in np.flatnonzero(found.slots.school == wish).tolist()
            if not found.slots.closed[slot] or units.kinds[unit, found.slots.kind[slot]]
        ]
        told.append(any(found.composed.left[slot] >= units.heads[unit] for slot in slots))
    return told


def slow_gains(held: Prepared, of: Rules, draw: Drawn) -> list[bool]:
    """Every list of every family, everything made anew for each of them."""
    prefs, told = held.read.units.prefs, []
    m, k = len(of.catchment), prefs.shape[1]
    of = replace(of, stages=tuple(each for each in of.stages if each.method != "nearest"))
    true = carried(held, of, draw)
    for unit in range(len(prefs)):
        better = set(prefs[unit].tolist()[: position(true, unit)]) - {-1}
        gains = False
        for length in range(1, min(m, k) + 1):
            for each in permutations(range(m), length):
                other = prefs.copy()
                other[unit] = [*each, *[-1] * (k - length)]
                gains |= bool(better) and school(carried(held, of, draw, other), unit) in better
        told.append(gains)
    return told


def draw_of(held: Prepared, seed: int) -> Drawn:
    key = f"s{seed}".encode()
    return Drawn(
        key, ranks_of(held.read.units, replace(held.read.rules, draw=True), key, "forward")
    )
