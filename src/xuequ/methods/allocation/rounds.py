"""Rounds of preferences: all first choices, then the second ones at seats left, and so on.

Known as immediate acceptance or the Boston mechanism.  Futian runs it by points (按志愿先后顺序
以及积分高低依次排序录取).  With equal claims it is Guilin's rule: all enter where there are seats
for all, else a draw; losers go on to later choices.  A family may gain by stating an untrue first
choice; docs/mechanisms.md has the example.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled import compiled
from .arrays import (
    LAST_SEAT,
    Applications,
    Bool,
    Int8,
    Int32,
    Int64,
    LastSeat,
    Outcome,
    Tally,
    Uint64,
    UnsettledError,
)
from .queues import claim_of, entry, equal, last_of, offsets, sort_stretch, split, unit_of


class _Work(NamedTuple):
    placed: Int32  # n; -1 still seeks, -2 takes no part
    rank: Int8  # n
    left: Int64  # m seats
    spare: Int64  # m seats that only a bundle at the last seat may take
    queue: Uint64  # n entries, by school
    start: Int64  # m + 1, where each school's stretch begins
    trouble: Int64  # two units and a school that the rules do not settle; -1 for none


def preference_rounds(
    a: Applications,
    *,
    last_seat: LastSeat = "pass_over",
    spare: Int64 | None = None,
    takes_part: Bool | None = None,
) -> Outcome:
    """Place the units round by round; inside a round by claim, then ticket.

    Args:
        last_seat: when a bundle is next and the seats left are too few for it: it is passed over
            and the next that fits enters; or the round stops at this school; or the seats are
            widened by as many of `spare` as it needs.
        spare: m further seats, for `widen` only.
        takes_part: n; the others are left unplaced and compete with nobody.

    Returns:
        The outcome, with a tally of k rounds.  O(n·k) when no units are bundles.

    Raises:
        UnsettledError: two units equal in claim and ticket, of which one would enter.
    """
    (n, k), m = a.prefs.shape, a.seats.size
    work = _Work(
        np.full(n, -1, np.int32),
        np.full(n, -1, np.int8),
        a.seats.copy(),
        np.zeros(m, np.int64) if spare is None else np.array(spare, np.int64),
        np.empty(n, np.uint64),
        np.zeros(m + 1, np.int64),
        np.full(3, -1, np.int64),
    )
    if takes_part is not None:
        work.placed[~takes_part] = -2
    whole, thin = np.zeros((3, k, m), np.int64), np.zeros((k, m), np.int32)
    tally = Tally(whole[0], whole[1], whole[2], thin, np.zeros((k, m), np.uint64))
    _run(a, work, tally, LAST_SEAT[last_seat])
    if work.trouble[0] >= 0:
        one, other, school = (int(each) for each in work.trouble)
        raise UnsettledError((one, other), school)
    np.maximum(work.placed, -1, out=work.placed)
    return Outcome(work.placed, work.rank, tally)


@compiled
def _run(a: Applications, work: _Work, tally: Tally, rule: int) -> None:
    for r in range(a.prefs.shape[1]):
        for s in range(a.seats.size):
            tally.seats[r, s] = work.left[s]
        _line_up(a, work, tally, r)
        for s in range(a.seats.size):
            if work.start[s] < work.start[s + 1]:
                if tally.asked[r, s] <= work.left[s]:
                    for at in range(work.start[s], work.start[s + 1]):
                        _enter(a, work, unit_of(work.queue[at]), r)
                elif a.heads.size:
                    _walk(a, work, tally, (r, s, rule))
                else:
                    _cut(a, work, tally, (r, s))
            tally.entered[r, s] = tally.seats[r, s] - work.left[s]


@compiled
def _line_up(a: Applications, work: _Work, tally: Tally, r: int) -> None:
    """Gather those who ask in round r, by school; full schools need no queue."""
    start = work.start
    start[:] = 0
    for i in range(a.prefs.shape[0]):
        s = a.prefs[i, r]
        if s >= 0 and work.placed[i] == -1:
            tally.asked[r, s] += a.heads[i] if a.heads.size else 1
            if work.left[s] > 0:
                start[s + 1] += 1
    offsets(start)
    free = start[:-1].copy()
    for i in range(a.prefs.shape[0]):
        s = a.prefs[i, r]
        if s >= 0 and work.placed[i] == -1 and work.left[s] > 0:
            work.queue[free[s]] = entry(a.claims[i, r], i)
            free[s] += 1


@compiled
def _enter(a: Applications, work: _Work, i: np.int64, r: int) -> None:
    s = a.prefs[i, r]
    work.placed[i] = s
    work.rank[i] = r
    work.left[s] -= a.heads[i] if a.heads.size else 1


@compiled
def _cut(a: Applications, work: _Work, tally: Tally, at: tuple[int, int]) -> None:
    """More children than seats, each a unit of its own."""
    r, s = at
    queue, first, end = work.queue, work.start[s], work.start[s] + work.left[s]
    tickets = a.tickets[:, r if a.tickets.shape[1] > 1 else 0]
    low, high = split(queue, first, work.start[s + 1], work.left[s])
    if end < high:
        sort_stretch(queue, low, high, tickets)
        if equal(queue[end - 1], queue[end], tickets):
            _note(work, queue[end - 1], queue[end], s)
    last = queue[end - 1] if end < high else last_of(queue, low, end, tickets)
    tally.claim[r, s], tally.ticket[r, s] = claim_of(last), tickets[unit_of(last)]
    for place in range(first, end):
        _enter(a, work, unit_of(queue[place]), r)


@compiled
def _walk(a: Applications, work: _Work, tally: Tally, at: tuple[int, int, int]) -> None:
    """More children than seats, some in bundles: down the whole queue, one unit after another."""
    r, s, rule = at
    queue, low, high = work.queue, work.start[s], work.start[s + 1]
    tickets = a.tickets[:, r if a.tickets.shape[1] > 1 else 0]
    sort_stretch(queue, low, high, tickets)
    before = False
    for place in range(low, high):
        i = unit_of(queue[place])
        short = a.heads[i] - work.left[s]
        if rule == 2 and work.left[s] > 0 and 0 < short <= work.spare[s]:
            work.spare[s] -= short
            work.left[s] += short
            tally.seats[r, s] += short
            short = 0
        enters = short <= 0
        if place > low and enters != before and equal(queue[place - 1], queue[place], tickets):
            _note(work, queue[place - 1], queue[place], s)
        before = enters
        if enters:
            _enter(a, work, i, r)
            tally.claim[r, s], tally.ticket[r, s] = a.claims[i, r], tickets[i]
        elif rule == 1:
            return


@compiled
def _note(work: _Work, one: np.uint64, other: np.uint64, s: int) -> None:
    """Nothing tells two apart, of whom one enters."""
    work.trouble[0], work.trouble[1], work.trouble[2] = unit_of(one), unit_of(other), s
