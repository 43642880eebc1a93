"""Each stage of the rules made ready for `methods.allocation.stages.compose`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from xuequ.methods.allocation.arrays import (
    Applications,
    Int32,
    Int64,
    Uint64,
    applications,
    pair_points,
)
from xuequ.methods.allocation.coordinated import nearest_first
from xuequ.methods.allocation.reserves import travel_to_slots
from xuequ.methods.allocation.stages import Assign, Coordinate, Cut, Method, Stage
from xuequ.methods.allocation.zoning import single_school

from .order import claims_of, stand, stand_each
from .rules import Step
from .slots import Slots

if TYPE_CHECKING:
    from .carried import Case

METHODS: dict[str, Method] = {
    "catchment": "preference_rounds",
    "rounds": "preference_rounds",
    "deferred": "deferred_acceptance",
    "serial": "serial_dictatorship",
    "trading": "top_trading_cycles",
}


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A stage made ready.

    Args:
        asked: its applications by school, before slots, of all units; `over`: by slot.
    """

    step: Step
    stage: Stage
    asked: Applications | None = None
    over: Applications | None = None


class Asked(NamedTuple):
    """Applications of all units in a stage: to schools, to slots, and as the mechanism has them."""

    schools: Applications
    slots: Applications
    used: Applications


def stages_of(case: Case, slots: Slots, ranks: Uint64) -> tuple[Made, ...]:
    """The stages in their order; `ranks` tell equal units apart where all else is equal."""
    return tuple(_made(case, slots, step, ranks) for step in case.rules.stages)


def _made(case: Case, slots: Slots, step: Step, ranks: Uint64) -> Made:
    units, code = case.units, step.method
    claims, drawn = claims_of(units, step), stand(units, step, ranks)
    if code == "pool":
        return Made(step, Cut(code, claims, drawn, step.places))
    if code in ("nearest", "zone_seat"):
        cost = metres_of(case) if code == "nearest" else _inside(case)
        to_slots = travel_to_slots(cost, slots.of, units.kinds)
        return Made(step, Coordinate(code, claims, drawn, to_slots, step.for_all))
    if step.draws == "each":
        names = [each.name for each in case.schools.all]
        drawn = stand_each(units, step, case.rules, case.seed, names)
    lists = asked_of(case, slots, step, claims, drawn)
    last, spare = case.rules.last_seat, slots.spare
    stage = Assign(code, lists.used, METHODS[code], last, spare, step.for_all)
    return Made(step, stage, lists.schools, lists.slots)


def asked_of(case: Case, slots: Slots, step: Step, claims: Int32, drawn: Uint64) -> Asked:
    """What units ask for in a stage by choices, or by the own school and its overflow.

    Args:
        claims: u, without bonus.
        drawn: u, or u by choices: what tells equal claims apart.
    """
    asked = _asked(case, step, claims, drawn)
    over = used = slots.over(asked, case.units.kinds)
    if step.method == "serial":  # one list for all: kept seats do not lift anybody
        plain = np.broadcast_to(claims[:, None], over.claims.shape)
        used = over._replace(claims=np.ascontiguousarray(plain))
    return Asked(asked, over, used)


def _asked(case: Case, step: Step, claims: Int32, drawn: Uint64) -> Applications:
    units = case.units
    seats = [each.seats for each in case.schools.all]
    if step.method == "catchment":
        number = case.schools.number
        overflow = [[number[other] for other in each.overflow] for each in case.schools.all]
        found = single_school(units.own, overflow, claims, drawn, np.array(seats))
        return found._replace(heads=units.heads)
    prefs = units.prefs
    if not prefs.shape[1]:
        prefs = np.full((len(units.ids), 1), -1, np.int32)
        drawn = drawn if drawn.ndim == 1 else np.zeros(len(drawn), np.uint64)
    pairs = np.repeat(claims[:, None], prefs.shape[1], axis=1)
    ranks = slice(None) if step.bonus_at == "any" else slice(0, 1)
    pairs[:, ranks] = pair_points(prefs[:, ranks], claims, units.own, step.bonus)
    return applications(prefs, pairs, drawn, seats, units.heads)


def metres_of(case: Case) -> Int64:
    """u by schools, metres; -1 where it is not told."""
    places = {place: at for at, place in enumerate(dict.fromkeys(case.units.places))}
    table = np.full((len(places), len(case.schools.all)), -1, np.int64)
    for (place, school), metres in case.travel.items():
        if place in places:
            table[places[place], school] = metres
    return table[[places[each] for each in case.units.places]]


def _inside(case: Case) -> Int64:
    """u by schools, place in the zone; -1 outside it."""
    listed = [case.schools.number[name] for name in case.rules.catchment]
    cost = nearest_first([listed], len(case.schools.all))
    return np.repeat(cost, len(case.units.ids), axis=0)
