"""Carry out the regimes of a comparison, all on the same draw."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from xuequ.methods.allocation.arrays import Uint64
from xuequ.methods.allocation.stages import compose
from xuequ.methods.lottery.digests import tag

from ..package.allocations import Read
from ..places.carried import Carried, Case, carried_out
from ..places.order import ranks_of
from ..places.rules import Rules
from ..places.slots import Slots
from ..places.staged import stages_of


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One draw: its seed, and the places of all units in it, the smallest ticket first."""

    seed: bytes
    ranks: Uint64


def seed_of(text: str, use: str) -> bytes:
    """A seed that the stated text settles: HMAC-SHA256 under it of what the seed is used for."""
    return tag("sha256", text.encode(), use.encode())


def drawn(read: Read, text: str, number: int) -> Drawn:
    """The draw of that number, from 1."""
    seed = seed_of(text, f"draw|{number}")
    return Drawn(seed, ranks_of(read.units, replace(read.rules, draw=True), seed, "forward"))


def case_of(read: Read, rules: Rules, seed: bytes) -> Case:
    """The applications under these rules."""
    return Case(rules, read.schools, read.units, read.travel, seed if rules.draw else b"")


def run(read: Read, rules: Rules, slots: Slots, draw: Drawn) -> Carried:
    """The allocation.

    Raises:
        Problems: the rules have no draw, and do not settle who enters.
    """
    case = case_of(read, rules, draw.seed)
    if not rules.draw:
        return carried_out(case)
    made = stages_of(case, slots, draw.ranks)
    composed = compose([each.stage for each in made], slots.seats, np.asarray(case.units.heads))
    return Carried(case, slots, made, composed)
