"""Rounds of preferences: all first choices, then the second ones at seats left, and so on.

Known as immediate acceptance or the Boston mechanism.  Futian runs it by points (按志愿先后顺序
以及积分高低依次排序录取).  With equal claims it is Guilin's rule: all enter where there are seats
for all, else a draw; losers go on to later choices.  A family may gain by stating an untrue first
choice; docs/mechanisms.md has the example.
"""

from __future__ import annotations

import numpy as np

from ..compiled import compiled
from .arrays import (
    LAST_SEAT,
    Applications,
    Bool,
    Int64,
    LastSeat,
    Outcome,
    Tally,
    Uint64,
    UnsettledError,
)
from .asking import NOBODY, Turn, Work, ask, draw_lines, line_up, part
from .keys import Scale, scale_of
from .queues import claim_of, entry, equal, last_of, offsets, sort_stretch, split, unit_of


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
    work = Work(
        np.full(n, -1, np.int32),
        np.full(n, -1, np.int8),
        np.empty(n, np.uint32),
        np.zeros(n, np.uint32),
        np.empty(n, np.uint32),
        np.empty(n, np.uint32),
        a.seats.copy(),
        np.zeros(m, np.int64) if spare is None else np.array(spare, np.int64),
        np.zeros(m, np.int64),
        np.full(m + 1, NOBODY, np.int64),
        np.zeros(m, np.int64),
        np.full(3, -1, np.int64),
    )
    count = n
    if takes_part is not None:
        units = np.flatnonzero(takes_part)
        count = units.size
        work.seeking[:count] = units
    whole, thin = np.zeros((3, k, m), np.int64), np.zeros((k, m), np.int32)
    tally = Tally(whole[0], whole[1], whole[2], thin, np.zeros((k, m), np.uint64))
    if k:
        _run(a, work, tally, scale_of(a), count, LAST_SEAT[last_seat])
    if work.trouble[0] >= 0:
        one, other, school = (int(each) for each in work.trouble)
        raise UnsettledError((one, other), school)
    return Outcome(work.placed, work.rank, tally)


LAST_SEAT_WIDENS = LAST_SEAT["widen"]


@compiled
def _run(a: Applications, work: Work, tally: Tally, scale: Scale, count: int, rule: int) -> None:
    for r in range(a.prefs.shape[1]):
        tally.seats[r] = work.left
        ask(a, work, tally, Turn(r, count))
        if not a.heads.size:
            line_up(a, work, tally, scale, Turn(r, count))
        draw_lines(a, work, tally, r)
        count, edge = part(work, Turn(r, count))
        count = _settle(a, work, tally, Turn(r, count), edge, rule)
        if a.heads.size:  # of bundles that stand equal it matters which comes first
            work.seeking[:count].sort()
        tally.entered[r] = tally.seats[r] - work.left
    for i in work.seeking[:count]:
        work.placed[i], work.rank[i] = -1, -1


@compiled
def _settle(a: Applications, work: Work, tally: Tally, turn: Turn, edge: int, rule: int) -> int:
    """Those at the line of a school enter as far as it has seats, by whole claim and ticket.

    The others ask on; returns how many do then.
    """
    start, r, count = np.zeros(a.seats.size + 1, np.int64), turn.round, turn.asking
    for place in range(edge):
        start[work.placed[work.edge[place]] + 1] += 1
    offsets(start)
    free, queue = start[:-1].copy(), np.empty(edge, np.uint64)
    for place in range(edge):
        i = work.edge[place]
        s = work.placed[i]
        queue[free[s]] = entry(a.claims[i, r], i)
        free[s] += 1
    for s in range(a.seats.size):
        here = queue[start[s] : start[s + 1]]
        if here.size and a.heads.size:
            count = _walk(a, work, tally, here, Turn(r, count), rule)
        elif here.size:
            count = _cut(a, work, tally, here, Turn(r, count))
    return count


@compiled
def _cut(a: Applications, work: Work, tally: Tally, queue: Uint64, turn: Turn) -> int:
    """Children, each a unit of its own, of whom so many enter as are the school's share."""
    r, count = turn
    s = work.placed[unit_of(queue[0])]
    wanted, low, high = work.share[s], 0, queue.size
    tickets = a.tickets[:, r if a.tickets.shape[1] > 1 else 0]
    if wanted < high:
        low, high = split(queue, low, high, wanted)
    if wanted < high:
        sort_stretch(queue, low, high, tickets)
        if equal(queue[wanted - 1], queue[wanted], tickets):
            _note(work, queue[wanted - 1], queue[wanted], s)
    last = queue[wanted - 1] if wanted < high else last_of(queue, low, wanted, tickets)
    tally.claim[r, s], tally.ticket[r, s] = claim_of(last), tickets[unit_of(last)]
    for place in range(wanted, queue.size):
        work.seeking[count] = unit_of(queue[place])
        count += 1
    return count


@compiled
def _walk(a: Applications, work: Work, tally: Tally, queue: Uint64, turn: Turn, rule: int) -> int:
    """Units of one or more children: down the whole queue, one after another."""
    r, count = turn
    s = work.placed[unit_of(queue[0])]
    tickets = a.tickets[:, r if a.tickets.shape[1] > 1 else 0]
    sort_stretch(queue, 0, queue.size, tickets)
    before = stopped = False
    for place in range(queue.size):
        i = unit_of(queue[place])
        if not stopped and _size_decides(a, queue, tickets, (place, work.left[s], rule)):
            _note(work, queue[place], queue[place + 1], s)
        short = a.heads[i] - work.left[s]
        if rule == LAST_SEAT_WIDENS and work.left[s] > 0 and 0 < short <= work.spare[s]:
            work.spare[s] -= short
            work.left[s] += short
            tally.seats[r, s] += short
            short = 0
        enters = short <= 0 and not stopped
        if place and enters != before and equal(queue[place - 1], queue[place], tickets):
            _note(work, queue[place - 1], queue[place], s)
        before = enters
        if enters:
            work.left[s] -= a.heads[i]
            tally.claim[r, s], tally.ticket[r, s] = a.claims[i, r], tickets[i]
        else:
            stopped = rule == 1
            work.seeking[count] = i
            count += 1
    return count


@compiled
def _size_decides(
    a: Applications, queue: Uint64, tickets: Uint64, at: tuple[int, int, int]
) -> bool:
    """Do equals of different sizes begin here, for whom together the seats are too few?

    Which of them came first would decide how many enter.

    Args:
        at: place in the queue, seats left, rule of the last seat.
    """
    place, left, rule = at
    if left == 0 or (place and equal(queue[place - 1], queue[place], tickets)):
        return False
    least = most = total = a.heads[unit_of(queue[place])]
    for other in range(place + 1, queue.size):
        if not equal(queue[place], queue[other], tickets):
            break
        size = a.heads[unit_of(queue[other])]
        least, most, total = min(least, size), max(most, size), total + size
    some_fits = least <= left or rule == LAST_SEAT_WIDENS
    return some_fits and least < most and total > left


@compiled
def _note(work: Work, one: np.uint64, other: np.uint64, s: int) -> None:
    """Nothing tells two apart, of whom one enters; what follows rests on the first such pair."""
    if work.trouble[0] < 0:
        work.trouble[0], work.trouble[1], work.trouble[2] = unit_of(one), unit_of(other), s
