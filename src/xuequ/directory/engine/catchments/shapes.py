"""Rings on a plane in metres: do they cross themselves, does one lie inside another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians

Point = tuple[float, float]
Ring = Sequence[Point]  # closed: the last point is the first
Rings = Sequence[Ring]  # the outer one, then holes
METRES = 111_320.0  # of a degree of latitude


def on_plane(rings: Rings, origin: Point) -> list[list[Point]]:
    """Longitudes and latitudes as metres east and north of an origin."""
    east = METRES * cos(radians(origin[1]))
    return [[((x - origin[0]) * east, (y - origin[1]) * METRES) for x, y in ring] for ring in rings]


def crosses_itself(ring: Ring) -> bool:
    """Do two sides of a ring that are no neighbours meet?"""
    sides = list(pairwise(ring))
    last = len(sides) - 1
    return any(
        _meet(*sides[i], *sides[j])
        for i in range(len(sides))
        for j in range(i + 2, len(sides))
        if not (i == 0 and j == last)
    )


def area(ring: Ring) -> float:
    """What a ring encloses."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))) / 2


def overlap(one: Rings, other: Rings, within: float) -> bool:
    """Do two areas share ground, more than a strip along their border?

    Borders drawn twice never fall on one another exactly; points nearer than `within` to the
    border of the other count as on it.

    Args:
        within: metres.
    """
    if not _boxes_meet(one[0], other[0]):
        return False
    return any(_deep(point, other, within) for point in _samples(one, other)) or any(
        _deep(point, one, within) for point in _samples(other, one)
    )


def holds(rings: Rings, point: Point) -> bool:
    """Does a point lie in an area: in the outer ring and in no hole?"""
    x, y = point
    inside = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


def _deep(point: Point, rings: Rings, within: float) -> bool:
    return holds(rings, point) and all(
        _distance(point, *side) > within for ring in rings for side in pairwise(ring)
    )


def _samples(one: Rings, other: Rings) -> list[Point]:
    """Corners of an area, the middles of its sides between crossings, a point inside."""
    found: list[Point] = [_inner(one)]
    for ring in one:
        for a, b in pairwise(ring):
            found.append(a)
            stops = sorted({0.0, 1.0, *_stops(a, b, other)})
            found += [_along(a, b, (s + t) / 2) for s, t in pairwise(stops)]
    return found


def _stops(a: Point, b: Point, rings: Rings) -> list[float]:
    """Where along a side, from 0 to 1, it meets the sides of rings."""
    found = []
    dx, dy = b[0] - a[0], b[1] - a[1]
    for ring in rings:
        for c, d in pairwise(ring):
            ex, ey = d[0] - c[0], d[1] - c[1]
            turn = dx * ey - dy * ex
            if turn:
                s = ((c[0] - a[0]) * ey - (c[1] - a[1]) * ex) / turn
                t = ((c[0] - a[0]) * dy - (c[1] - a[1]) * dx) / turn
                if 0 < s < 1 and 0 <= t <= 1:
                    found.append(s)
    return found


def _inner(rings: Rings) -> Point:
    """A point inside, in the middle of the widest stretch halfway up between two corners."""
    heights = sorted({y for ring in rings for _, y in ring})
    best: tuple[float, Point] = (-1.0, rings[0][0])
    for low, high in pairwise(heights):
        y = (low + high) / 2
        cuts = sorted(
            (bx - ax) * (y - ay) / (by - ay) + ax
            for ring in rings
            for (ax, ay), (bx, by) in pairwise(ring)
            if (ay > y) != (by > y)
        )
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            best = max(best, (min(right - left, high - low), ((left + right) / 2, y)))
    return best[1]


def _along(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to a side."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0.0
    x, y = _along(a, b, min(1.0, max(0.0, t)))
    return hypot(point[0] - x, point[1] - y)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Do two sides share a point?"""
    one, two, three, four = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if one * two < 0 and three * four < 0:
        return True
    pairs = ((one, a, b, c), (two, a, b, d), (three, c, d, a), (four, c, d, b))
    return any(turn == 0 and _between(p, q, r) for turn, p, q, r in pairs)


def _between(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _boxes_meet(one: Ring, other: Ring) -> bool:
    return all(
        min(p[axis] for p in one) <= max(p[axis] for p in other)
        and min(p[axis] for p in other) <= max(p[axis] for p in one)
        for axis in (0, 1)
    )
