"""Justified envy and wasted seats, by the claims of the policy's own first assignment stage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xuequ.methods.allocation.arrays import Bool, Int64, settled
from xuequ.methods.allocation.reserves import BOOST, OPEN

from ..package.allocations import Read
from ..places.carried import Carried
from ..places.order import claims_of
from ..places.rules import BY_CHOICES, Step
from ..places.slots import Slots
from .lists import positions, schools_in

NOBODY = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How units stand at slots: claim, then the policy's list for ties, never the draw.

    Args:
        slots: u by choices by slots of a school: the slot, whatever may be asked of it.
        may: the same shape: there is a choice, and the slot is open to the unit.
        keys: the same shape; the greater stands before.
    """

    read: Read
    of: Slots
    step: Step
    slots: Int64
    may: Bool
    keys: Int64


def standing_of(read: Read, of: Slots) -> Standing | None:
    """The standing of all units at the slots they named; none if there are no lists."""
    steps = [each for each in read.rules.stages if each.method in BY_CHOICES]
    if not steps or not read.rules.choices:
        return None
    prefs = read.units.prefs
    slots = prefs.astype(np.int64)[:, :, None] * of.width + np.arange(of.width)
    unit = np.broadcast_to(np.arange(len(prefs))[:, None, None], slots.shape)
    may = (prefs >= 0)[:, :, None] & of.open_to(read.units.kinds)[unit, slots]
    keys = _keys(read, of, steps[0], unit, np.maximum(slots, 0))
    return Standing(read, of, steps[0], slots, may, keys)


def envious(held: Standing, found: Carried) -> Bool:
    """u: does the unit stand before somebody at a school that it named before its own place?"""
    heads, placed = held.read.units.heads, found.composed.placed
    inside = np.flatnonzero(placed >= 0)
    there = placed[inside].astype(np.int64)
    keys = _keys(held.read, held.of, held.step, inside, there)
    room = heads[inside] + found.composed.left[there]  # seats, were this one not there
    asks = _rather(held, found)
    envy = np.zeros(len(heads), bool)
    for size in np.unique(heads):
        lowest = np.full(len(held.of.seats), NOBODY)
        fits = room >= size
        np.minimum.at(lowest, there[fits], keys[fits])
        mine = np.flatnonzero(heads == size)
        before = held.keys[mine] > lowest[held.slots[mine]]
        envy[mine] = (asks[mine] & before).any(axis=(1, 2))
    return envy


def wasteful(held: Standing, found: Carried) -> Bool:
    """u: has a school that the unit named before its own place a seat left that it may have?"""
    heads = held.read.units.heads
    free = found.composed.left[held.slots] >= heads[:, None, None]
    return np.asarray((_rather(held, found) & free).any(axis=(1, 2)))


def _rather(held: Standing, found: Carried) -> Bool:
    """The slots that units may ask and would rather have than their places."""
    prefs = held.read.units.prefs
    at = positions(prefs, schools_in(found))
    earlier = np.arange(prefs.shape[1]) < at[:, None]
    rather: Bool = held.may & earlier[:, :, None]
    return rather


def _keys(read: Read, of: Slots, step: Step, unit: Int64, slot: Int64) -> Int64:
    """The standing of units at slots, arrays of one shape."""
    units, claims = read.units, claims_of(read.units, step).astype(np.int64)
    own = units.own[unit]
    bonus: Int64 = np.where((own >= 0) & (of.school[slot] == own), step.bonus, 0)
    if step.bonus_at == "first" and units.prefs.shape[1]:
        bonus = np.where(units.prefs[unit, 0] == own, bonus, 0)
    keys: Int64 = claims[unit] + bonus
    if step.method != "serial":  # one list for all: kept seats do not lift anybody
        kind = of.kind[slot]
        if units.kinds.shape[1]:
            keys = keys + BOOST * ((kind != OPEN) & units.kinds[unit, np.maximum(kind, 0)])
    if step.by == "draw":
        return keys
    behind = _ties(units.ties)
    return keys * np.int64(behind.max(initial=0) + 1) - behind[unit]


def _ties(ties: Int64) -> Int64:
    """u places in the order of the columns for ties, from 0; equal ones share one."""
    found = settled(list(ties.T), np.zeros(len(ties), np.uint64))
    return found.astype(np.int64)
