"""Seats kept for some children, in an order that is stated.

A school is cut into slots, one after another, each with seats of its own.  A choice of the school
becomes choices of its slots in that order, inside the same round.  So every mechanism here can
have reserves, and what the order of slots changes can be seen in the result.

`only`: nobody but children of that kind may have these seats; they stay empty without them.
`first`: children of that kind come first, then the others by their claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from .arrays import WIDEST, Applications, Bool, Int8, Int32, Int64, Outcome, applications

BOOST = WIDEST // 2
OPEN = -1


@dataclass(frozen=True, slots=True)
class Slot:
    """Some seats of a school; `kind` numbers the kinds of children, OPEN is for all alike."""

    seats: int
    kind: int = OPEN
    reach: Literal["only", "first"] = "only"


class Slotted(NamedTuple):
    """Applications to slots, and what belongs to them."""

    applications: Applications
    school: Int32  # of each slot
    width: int  # choices of slots that one choice of a school became


class Seated(NamedTuple):
    """A result over slots, told of schools."""

    placed: Int32  # n schools
    rank: Int8  # n, choice of a school
    slot: Int32  # n slots


def slotted(a: Applications, slots: Sequence[Sequence[Slot]], kinds: Bool) -> Slotted:
    """Applications to schools turned into applications to their slots.

    Args:
        slots: of each school, in the order in which they are filled.  Their seats take the
            place of `a.seats`.
        kinds: n by kinds; is the unit of that kind?  It may be of several.

    Raises:
        ValueError: not one list of slots for each school, a kind that is not there, a claim
            that leaves no room above it, or more than 100 choices.
    """
    n, k = a.prefs.shape
    _check(a, slots, kinds)
    width = max((len(each) for each in slots), default=1) or 1
    first = np.cumsum([0, *(len(each) for each in slots)])
    whole = [slot for each in slots for slot in each]
    prefs = np.full((n, k, width), -1, np.int32)
    claims = np.repeat(a.claims[:, :, None], width, axis=2)
    for school, each in enumerate(slots):
        chosen = a.prefs == school
        for at, slot in enumerate(each):
            of_kind = np.ones(n, bool) if slot.kind == OPEN else kinds[:, slot.kind]
            if slot.kind == OPEN or slot.reach == "first":
                prefs[:, :, at][chosen] = first[school] + at
            else:
                prefs[:, :, at][chosen & of_kind[:, None]] = first[school] + at
            if slot.kind != OPEN:
                claims[:, :, at][chosen & of_kind[:, None]] += BOOST
    tickets = a.tickets if a.tickets.shape[1] == 1 else np.repeat(a.tickets, width, axis=1)
    school_of = np.repeat(np.arange(len(slots), dtype=np.int32), np.diff(first))
    made = applications(
        prefs.reshape(n, k * width),
        claims.reshape(n, k * width),
        tickets,
        [slot.seats for slot in whole],
        a.heads if a.heads.size else None,
    )
    return Slotted(made, school_of, width)


def seated(held: Slotted, outcome: Outcome) -> Seated:
    """Schools and choices of schools of a result over slots."""
    inside = outcome.placed >= 0
    placed = np.where(inside, held.school[np.maximum(outcome.placed, 0)], -1).astype(np.int32)
    rank = np.where(inside, outcome.rank // held.width, -1).astype(np.int8)
    return Seated(placed, rank, outcome.placed)


def travel_to_slots(cost: Int64, slots: Sequence[Sequence[Slot]], kinds: Bool) -> Int64:
    """Travel to schools as travel to slots, -1 to seats kept only for others.

    For a coordinated placement as a stage after one over slots.
    """
    columns = []
    for school, each in enumerate(slots):
        for slot in each:
            closed = slot.kind != OPEN and slot.reach == "only"
            may = kinds[:, slot.kind] if closed else np.ones(len(cost), bool)
            columns.append(np.where(may, cost[:, school], -1))
    return np.stack(columns, axis=1)


def _check(a: Applications, slots: Sequence[Sequence[Slot]], kinds: Bool) -> None:
    if len(slots) != a.seats.size or not sum(len(each) for each in slots):
        raise ValueError("every school needs its list of slots")
    if kinds.ndim != 2 or len(kinds) != len(a.prefs):
        raise ValueError("every unit needs a mark for each kind")
    if any(not -1 <= slot.kind < kinds.shape[1] for each in slots for slot in each):
        raise ValueError("a slot is kept for a kind that is not there")
    if a.claims.size and np.abs(a.claims).max() >= WIDEST - BOOST:
        raise ValueError("a claim is out of range for reserves")
