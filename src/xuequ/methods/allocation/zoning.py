"""Regimes in which the place of living or the primary school says where a child goes first.

Each turns its rule into applications that `preference_rounds` places: children of the own
catchment or of the matched primaries in the first round, overflow in the next ones.  So nobody
who overflows ever takes a seat from a child of that school's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .arrays import Applications, Int32, Int64, Uint64, applications


def single_school(
    home: Int32,
    overflow: Sequence[Sequence[int]],
    claims: Int32,
    tickets: Int64 | Uint64,
    seats: Int64,
) -> Applications:
    """One catchment, one school (单校划片); overflow goes by the published order.

    Args:
        home: n, the school of the own catchment, -1 for none.
        overflow: for each school the schools, in published order, that take those it cannot.
        claims: n or n by 1, place in the published order of claims, greater first.
        tickets: n, smaller first.
        seats: m.

    Raises:
        ValueError: a school overflows to itself, twice to one school, or to one not there.
    """
    table = _table(overflow, seats.size)
    prefs = table[np.asarray(home)]
    prefs[np.asarray(home) < 0] = -1
    return applications(prefs, claims, tickets, seats)


def drawn(prefs: Int32, tickets: Int64 | Uint64, seats: Int64) -> Applications:
    """Choices, and a draw where there are more children than seats; nobody has a greater claim.

    The rule of multi-school zoning in Guilin (多校划片), and of private schools, with one choice.
    """
    return applications(prefs, None, tickets, seats)


def _table(overflow: Sequence[Sequence[int]], m: int) -> Int32:
    if len(overflow) != m:
        raise ValueError("every school needs a list of schools it overflows to, be it empty")
    width = 1 + max((len(each) for each in overflow), default=0)
    table = np.full((m, width), -1, np.int32)
    for school, others in enumerate(overflow):
        line = [school, *others]
        if len(set(line)) < len(line) or not all(0 <= each < m for each in line):
            raise ValueError(f"school {school} overflows to itself, twice to one, or to none")
        table[school, : len(line)] = line
    return table
