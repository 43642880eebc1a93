"""Does each stage of a composed result follow its own rule, on the units and seats it had?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arrays import Applications, Bool, Int32, Int64, Outcome
from ..stages import Assign, Composed, Coordinate, Cut, Stage
from .by_envy import check_serial, check_stable
from .by_rounds import check_rounds
from .by_trades import check_efficient
from .by_travel import check_coordinated
from .feasible import feasible


def check_stages(
    stages: Sequence[Stage], composed: Composed, seats: Int64, heads: Int32
) -> list[str]:
    """Faults of a composed result, named by stage; none when all rules were followed.

    Who took part and which seats were left is told from the result alone, not from the reports;
    a cut is told from its rule.
    """
    faults: list[str] = []
    left, pool = np.array(seats, np.int64), np.ones(heads.size, bool)
    for number, each in enumerate(stages):
        if isinstance(each, Cut):
            pool = _pool(each, pool & _without(composed, number), heads)
            continue
        part = _without(composed, number) & (pool | each.for_all)
        here = composed.stage == number
        if (here & ~part).any():
            return [f"{each.code}: unit {np.argmax(here & ~part)} took no part in this stage"]
        units = np.flatnonzero(part)
        found = np.where(here, composed.placed, -1)[units]
        faults += [f"{each.code}: {fault}" for fault in _faults(each, units, found, (left, heads))]
        for unit in np.flatnonzero(here).tolist():
            left[composed.placed[unit]] -= heads[unit]
        np.maximum(left, 0, out=left)  # seats of `spare` are none that were left
    return faults


def _without(composed: Composed, number: int) -> Bool:
    """Units without a seat before a stage."""
    return (composed.stage < 0) | (composed.stage >= number)


def _pool(each: Cut, part: Bool, heads: Int32) -> Bool:
    """Down the list, whoever fits; a bundle too large for the places left is passed over."""
    units = np.flatnonzero(part).tolist()
    places, chosen = each.places, np.zeros(heads.size, bool)
    for unit in sorted(units, key=lambda u: (-int(each.claims[u]), int(each.tickets[u]))):
        if heads[unit] <= places:
            places -= int(heads[unit])
            chosen[unit] = True
    return chosen


def _faults(
    each: Assign | Coordinate, units: Int64, found: Int32, rest: tuple[Int64, Int32]
) -> list[str]:
    left, heads = rest
    if isinstance(each, Coordinate):
        key = {at: (-int(each.claims[u]), int(each.tickets[u])) for at, u in enumerate(units)}
        order = np.array(sorted(key, key=lambda at: key[at]), np.int32)
        return check_coordinated(found, order, each.cost[units], left, heads[units])
    held = each.applications
    a = Applications(held.prefs[units], held.claims[units], held.tickets[units], left, heads[units])
    rank = np.where(found >= 0, np.argmax(a.prefs == found[:, None], axis=1), -1).astype(np.int8)
    outcome = Outcome(found, rank, None)  # type: ignore[arg-type]  # no checker reads a tally
    if each.method == "preference_rounds":
        return check_rounds(a, outcome, last_seat=each.last_seat, spare=each.spare)
    if each.method == "deferred_acceptance":
        return check_stable(a, outcome)
    if each.method == "serial_dictatorship":
        turns = sorted(
            range(len(units)), key=lambda at: (-int(a.claims[at, 0]), int(a.tickets[at, 0]))
        )
        return check_serial(a, outcome, turns)
    return feasible(a, outcome) or check_efficient(a, outcome)
