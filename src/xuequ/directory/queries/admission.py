"""Whether children may be entered in a class, as the packages above say that give the seats.

A package that gives seats declares `queries.admitting` with `refusals(entering, now)`; the
directory asks each of them before somebody enters a child by hand, by a sheet or by a transfer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xuequ.kernel.discovery import declared
from xuequ.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class Entering:
    """A child that is to be entered in a class of a school it has not been at.

    Args:
        room: primary key of the class.
        id_number: the child's ID number; "" for unknown.
        is_first_roll: it comes with a roll that is taken over as it is, class by class.
    """

    room: int
    since: date
    id_number: str = ""
    is_first_roll: bool = False


def refusals(entering: Sequence[Entering], now: datetime) -> dict[int, Refused]:
    """Why some of them may not be entered, by their position in the sequence."""
    found: dict[int, Refused] = {}
    for _, module in declared("queries.admitting"):
        for at, refused in module.refusals(entering, now).items():
            found.setdefault(at, refused)
    return found
