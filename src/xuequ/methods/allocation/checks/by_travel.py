"""Is a coordinated placement right?  By its definition alone: slow, for tests and small numbers.

Units in order; each stays placed when the ones before it and itself can be seated at once.  Then
their total travel is compared with the least, found as an assignment of units to single seats.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..arrays import Int32, Int64


def check_coordinated(placed: Int32, order: Int32, cost: Int64, seats: Int64) -> list[str]:
    """Faults of a result of `coordinated` for units of one child each.

    It does not look at which of several results with the least total was taken.
    """
    chosen = [int(each) for each in order]
    for unit, school in enumerate(placed.tolist()):
        if school >= 0 and (unit not in chosen or cost[unit, school] < 0):
            return [f"unit {unit} is where it may not go"]
    if any((placed == school).sum() > most for school, most in enumerate(seats.tolist())):
        return ["a school has more children than seats"]
    slots = [school for school, most in enumerate(seats.tolist()) for _ in range(most)]
    held: dict[int, int] = {}
    for unit in chosen:
        seated = _reach(unit, slots, cost, held, set())
        if seated != (placed[unit] >= 0):
            return [f"unit {unit} should {'' if seated else 'not '}be placed"]
    inside = [unit for unit in chosen if placed[unit] >= 0]
    total = sum(int(cost[unit, placed[unit]]) for unit in inside)
    least = least_total([[int(cost[u, s]) for s in slots] for u in inside])
    return [] if total == least else [f"total travel is {total}, and {least} would do"]


def _reach(
    unit: int, slots: Sequence[int], cost: Int64, held: dict[int, int], seen: set[int]
) -> bool:
    for slot, school in enumerate(slots):
        if cost[unit, school] < 0 or slot in seen:
            continue
        seen.add(slot)
        if slot not in held or _reach(held[slot], slots, cost, held, seen):
            held[slot] = unit
            return True
    return False


def least_total(cost: list[list[int]]) -> int:
    """Least sum of an assignment of all rows to different columns; -1 is not allowed.

    The Hungarian method with potentials of rows and columns (Jonker and Volgenant's form).
    """
    if not cost:
        return 0
    wall = 1 + sum(max(row) for row in cost) * 2
    table = [[wall if each < 0 else each for each in row] for row in cost]
    columns = len(table[0])
    rows_of: list[int] = [-1] * columns
    row_price, column_price = [0] * len(table), [0] * (columns + 1)
    for row in range(len(table)):
        _augment(row, table, rows_of, row_price, column_price)
    return sum(table[row][column] for column, row in enumerate(rows_of) if row >= 0)


def _augment(
    start: int,
    table: list[list[int]],
    rows_of: list[int],
    row_price: list[int],
    column_price: list[int],
) -> None:
    columns = len(rows_of)
    slack: list[float] = [float("inf")] * columns
    before = [-1] * columns
    used: list[int] = []
    row, column = start, -1
    while True:
        for at in (at for at in range(columns) if at not in used):
            rest = table[row][at] - row_price[row] - column_price[at]
            if rest < slack[at]:
                slack[at], before[at] = rest, column
        nearest = min((at for at in range(columns) if at not in used), key=lambda at: slack[at])
        delta = int(slack[nearest])
        row_price[start] += delta
        for at in used:
            row_price[rows_of[at]] += delta
            column_price[at] -= delta
        slack = [each - delta for each in slack]
        used.append(nearest)
        column, row = nearest, rows_of[nearest]
        if row < 0:
            break
    while column >= 0:
        earlier = before[column]
        rows_of[column] = start if earlier < 0 else rows_of[earlier]
        column = earlier
