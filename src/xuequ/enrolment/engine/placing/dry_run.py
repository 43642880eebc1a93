"""Make a result: a trial without a seed anybody brings, and the sealed package of the draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xuequ.methods.lottery.digests import digest

from ..package import allocations

if TYPE_CHECKING:
    from ..places.carried import Carried

TRIAL = b"xuequ-trial-1\n"  # no seed of a draw begins like this: it hangs on nothing that is frozen


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial gives."""

    result: bytes
    waiting: bytes


def tried(read: allocations.Read) -> Tried:
    """A trial; all of a round have one seed, so that only rules and applications differ."""
    from ..places.told import result_of, waiting_of

    held = carried(read, trial_seed(read))
    return Tried(result_of(held), waiting_of(held))


def trial_seed(read: allocations.Read) -> bytes:
    """The seed of all trials of a round; empty where there is no draw."""
    if not read.rules.draw:
        return b""
    return digest(read.rules.hash, TRIAL + read.rules.round.encode())


def carried(read: allocations.Read, seed: bytes) -> Carried:
    """The allocation of files that were understood."""
    from ..places.carried import Case, carried_out  # it brings the compiler along

    return carried_out(Case(read.rules, read.schools, read.units, read.travel, seed))
