"""A made-up week without clashes, and made-up sums over marks: plain values, same for a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from random import Random

PLAN = {"语文": 6, "数学": 4, "英语": 3, "体育": 3, "音乐": 2, "美术": 2, "科学": 2, "信息科技": 1}
FULL = 25  # lessons a week a made-up teacher gives at most
Edge = tuple[str, str, str]  # class, subject, teacher; "" for nobody named


def teachers_wanted(classes: int) -> dict[str, int]:
    """How many teachers of each subject so many classes need."""
    return {subject: ceil(classes * each / FULL) for subject, each in PLAN.items()}


def lessons(classes: Sequence[str], teachers: Mapping[str, Sequence[str]]) -> list[Edge]:
    """Who teaches what in which class, once for every lesson of the week."""
    found: list[Edge] = []
    load: dict[str, int] = {}
    for name in classes:
        for subject, count in PLAN.items():
            free = [each for each in teachers.get(subject, ()) if load.get(each, 0) + count <= FULL]
            who = min(free, key=lambda each: load.get(each, 0)) if free else ""
            load[who] = load.get(who, 0) + count
            found += [(name, subject, who)] * count
    return found


def week(edges: Sequence[Edge], slots: int) -> list[tuple[int, Edge]]:
    """A slot for every lesson, no class and no teacher twice in one.

    The edges of a graph of two sides are coloured one by one; where both ends are not free in a
    common slot, the lessons on the path between two slots change places.
    """
    at: dict[str, dict[int, int]] = {}
    slot_of: dict[int, int] = {}

    def ends(edge: int) -> tuple[str, str]:
        name, _, who = edges[edge]
        return name, who or f"nobody of {name} {edge}"

    def free(end: str) -> int:
        return next(n for n in range(slots) if n not in at.setdefault(end, {}))

    for edge in range(len(edges)):
        own, other = ends(edge)
        one, two = free(own), free(other)
        path, here, wanted = [], other, one
        while one in at[other] and wanted in at.setdefault(here, {}):
            step = at[here][wanted]
            path.append(step)
            first, last = ends(step)
            here = last if here == first else first
            wanted = two if wanted == one else one
        for step in path:
            for end in ends(step):
                at[end].pop(slot_of[step], None)
        for step in path:
            slot_of[step] = two if slot_of[step] == one else one
            for end in ends(step):
                at[end][slot_of[step]] = step
        slot_of[edge] = one
        at[own][one] = at[other][one] = edge
    return sorted((slot_of[edge], edges[edge]) for edge in range(len(edges)))


def sums(chance: Random, pupils: int) -> list[str]:
    """What is told of made-up marks of a class: the cells from «took part» to the bands."""
    absent = chance.choice((0, 0, 0, 1, 2)) if pupils > 10 else 0
    level = chance.gauss(76, 5)
    marks = [round(min(100, max(15, chance.gauss(level, 12)))) for _ in range(pupils - absent)]
    n = len(marks)
    mean = sum(marks) / n
    deviation = sqrt(sum((each - mean) ** 2 for each in marks) / max(1, n - 1))
    counts = (
        sum(each >= 60 for each in marks),
        sum(each >= 85 for each in marks),
        sum(each < 40 for each in marks),
    )
    shares = [100 * each / n for each in counts]
    edges = ((0, 59), (60, 69), (70, 84), (85, 100))
    bands = "；".join(
        f"{low}-{high}:{sum(low <= each <= high for each in marks)}" for low, high in edges
    )
    told = [f"{each:.2f}" for each in (mean, deviation, *shares)]
    return [str(n), str(absent), "100", *told, bands]
