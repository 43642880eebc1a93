"""Outlines of catchments: what is one, and which lie on one another."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from xuequ.directory.engine.catchments.outlines import (
    MOST_POINTS,
    Misdrawn,
    outline_of,
    overlapping,
    rings_of,
)
from xuequ.directory.engine.catchments.shapes import area, crosses_itself, holds, overlap

Points = list[list[float]]


def box(west: float, south: float, wide: float = 0.01, high: float = 0.01) -> Points:
    east, north = west + wide, south + high
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: Points) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


SQUARE = polygon(box(114.0, 22.5))


@pytest.mark.parametrize(
    "given",
    [
        SQUARE,
        {"type": "Feature", "properties": {}, "geometry": SQUARE},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": SQUARE}]},
    ],
)
def test_a_polygon_is_taken_alone_and_as_the_one_feature_of_a_file(given: object) -> None:
    assert outline_of(json.dumps(given)) == SQUARE


def test_no_text_is_no_outline_and_heights_and_repeated_points_are_left_out() -> None:
    assert outline_of("  \n") is None
    ring = [[*each, 12.5] for each in box(114.0, 22.5)]
    assert outline_of(json.dumps(polygon([ring[0], *ring]))) == SQUARE


WRONG: dict[str, tuple[object, str]] = {
    "a point": ({"type": "Point", "coordinates": [114.0, 22.5]}, "no-polygon"),
    "several polygons": ({"type": "MultiPolygon", "coordinates": [[box(1, 1)]]}, "no-polygon"),
    "two features": (
        {"type": "FeatureCollection", "features": [{"geometry": SQUARE}] * 2}, "no-polygon",
    ),
    "a number": (5, "no-polygon"),
    "no ring": (polygon(), "no-polygon"),
    "an empty ring": (polygon([]), "bad-points"),
    "not closed": (polygon(box(114.0, 22.5)[:-1]), "not-closed"),
    "two corners": (polygon([[1, 1], [2, 2], [1, 1]]), "flat"),
    "a line there and back": (polygon([[1, 1], [1.5, 1], [2, 1], [1, 1]]), "flat"),
    "next to nothing": (polygon(box(114.0, 22.5, 0.00005, 0.00005)), "flat"),
    "a knot": (
        polygon([[1.0, 1.0], [1.1, 1.1], [1.1, 1.0], [1.0, 1.1], [1.0, 1.0]]), "crossing",
    ),
    "off the earth": (polygon(box(179.995, 22.5)), "bad-points"),
    "words": (polygon([["1", "2"]] * 4), "bad-points"),  # type: ignore[list-item]
    "yes and no": (polygon([[True, False]] * 4), "bad-points"),
    "metres": (polygon(box(500_000.0, 2_500_000.0)), "bad-points"),
    "very many points": (
        polygon([[114 + n / 1e5, 22.0] for n in range(MOST_POINTS + 1)]), "too-many",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_outline_is_told_apart(what: str) -> None:
    given, wrong = WRONG[what]
    with pytest.raises(Misdrawn) as found:
        outline_of(json.dumps(given))
    assert found.value.wrong == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{", "no-json"), ("益田村", "no-json"), ("[" * 50_000, "no-json"),
        ("[" * 70_000, "too-many"),
        ('{"type":"Polygon","coordinates":[[[NaN,1],[1,2],[2,2],[NaN,1]]]}', "bad-points"),
        ('{"type":"Polygon","coordinates":[[[1e999,1],[1,2],[2,2],[1e999,1]]]}', "bad-points"),
    ],
)  # fmt: skip
def test_text_that_is_no_geojson_is_told_apart(text: str, wrong: str) -> None:
    with pytest.raises(Misdrawn) as found:
        outline_of(text)
    assert found.value.wrong == wrong


def together(one: Any, other: Any, *areas: str) -> list[tuple[int, int]]:
    outlines = {1: rings_of(one), 2: rings_of(other)}
    return overlapping(outlines, dict(enumerate(areas, start=1)))


HOLE = polygon(box(114.0, 22.5, 0.03, 0.03), box(114.01, 22.51))
OTHERS: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "side by side": (SQUARE, polygon(box(114.01, 22.5)), False),
    "corner to corner": (SQUARE, polygon(box(114.01, 22.51)), False),
    "a strip of five metres": (SQUARE, polygon(box(114.00996, 22.5)), False),
    "a strip of fifty metres": (SQUARE, polygon(box(114.0095, 22.5)), True),
    "far away": (SQUARE, polygon(box(115.0, 22.5)), False),
    "the same": (SQUARE, SQUARE, True),
    "one within the other": (SQUARE, polygon(box(114.002, 22.502, 0.004, 0.004)), True),
    "like a cross": (
        polygon(box(114.0, 22.504, 0.01, 0.002)), polygon(box(114.004, 22.5, 0.002, 0.01)), True,
    ),
    "in the hole": (HOLE, polygon(box(114.01, 22.51)), False),
    "over the hole": (HOLE, polygon(box(114.009, 22.509, 0.012, 0.012)), True),
}  # fmt: skip


@pytest.mark.parametrize("what", OTHERS)
def test_outlines_that_share_ground_are_found_and_borders_are_not(what: str) -> None:
    one, other, wanted = OTHERS[what]
    assert bool(together(one, other)) is wanted
    assert bool(together(other, one)) is wanted


def test_schools_served_together_may_share_ground() -> None:
    assert together(SQUARE, SQUARE, "东片", "东片") == []
    assert together(SQUARE, SQUARE, "东片", "") == [(1, 2)]
    assert together(SQUARE, SQUARE, "东片", "西片") == [(1, 2)]
    assert overlapping({}, {}) == []


def test_overlaps_are_those_of_a_grid_of_points() -> None:
    """Boxes at random, against every point of a fine grid that lies well inside both."""
    random = Random(2027)
    seen = set()
    for _ in range(300):
        one, other = (
            [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
            for x, y, w, h in (
                (random.randrange(0, 200, 20), random.randrange(0, 200, 20),
                 random.randrange(40, 200, 20), random.randrange(40, 200, 20))
                for _ in range(2)
            )
        )  # fmt: skip
        grid = [(x + 0.5, y + 0.5) for x in range(0, 400, 10) for y in range(0, 400, 10)]
        wanted = any(holds([one], each) and holds([other], each) for each in grid)
        assert overlap([one], [other], 5.0) is wanted, (one, other)
        seen.add(wanted)
    assert seen == {True, False}


def test_a_ring_crosses_itself_just_where_two_sides_apart_meet() -> None:
    star = [(0.0, 0.0), (4.0, 3.0), (0.0, 3.0), (4.0, 0.0), (2.0, 5.0), (0.0, 0.0)]
    comb = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (6.0, 1.0), (3.0, 9.0), (0.0, 9.0), (0.0, 0.0)]
    touching = [(0.0, 0.0), (4.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 4.0), (0.0, 0.0)]
    assert crosses_itself(star) and crosses_itself(touching) and not crosses_itself(comb)
    assert area(comb) == 81 - 24  # a square, less the notch
