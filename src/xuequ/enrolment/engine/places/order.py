"""Who stands before whom: tickets of units, and ranks that join ties and tickets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from xuequ.methods.allocation.arrays import Int32, Uint64, settled
from xuequ.methods.lottery.tickets import tickets_of as tickets_of_numbers

from .applied import Applied
from .rules import Rules, Step

Way = Literal["forward", "backward"]


def tickets_of(rules: Rules, ids: Sequence[str], seed: bytes) -> list[bytes]:
    """The ticket of each unit, 32 bytes; none where there is no draw."""
    return _tickets(rules, rules.round, ids, seed) if rules.draw else []


def ranks_of(units: Applied, rules: Rules, seed: bytes, way: Way) -> Uint64:
    """u ranks of the tickets, smaller first; without a draw of the ids, `way` says how."""
    if rules.draw:
        return _ranked(tickets_of(rules, units.ids, seed))
    ranks = _ranked([each.encode() for each in units.ids])
    return ranks if way == "forward" else np.uint64(len(ranks)) - ranks


def stand(units: Applied, step: Step, ranks: Uint64) -> Uint64:
    """u numbers by which equal claims are told apart in a stage; smaller comes first."""
    if step.by == "draw" or not units.ties.shape[1]:
        return ranks
    return settled(list(units.ties.T), ranks)


def stand_each(
    units: Applied, step: Step, rules: Rules, seed: bytes, names: Sequence[str]
) -> Uint64:
    """The same where each school has a draw of its own: u by choices."""
    found = np.zeros(units.prefs.shape, np.uint64)
    for school, name in enumerate(names):
        unit, choice = np.nonzero(units.prefs == school)
        ids = [units.ids[at] for at in unit]
        drawn = _ranked(_tickets(rules, f"{rules.round}/{name}", ids, seed))
        if step.by != "draw" and units.ties.shape[1]:
            drawn = settled(list(units.ties[unit].T), drawn)
        found[unit, choice] = drawn
    return found


def claims_of(units: Applied, step: Step) -> Int32:
    """u claims without bonus: points, the class (1 is the greatest), or none."""
    if step.by == "points":
        return units.points
    return -units.classes if step.by == "class" else np.zeros_like(units.points)


def _tickets(rules: Rules, label: str, ids: Sequence[str], seed: bytes) -> list[bytes]:
    return tickets_of_numbers(rules.hash, seed, label, ids)


def _ranked(keys: Sequence[bytes]) -> Uint64:
    """The place of each key in the order of all, from 0; no two are the same."""
    ranks = np.empty(len(keys), np.uint64)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return ranks
