"""From a locality's policy to the stages that place the children of one area.

It needs the compiler: import it where a computation begins, not at the head of what serves pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from xuequ.methods.allocation.arrays import (
    Applications,
    Int32,
    Int64,
    Uint64,
    applications,
    pair_points,
    settled,
)
from xuequ.methods.allocation.coordinated import nearest_first
from xuequ.methods.allocation.inputs import Rules, hundredths
from xuequ.methods.allocation.rows import Units
from xuequ.methods.allocation.stages import Assign, Coordinate, Stage
from xuequ.methods.allocation.zoning import drawn, single_school

from .policy import Allocation, Enrolment

DRAW = "recorded_draw"  # the step of the list for ties at which the draw decides


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """The children of one regime and the schools they may come to.

    Args:
        units: as read from the file; `home` is the school of the catchment, or the junior
            matched with the primary.
        seats: m.
        tickets: n, of a draw recorded beforehand.
        catchment: schools of the area, in published order.
        claims: n, place in the published order of claims where places go by catchment or feed,
            greater first; none: all alike.
        overflow: of each school, where those go whom it cannot take.
        ties: for each step of the list for ties that is no draw, n numbers, greater first.
        travel: n by m metres, -1 where a child may not go; none where travel is not known.
    """

    units: Units
    seats: Int64
    tickets: Uint64
    catchment: tuple[int, ...] = ()
    claims: Int32 | None = None
    overflow: Sequence[Sequence[int]] = ()
    ties: Mapping[str, Int64] = field(default_factory=dict)
    travel: Int64 | None = None


class UnknownError(Exception):
    """The policy asks for numbers that were not given; says which."""


def rules_of(policy: Enrolment, regime: str, catchment: Sequence[str]) -> Rules:
    """What an application of this regime may hold.

    Where the document names no ranks there are as many choices as schools of the area.
    """
    ranks = sorted(
        (each for each in policy.preferences if each.regime == regime), key=lambda each: each.rank
    )
    inside = frozenset(catchment)
    open_to = tuple(inside if each.domain == "zone" else None for each in ranks)
    by_points = any(
        each.order_by in {"points", "base_points"}
        for each in policy.allocation
        if each.regime == regime
    )
    return Rules(open_to or (inside,) * len(inside), needs_points=by_points)


def stages_of(policy: Enrolment, regime: str, area: Area) -> tuple[Stage, ...]:
    """The stages of a regime in their order, ready for `compose`.

    Raises:
        UnknownError: there is no such regime, or it asks for numbers the area does not have.
    """
    chosen = [each for each in policy.allocation if each.regime == regime]
    if not chosen:
        raise UnknownError(f"the policy says nothing on how {regime} gives places")
    stages = [METHODS[each.method](policy, each, area) for each in chosen]
    if any(each.method == "coordinated" for each in chosen):
        return tuple(stages)
    if policy.unplaced == "zone_seat" and area.catchment:
        lists = nearest_first([list(area.catchment)] * len(area.tickets), area.seats.size)
        nobody = np.zeros(len(area.tickets), np.int32)
        stages.append(Coordinate("zone_seat", nobody, area.tickets, lists))
    elif policy.unplaced == "coordinated":
        stages.append(_coordinated(policy, None, area))
    return tuple(stages)


def tickets_of(policy: Enrolment, area: Area) -> Uint64:
    """What tells equal claims apart: the policy's list, then the draw.

    Without a list the draw decides.  A list without a draw leaves those equal in all of it equal.

    Raises:
        UnknownError: a step of the list has no numbers.
    """
    steps = [each.code for each in policy.ties]
    before = steps[: steps.index(DRAW)] if DRAW in steps else steps
    missing = [code for code in before if code not in area.ties]
    if missing:
        raise UnknownError(f"ties are settled by {', '.join(missing)}, which are not given")
    is_drawn = DRAW in steps or not steps
    last = area.tickets if is_drawn else np.zeros(len(area.tickets), np.uint64)
    return settled([area.ties[code] for code in before], last)


def _rounds(policy: Enrolment, step: Allocation, area: Area) -> Stage:
    units = area.units
    if step.order_by == "draw":
        return _drawn(policy, step, area)
    claims: Int32 = np.repeat(units.points[:, None], units.prefs.shape[1], axis=1)
    if step.order_by == "points":
        for bonus in policy.home_bonus:
            if bonus.regime == step.regime:
                ranks = slice(None) if bonus.at_any_rank else slice(0, 1)
                claims[:, ranks] = pair_points(
                    units.prefs[:, ranks], units.points, units.home, hundredths(bonus.points)
                )
    a = applications(units.prefs, claims, tickets_of(policy, area), area.seats, units.heads)
    return Assign(step.method, a)


def _drawn(policy: Enrolment, step: Allocation, area: Area) -> Stage:
    a = drawn(area.units.prefs, area.tickets, area.seats)
    return Assign(step.method, _with_heads(a, area))


def _by_catchment(policy: Enrolment, step: Allocation, area: Area) -> Stage:
    n = len(area.tickets)
    claims = np.zeros(n, np.int32) if area.claims is None else area.claims
    overflow = area.overflow or [[] for _ in range(area.seats.size)]
    a = single_school(area.units.home, overflow, claims, tickets_of(policy, area), area.seats)
    return Assign(step.method, _with_heads(a, area))


def _coordinated(policy: Enrolment, step: Allocation | None, area: Area) -> Stage:
    if area.travel is None:
        raise UnknownError("coordinated placement needs the travel of each child to each school")
    return Coordinate("coordinated", area.units.points, tickets_of(policy, area), area.travel)


def _with_heads(a: Applications, area: Area) -> Applications:
    return a._replace(heads=area.units.heads if (area.units.heads > 1).any() else a.heads)


METHODS: dict[str, Callable[[Enrolment, Allocation, Area], Stage]] = {
    "single_school": _by_catchment,
    "direct_feed": _by_catchment,
    "preference_rounds": _rounds,
    "preference_lottery": _drawn,
    "coordinated": _coordinated,
}
