"""The facts of each choice, one after the other: what `sentences` tells all at once."""

from __future__ import annotations

from collections.abc import Iterator

from xuequ.enrolment.engine.reasons import Facts
from xuequ.methods.allocation.arrays import Applications, Outcome
from xuequ.methods.allocation.standing import Standing


def one_by_one(a: Applications, outcome: Outcome, held: Standing) -> Iterator[list[Facts]]:
    """For each unit, in their order, the facts of each of its choices."""
    tally = outcome.tally
    for i in range(len(a.prefs)):
        row = []
        for j in range(a.prefs.shape[1]):
            s, r = int(a.prefs[i, j]), j if tally.seats.shape[0] > 1 else 0
            drawn = a.tickets[i, j if a.tickets.shape[1] > 1 else 0]
            numbers = (tally.claim[r, s], drawn, tally.ticket[r, s], tally.seats[r, s],
                       tally.asked[r, s], tally.entered[r, s], held.place[i, j])  # fmt: skip
            told = [int(each) for each in (held.decided[i, j], a.claims[i, j], *numbers)]
            row.append(Facts._make([j + 1, s, *told, tuple(map(int, held.ahead[i, j]))]))
        yield row
