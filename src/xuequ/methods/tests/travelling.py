"""Coordinated placement by its definition and the Hungarian method: slow and obvious."""

from __future__ import annotations

from collections.abc import Sequence

from xuequ.methods.allocation.arrays import Int32, Int64


def slow_coordinated(order: Int32, cost: Int64, seats: Int64) -> tuple[set[int], int]:
    """Who is seated, one after another, and the least total travel of just these."""
    slots = [school for school, most in enumerate(seats.tolist()) for _ in range(most)]
    held: dict[int, int] = {}
    inside = [int(u) for u in order if _reach(int(u), slots, cost, held, set())]
    return set(inside), least_total([[int(cost[u, s]) for s in slots] for u in inside])


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
