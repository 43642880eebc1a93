"""Does a result follow the rule of rounds?  Each school's queue is told over again, by itself.

Where a unit ended says at which choices it asked before.  So each school's queue of all rounds
is known, and the rule may be followed at this school alone, without placing anybody.  A result
that agrees at every school is the only one: what happens in a round rests on earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..arrays import Applications, Int64, LastSeat, Outcome
from .feasible import feasible

Asked = tuple[int, int, int, int]  # round, claim turned round, ticket, unit


def check_rounds(
    a: Applications,
    outcome: Outcome,
    *,
    last_seat: LastSeat = "pass_over",
    spare: Int64 | None = None,
) -> list[str]:
    """Faults of a result of `preference_rounds`; none when it follows the rule."""
    faults = feasible(a, outcome, spare)
    if faults:
        return faults
    queues: list[list[Asked]] = [[] for _ in range(a.seats.size)]
    for i, (row, end) in enumerate(zip(a.prefs.tolist(), outcome.rank.tolist(), strict=True)):
        for j, school in enumerate(row if end < 0 else row[: end + 1]):
            if school >= 0:
                ticket = int(a.tickets[i, j % a.tickets.shape[1]])
                queues[school].append((j, -int(a.claims[i, j]), ticket, i))
    for school, queue in enumerate(queues):
        extra = 0 if spare is None else int(spare[school])
        seats = int(a.seats[school])
        for unit, enters in _told(sorted(queue), a, (seats, extra, last_seat)):
            if enters != (int(outcome.placed[unit]) == school):
                faults.append(
                    f"unit {unit} should {'' if enters else 'not '}have a seat at school {school}"
                )
                break
    return faults


def _told(
    queue: list[Asked], a: Applications, rule: tuple[int, int, str]
) -> Iterator[tuple[int, bool]]:
    left, extra, last_seat = rule
    stopped = -1
    for j, _, _, unit in queue:
        size = int(a.heads[unit]) if a.heads.size else 1
        enters = size <= left and stopped != j
        if not enters and last_seat == "widen" and 0 < left < size <= left + extra:
            extra -= size - left
            left, enters = size, True
        if not enters and last_seat == "stop":
            stopped = j
        if enters:
            left -= size
        yield unit, enters
