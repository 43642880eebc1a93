"""How a unit stands at a choice as one short number, and where in many of them a line falls.

The smaller key stands before.  Equal keys say nothing: there claims and tickets are looked at.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..compiled import compiled
from .arrays import Applications, Int64, Uint32

BITS, LAST = 32, 2**32 - 1
SAMPLE = 1024
BYTE = np.uint32(0xFF)


class Scale(NamedTuple):
    """How claim and ticket share the bits of a key."""

    top: np.int64  # the claim whose keys begin at 0
    bits: np.int64  # of the ticket
    shift: np.uint64  # bits of the ticket that are left out
    most: np.uint64  # the greatest number of so many bits


def scale_of(a: Applications) -> Scale:
    """So many bits as the claims of some units need; the ticket has the others.

    What lies outside of the sample shares the first or last key, or the last of its claim.
    """
    if not a.claims.size:
        return Scale(np.int64(0), np.int64(BITS), np.uint64(0), np.uint64(LAST))
    some = slice(None, None, max(1, len(a.claims) // SAMPLE))
    claims, tickets = a.claims[some], a.tickets[some]
    top = int(claims.max())
    bits = BITS - (top - int(claims.min())).bit_length()
    shift = max(0, int(tickets.max()).bit_length() - bits)
    return Scale(np.int64(top), np.int64(bits), np.uint64(shift), np.uint64(2**bits - 1))


@compiled
def key(scale: Scale, claim: np.int32, ticket: np.uint64) -> np.uint32:
    """The key of a claim and a ticket: smaller or equal where they stand before another's."""
    behind = (scale.top - np.int64(claim)) << scale.bits
    drawn = min(ticket >> scale.shift, scale.most)
    return np.uint32(min(max(behind + np.int64(drawn), np.int64(0)), np.int64(LAST)))


@compiled
def cut_off(keys: Uint32, wanted: int, counts: Int64) -> tuple[np.uint32, int]:
    """The last of the `wanted` smallest keys, 0 < wanted <= length.

    The keys are counted byte by byte, from the first byte on; each time those are kept that
    begin as the last of the wanted does.  The array is overwritten.

    Args:
        counts: 256 to work with.

    Returns:
        That key, and how many of those equal to it are wanted.
    """
    found, size = np.uint32(0), keys.size
    for place in range(BITS - 8, -1, -8):
        shift = np.uint32(place)
        counts[:] = 0
        for at in range(size):
            counts[(keys[at] >> shift) & BYTE] += 1
        digit = 0
        while counts[digit] < wanted:
            wanted -= counts[digit]
            digit += 1
        found |= np.uint32(digit) << shift
        kept = 0
        for at in range(size):
            held = keys[at]
            keys[kept] = held
            kept += ((held >> shift) & BYTE) == np.uint32(digit)
        size = kept
        if size == 1:
            return keys[0], 1
    return found, wanted
