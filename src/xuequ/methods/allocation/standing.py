"""How each unit stood at each of its choices: the numbers from which a reason can be told."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Applications, Bool, Int8, Int32, Int64, Outcome

# What decided about a choice.  The order is part of stored results: add at the end only.
(
    NONE,  # no school was named
    NOT_ASKED,  # a better choice had been given
    DIRECT,  # entered: there were seats for all who asked
    CLAIM_IN,  # entered: a claim greater than that of those refused
    TIE_IN,  # entered: equal claim, the ticket decided
    CLAIM_OUT,  # refused: a claim smaller than the last who entered
    TIE_OUT,  # refused: equal claim, the ticket decided
    FULL,  # refused: no seat was left when the round began
    NO_ROOM,  # refused: fewer seats left than children in the bundle
    STOPPED,  # refused: a bundle before it stopped the round
) = range(10)
ENTERED = (DIRECT, CLAIM_IN, TIE_IN)


class Standing(NamedTuple):
    """Arrays of n units by k choices, and the tally they belong to by school and round.

    `place` counts units from 1 in the order of claim and ticket among those who asked at the
    school in that round; 0 where the unit did not ask.  `ahead` counts the children that
    entered there in that round and stood before the unit, by class of claim.
    """

    decided: Int8
    place: Int32
    ahead: Int32  # n by k by classes


def standing(a: Applications, outcome: Outcome, classes: Int8, count: int) -> Standing:
    """How each unit stood at each choice.

    For results by rounds, deferred acceptance, and serial dictatorship whose claims are the
    points of its list.  Not for trades, where a seat may go to a lesser claim.

    Args:
        classes: n by k (or n by 1), class of claim of each unit at each choice, from 0.
        count: how many classes there are.
    """
    n, k = a.prefs.shape
    rounds = outcome.tally.seats.shape[0]
    if rounds not in {1, k}:
        raise ValueError("the result has no tally that tells of these choices")
    end = np.where(outcome.rank < 0, k, outcome.rank)[:, None]
    listed = a.prefs >= 0
    asked = listed & (np.arange(k) <= end)
    unit, choice = np.nonzero(asked)
    school = a.prefs[unit, choice]
    at = choice if rounds > 1 else np.zeros_like(choice)
    lines = _Lines(unit, choice, school, at)
    decided = np.where(listed, NOT_ASKED, NONE).astype(np.int8)
    decided[unit, choice] = _decided(a, outcome, lines)
    place = np.zeros((n, k), np.int32)
    ahead = np.zeros((n, k, count), np.int32)
    _line_up(a, lines, outcome, (np.broadcast_to(classes, (n, k)), place, ahead))
    return Standing(decided, place, ahead)


class _Lines(NamedTuple):
    """One line for each choice at which a unit asked."""

    unit: Int64
    choice: Int64
    school: Int32
    round: Int64


def _drawn(a: Applications, lines: _Lines) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return a.tickets[lines.unit, lines.choice if a.tickets.shape[1] > 1 else 0]


def _decided(a: Applications, outcome: Outcome, lines: _Lines) -> Int8:
    tally = outcome.tally
    where = (lines.round, lines.school)
    claim, ticket = a.claims[lines.unit, lines.choice], _drawn(a, lines)
    heads = a.heads[lines.unit] if a.heads.size else np.ones(len(claim), np.int32)
    entered: Bool = outcome.rank[lines.unit] == lines.choice
    cut, drawn = tally.claim[where], tally.ticket[where]
    left = tally.seats[where] - tally.entered[where]
    some = tally.entered[where] > 0
    refused = np.select(
        [
            tally.seats[where] == 0,
            left >= heads,
            some & (claim < cut),
            some & (claim == cut) & (ticket > drawn),
        ],
        [FULL, STOPPED, CLAIM_OUT, TIE_OUT],
        NO_ROOM,
    )
    # Who was passed over for want of room stood before those who entered: it tied with nobody.
    out = ~entered & np.isin(refused, (CLAIM_OUT, TIE_OUT, STOPPED))
    best_out = np.full(tally.claim.shape, -(2**31), np.int64)
    np.maximum.at(best_out, (lines.round[out], lines.school[out]), claim[out])
    decided = np.select(
        [~entered, tally.asked[where] <= tally.seats[where], claim > best_out[where]],
        [refused, DIRECT, CLAIM_IN],
        TIE_IN,
    )
    return decided.astype(np.int8)


def _line_up(
    a: Applications, lines: _Lines, outcome: Outcome, into: tuple[Int8, Int32, Int32]
) -> None:
    """Count along each queue, all queues one after another in one long line."""
    classes, place, ahead = into
    claim = a.claims[lines.unit, lines.choice].astype(np.int64)
    order = np.lexsort((_drawn(a, lines), -claim, lines.round, lines.school))
    unit, choice = lines.unit[order], lines.choice[order]
    queue = lines.school[order].astype(np.int64) * (lines.round.max(initial=0) + 1)
    queue += lines.round[order]
    begins = np.append(True, queue[1:] != queue[:-1])[: len(queue)]
    start = np.flatnonzero(begins)[np.cumsum(begins) - 1] if len(queue) else queue
    place[unit, choice] = np.arange(len(queue)) - start + 1
    heads = a.heads[unit] if a.heads.size else np.ones(len(queue), np.int32)
    inside = np.where(outcome.rank[unit] == choice, heads, 0)
    for kind in range(ahead.shape[2]):
        counted = np.where(classes[unit, choice] == kind, inside, 0)
        before = np.cumsum(counted) - counted
        ahead[unit, choice, kind] = before - before[start]


def waiting_lists(a: Applications, rank: Int64, *, by_rounds: bool) -> tuple[Int64, Int64]:
    """Units and choices asked in vain, school by school, in the order in which they would come in.

    At a school by round where there were rounds, then claim, then ticket.  A unit that has a
    worse choice meanwhile stands in it too; one with a better choice does not.

    Args:
        rank: n, the choice by which each unit has its place, -1 for none.
    """
    k = a.prefs.shape[1]
    end = np.where(rank < 0, k, rank)[:, None]
    unit, choice = np.nonzero((a.prefs >= 0) & (np.arange(k) < end))
    claim = a.claims[unit, choice].astype(np.int64)
    drawn = a.tickets[unit, choice if a.tickets.shape[1] > 1 else 0]
    rounds = choice if by_rounds else np.zeros_like(choice)
    order = np.lexsort((drawn, -claim, rounds, a.prefs[unit, choice]))
    return unit[order], choice[order]
