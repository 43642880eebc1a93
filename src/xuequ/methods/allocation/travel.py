"""Shortest paths by which placed units make room for one more: the inside of `coordinated`.

Nodes are schools.  An edge from a to b costs what it costs to move the unit at a for which
that is cheapest; one more node stands for the seats that are free.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..compiled import compiled
from .arrays import Int8, Int32, Int64

NEVER = 2**60


class State(NamedTuple):
    """An allocation of least travel of the units seated so far."""

    cost: Int64  # u by m; NEVER where a unit may not go
    at: Int32  # u, the school, -1 for none
    free: Int64  # m seats
    edge: Int64  # m by m, least cost of moving a unit that is not fixed from a to b
    mover: Int32  # m by m, that unit
    fixed: Int8  # u, 1 for units that stay where they are
    distance: Int64  # m + 1, of the last search; the last is the node of free seats
    step: Int32  # m + 1, next node on the way


def state(cost: Int64, free: Int64) -> State:
    """Nobody is seated yet."""
    u, m = cost.shape
    return State(
        np.ascontiguousarray(cost),
        np.full(u, -1, np.int32),
        np.array(free, np.int64),
        np.full((m, m), NEVER, np.int64),
        np.full((m, m), -1, np.int32),
        np.zeros(u, np.int8),
        np.empty(m + 1, np.int64),
        np.empty(m + 1, np.int32),
    )


@compiled
def seat(held: State, unit: int) -> None:
    """Seat one more unit at least total travel, or leave it out when no path leads to a seat."""
    m = held.free.size
    _search(held, m)
    best: Any = np.int64(-1)
    least = NEVER
    for b in range(m):
        if held.cost[unit, b] < NEVER and held.distance[b] < NEVER:
            through = held.cost[unit, b] + held.distance[b]
            if best < 0 or through < least:
                best, least = b, through
    if best >= 0:
        held.at[unit] = best
        _shift(held, best, m)


@compiled
def refine(held: State, unit: int) -> None:
    """Bring a unit as near as the total allows, those before it staying; then fix it."""
    here: Any = np.int64(held.at[unit])
    if here < 0:
        return
    m = held.free.size
    old = held.cost[unit, here]
    held.fixed[unit] = 1
    nearer = False
    for b in range(m):
        nearer = nearer or held.cost[unit, b] < old or (held.cost[unit, b] == old and b < here)
    if not nearer:
        _renew(held, here)
        return
    _search(held, here)
    best = here
    for b in range(m):
        if held.distance[b] < NEVER and held.cost[unit, b] - old + held.distance[b] == 0:
            now, then = held.cost[unit, best], held.cost[unit, b]
            if then < now or (then == now and b < best):
                best = b
    held.at[unit] = best
    if best == here:
        _renew(held, here)
    else:
        _shift(held, best, here)


@compiled
def _search(held: State, goal: int) -> None:
    """Distances of all nodes to `goal`: a school, or m for the free seats.

    A free seat may be anywhere: from a school with one the way leads on to the node of free
    seats, and from there to `goal`, whose unit has left.  No circle has negative length.
    """
    m = held.free.size
    distance, step = held.distance, held.step
    distance[:] = NEVER
    step[:] = -1
    distance[goal] = 0
    if goal < m:
        distance[m], step[m] = 0, goal
    changed = True
    while changed:
        changed = False
        for a in range(m):
            if a == goal:
                continue
            if held.free[a] > 0 and distance[m] < distance[a]:
                distance[a], step[a], changed = distance[m], m, True
            for b in range(m):
                if held.edge[a, b] < NEVER and distance[b] < NEVER:
                    through = held.edge[a, b] + distance[b]
                    if through < distance[a]:
                        distance[a], step[a], changed = through, b, True


@compiled
def _shift(held: State, start: int, goal: int) -> None:
    """A unit has come to `start`: move one unit along each edge of the way to `goal`."""
    m = held.free.size
    node = start
    while node != goal:
        onward = held.step[node]
        if onward == m:
            held.free[node] -= 1
            if goal < m:
                held.free[goal] += 1
            break
        held.at[held.mover[node, onward]] = onward
        node = onward
    node = start
    while node < m:
        _renew(held, node)
        if node == goal:
            break
        node = held.step[node]
    if goal < m:
        _renew(held, goal)


@compiled
def _renew(held: State, a: int) -> None:
    """Find anew which unit at school a is the cheapest to move to each other school."""
    held.edge[a] = NEVER
    held.mover[a] = -1
    for unit in range(held.at.size):
        if held.at[unit] == a and held.fixed[unit] == 0:
            for b in range(held.free.size):
                price = held.cost[unit, b]
                if b != a and price < NEVER and price - held.cost[unit, a] < held.edge[a, b]:
                    held.edge[a, b] = price - held.cost[unit, a]
                    held.mover[a, b] = unit
