"""What a mechanism takes and gives, as arrays without an object per child.

A unit is what is placed as one: a child, or a bundle of twins or siblings.  Schools are numbered
0 to m-1, choices 0 to k-1; -1 is no school.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Int8 = npt.NDArray[np.int8]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Uint32 = npt.NDArray[np.uint32]
Uint64 = npt.NDArray[np.uint64]
Bool = npt.NDArray[np.bool_]

LAST_SEAT = {"pass_over": 0, "stop": 1, "widen": 2}
LastSeat = Literal["pass_over", "stop", "widen"]
WIDEST = 2**30  # claims lie strictly between its negative and itself


class Applications(NamedTuple):
    """n units, each with up to k choices, and the seats of m schools.

    Among those who ask for a seat the greater claim comes first, then the smaller ticket.
    """

    prefs: Int32  # n by k: the school of each choice, -1 for none; best first
    claims: Int32  # n by k: points (in the smallest unit used) or class of claim at that school
    tickets: Uint64  # n by 1: one number for all schools; or n by k: one for each choice
    seats: Int64  # m: seats of each school
    heads: Int32  # n: children in the unit; empty when each is one child


class Tally(NamedTuple):
    """What happened at each school in each round: arrays of rounds by schools.

    `claim` and `ticket` are those of the last unit that entered, where somebody was refused;
    elsewhere they say nothing.
    """

    seats: Int64  # free when the round began
    asked: Int64  # children who asked in this round, whether there was a seat or not
    entered: Int64
    claim: Int32
    ticket: Uint64


class Outcome(NamedTuple):
    """Where each unit goes: the school and the choice it was, -1 for nowhere."""

    placed: Int32
    rank: Int8
    tally: Tally


class UnsettledError(Exception):
    """Equal claim and equal ticket, and one seat to be had: the rules do not settle it.

    `units` are two that stand equal, `school` is where, -1 for a list of no school.
    """

    def __init__(self, units: tuple[int, int], school: int) -> None:
        self.units, self.school = units, school
        super().__init__(f"units {units[0]} and {units[1]} stand equal at school {school}")


def applications(
    prefs: npt.ArrayLike,
    claims: npt.ArrayLike | None,
    tickets: npt.ArrayLike,
    seats: npt.ArrayLike,
    heads: npt.ArrayLike | None = None,
) -> Applications:
    """The arrays brought into the form mechanisms take.

    Args:
        prefs: n by k schools, -1 where there is no (further) choice.
        claims: n by k, or n for a claim that is the same at every school; none: all equal.
        tickets: n, or n by k for a draw of each school's own.
        seats: m, none negative.
        heads: n, at least 1 each; none: every unit is one child.

    Raises:
        ValueError: the shapes do not fit, or a number is out of its range.
    """
    wanted = _array(prefs, np.int32, 2)
    n, k = wanted.shape
    drawn = np.asarray(tickets, dtype=np.uint64)
    drawn = np.ascontiguousarray(drawn[:, None] if drawn.ndim == 1 else drawn)
    held = np.zeros((n, 1), np.int32) if claims is None else np.asarray(claims)
    held = held[:, None] if held.ndim == 1 else held
    if held.ndim != 2 or held.shape[0] != n or held.shape[1] not in {1, k}:
        raise ValueError("there must be one claim for each unit, or one for each choice")
    if held.size and (held.max() >= WIDEST or held.min() <= -WIDEST):
        raise ValueError("a claim is out of range")
    strong = np.array(np.broadcast_to(held, (n, k)), np.int32, order="C")
    places = _array(seats, np.int64, 1)
    size = _array([] if heads is None else heads, np.int32, 1)
    _check_shapes(Applications(wanted, strong, drawn, places, size))
    if size.size and size.max() == 1:
        size = size[:0]
    return Applications(wanted, strong, drawn, places, size)


def _array(values: npt.ArrayLike, kind: Any, dimensions: int) -> Any:
    made = np.ascontiguousarray(values, dtype=kind)
    if made.ndim != dimensions:
        raise ValueError(f"an array of {dimensions} dimensions is wanted, not of {made.ndim}")
    return made


def _check_shapes(a: Applications) -> None:
    n, k = a.prefs.shape
    if k > 100:
        raise ValueError("there are more than 100 choices")
    if a.tickets.shape not in {(n, 1), (n, k)}:
        raise ValueError("there must be one ticket for each unit, or one for each choice")
    if a.prefs.size and not (a.prefs.min() >= -1 and a.prefs.max() < a.seats.size):
        raise ValueError("a choice names a school that is not there")
    if a.seats.size and a.seats.min() < 0:
        raise ValueError("a school has fewer than no seats")
    if a.heads.size and (a.heads.size != n or a.heads.min() < 1):
        raise ValueError("every unit needs a number of heads, at least 1")


def pair_points(prefs: Int32, points: Int32, home: Int32, bonus: int) -> Int32:
    """Claims by points, where a bonus belongs to the pair of a child and its own school.

    Args:
        prefs: n by k.
        points: n, without bonus, in the smallest unit used.
        home: n, the school of the family's own catchment, -1 for none.
        bonus: added where the choice is that school, at whatever rank.

    Returns:
        n by k claims.
    """
    own = (prefs == home[:, None]) & (prefs >= 0)
    claims: Int32 = points[:, None] + np.int32(bonus) * own.astype(np.int32)
    return claims


def settled(ties: list[Int64], tickets: Uint64) -> Uint64:
    """One number for each unit by which equal claims are told apart; smaller comes first.

    Args:
        ties: what decides before the draw, first to last; of each the greater comes first.
        tickets: n, the draw.

    Returns:
        The tickets when there is no list, else ranks: units equal in everything share one.
    """
    if not ties:
        return tickets
    columns = [tickets, *(~each for each in reversed(ties))]  # ~ turns the order round
    order = np.lexsort(columns)
    differs = np.zeros(len(tickets), np.uint64)
    for column in columns:
        ordered = column[order]
        differs[1:] |= (ordered[1:] != ordered[:-1]).astype(np.uint64)
    ranks = np.empty(len(tickets), np.uint64)
    ranks[order] = np.cumsum(differs)
    return ranks
