"""Is a result stable?  Whole arrays at once, written apart from deferred acceptance."""

from __future__ import annotations

import numpy as np

from ..arrays import Applications, Outcome
from .feasible import feasible


def check_stable(a: Applications, outcome: Outcome) -> list[str]:
    """Faults of a result: no seat is left that somebody would rather have, and nobody is kept
    from a school while one with a lesser claim, or an equal claim and a later ticket, is in.

    For units of one child each.  Looks at all n·k choices; a few seconds for a million.
    """
    faults = feasible(a, outcome)
    if faults:
        return faults
    k, m = a.prefs.shape[1], a.seats.size
    inside = np.flatnonzero(outcome.placed >= 0)
    school, choice = outcome.placed[inside], outcome.rank[inside].astype(np.int64)
    columns = choice if a.tickets.shape[1] > 1 else np.zeros_like(choice)
    claim, ticket = a.claims[inside, choice], a.tickets[inside, columns]
    order = np.lexsort((ticket, -claim.astype(np.int64), school))
    ends = np.flatnonzero(np.append(school[order][1:] != school[order][:-1], True))
    last = np.full(m, -1, np.int64)  # the unit that stands last among those in, by place in arrays
    if inside.size:
        last[school[order[ends]]] = order[ends]
    taken = np.bincount(school, minlength=m)
    end = np.where(outcome.rank < 0, k, outcome.rank)
    for j in range(k):
        wants = np.flatnonzero((a.prefs[:, j] >= 0) & (end > j))
        where = a.prefs[wants, j]
        empty = taken[where] < a.seats[where]
        if empty.any():
            at = int(np.argmax(empty))
            faults.append(f"unit {wants[at]} would rather have a free seat at school {where[at]}")
        rival = last[where]
        known = rival >= 0
        wants, where, rival = wants[known], where[known], rival[known]
        mine, theirs = a.claims[wants, j], claim[rival]
        drawn = a.tickets[wants, j if a.tickets.shape[1] > 1 else 0]
        envy = (mine > theirs) | ((mine == theirs) & (drawn < ticket[rival]))
        if envy.any():
            at = int(np.argmax(envy))
            faults.append(f"unit {wants[at]} stands before one who is at school {where[at]}")
    return faults


def check_serial(a: Applications, outcome: Outcome, order: list[int]) -> list[str]:
    """Faults of a result of serial dictatorship: each choice passed had too few seats by then."""
    faults = feasible(a, outcome)
    if faults:
        return faults
    n = a.prefs.shape[0]
    heads = a.heads if a.heads.size else np.ones(n, np.int64)
    turn = np.empty(n, np.int64)
    turn[np.array(order, np.int64)] = np.arange(n)
    for s in range(a.seats.size):
        here = outcome.placed == s
        before = np.zeros(n + 1, np.int64)
        before[1 + turn[here]] = heads[here]
        before = np.cumsum(before)  # heads at this school of those whose turn came earlier
        for j in range(a.prefs.shape[1]):
            passed = (a.prefs[:, j] == s) & ((outcome.rank < 0) | (outcome.rank > j))
            could = passed & (a.seats[s] - before[turn] >= heads)
            if could.any():
                faults.append(f"unit {np.argmax(could)} could have had a seat at school {s}")
    return faults
