"""One round of preferences: who asks where, and who is turned away, as far as short keys tell.

Many units are looked at here, so every pass goes over them in their order and not by school.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled import compiled
from .arrays import Applications, Int8, Int32, Int64, Tally, Uint32
from .keys import LAST, Scale, cut_off, key

NOBODY, EVERYBODY = -1, LAST + 1  # lines below all keys, and above all


class Work(NamedTuple):
    """`placed` and `rank` are the choice at which a unit asks, and stay so when it enters."""

    placed: Int32  # n; -1 for nowhere
    rank: Int8  # n
    seeking: Uint32  # n; those that ask, in its front; of no meaning while all do
    keys: Uint32  # n; of those in `seeking` that may be refused, in the same order; of bundles 0
    stretch: Uint32  # n; the same keys by school
    edge: Uint32  # n; units at the line of a school, of whom perhaps only some enter
    left: Int64  # m seats
    spare: Int64  # m seats that only a bundle at the last seat may take
    free: Int64  # m; where a school's next key goes in `stretch`; -1 where nobody needs one
    line: Int64  # m + 1; smaller keys enter, greater ones do not; the last for no school
    share: Int64  # m; how many of those at the line enter
    trouble: Int64  # two units and a school that the rules do not settle; -1 for none


class Turn(NamedTuple):
    """A round, and how many ask in it."""

    round: int
    asking: int


@compiled
def ask(a: Applications, work: Work, tally: Tally, turn: Turn) -> None:
    """All who seek ask at their choice of the round, if they have one."""
    r = turn.round
    prefs, heads, asked = a.prefs[:, r], a.heads, tally.asked[r]
    placed, rank, seeking = work.placed, work.rank, work.seeking
    whole = everybody(placed, turn)
    for place in range(turn.asking):
        i = np.int64(place) if whole else np.int64(seeking[place])
        s = prefs[i]
        placed[i], rank[i] = s, r
        if s >= 0:
            asked[s] += heads[i] if heads.size else 1


@compiled
def everybody(placed: Int32, turn: Turn) -> bool:
    """Do all units ask, each at the place of its number?  Then `seeking` is not looked at."""
    return turn.round == 0 and turn.asking == placed.size


@compiled
def line_up(a: Applications, work: Work, tally: Tally, scale: Scale, turn: Turn) -> None:
    """The keys of those who ask where not all can enter, in their order and by school."""
    r = turn.round
    claims, tickets = a.claims[:, r], a.tickets[:, r if a.tickets.shape[1] > 1 else 0]
    placed, seeking, keys, stretch = work.placed, work.seeking, work.keys, work.stretch
    free, before = work.free, 0
    for s in range(free.size):
        free[s] = -1
        if tally.asked[r, s] > work.left[s] > 0:
            free[s] = before
            before += tally.asked[r, s]
    whole = everybody(placed, turn)
    for place in range(turn.asking):
        i = np.int64(place) if whole else np.int64(seeking[place])
        s = placed[i]
        if s >= 0 and free[s] >= 0:
            found = key(scale, claims[i], tickets[i])
            keys[place] = found
            stretch[free[s]] = found
            free[s] += 1


@compiled
def draw_lines(a: Applications, work: Work, tally: Tally, r: int) -> None:
    """How far each school goes; of bundles all who ask where not all can enter are at its line."""
    counts = np.empty(256, np.int64)
    for s in range(a.seats.size):
        asked, left = tally.asked[r, s], work.left[s]
        if left == 0:
            work.line[s] = NOBODY
        elif asked <= left:
            work.line[s] = EVERYBODY
            work.left[s] -= asked
        elif a.heads.size:
            work.line[s] = 0
        else:
            keys = work.stretch[work.free[s] - asked : work.free[s]]
            work.line[s], work.share[s] = cut_off(keys, left, counts)
            work.left[s] = 0


@compiled
def part(work: Work, turn: Turn) -> tuple[int, int]:
    """Those behind the line seek on; returns how many they are, and how many are at a line."""
    placed, seeking, keys, line = work.placed, work.seeking, work.keys, work.line
    whole, on, edge = everybody(placed, turn), 0, 0
    for place in range(turn.asking):
        i = np.int64(place) if whole else np.int64(seeking[place])
        held, limit = np.int64(keys[place]), line[placed[i]]
        seeking[on] = i
        on += held > limit
        if held == limit:
            work.edge[edge] = i
            edge += 1
    return on, edge
