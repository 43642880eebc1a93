"""Outlines of catchments: read from GeoJSON, checked, compared with one another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import combinations, pairwise
from typing import Any, Literal

from .shapes import Point, area, crosses_itself, on_plane, overlap

MOST_POINTS = 400
LONGEST = 60_000  # signs of text
STRIP = 10.0  # metres along a border that two outlines may share
LEAST = 100.0  # square metres
Rings = tuple[tuple[Point, ...], ...]
Wrong = Literal["no-json", "no-polygon", "not-closed", "bad-points", "too-many", "crossing", "flat"]


class Misdrawn(Exception):
    """An outline that cannot be; `wrong` says why."""

    def __init__(self, wrong: Wrong) -> None:
        self.wrong = wrong


def outline_of(text: str) -> dict[str, Any] | None:
    """The polygon a text gives: a GeoJSON geometry, a feature, or a collection of one feature.

    Returns:
        The geometry, coordinates rounded to about a decimetre; None for an empty text.

    Raises:
        Misdrawn: it is none, or one that cannot be.
    """
    if not text.strip():
        return None
    if len(text) > LONGEST:
        raise Misdrawn("too-many")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as unread:
        raise Misdrawn("no-json") from unread
    rings = _checked(_geometry(found))
    return {"type": "Polygon", "coordinates": [[list(each) for each in ring] for ring in rings]}


def rings_of(outline: Mapping[str, Any]) -> Rings:
    """The rings of a kept outline: the outer one, then holes."""
    return tuple(tuple((x, y) for x, y in ring) for ring in outline["coordinates"])


def overlapping(outlines: Mapping[int, Rings], areas: Mapping[int, str]) -> list[tuple[int, int]]:
    """Which outlines share ground though their catchments are not served together.

    Args:
        outlines: by the key of the school, in one datum.
        areas: under what name each catchment is served together with others, if it is.
    """
    if not outlines:
        return []
    origin = next(iter(outlines.values()))[0][0]
    flat = {of: on_plane(rings, origin) for of, rings in outlines.items()}
    return [
        (one, other)
        for one, other in combinations(flat, 2)
        if not (areas.get(one) and areas.get(one) == areas.get(other))
        and overlap(flat[one], flat[other], STRIP)
    ]


def _geometry(found: Any) -> Any:
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        features = found.get("features")
        found = features[0] if isinstance(features, list) and len(features) == 1 else None
    if isinstance(found, dict) and found.get("type") == "Feature":
        found = found.get("geometry")
    if not isinstance(found, dict) or found.get("type") != "Polygon":
        raise Misdrawn("no-polygon")
    return found.get("coordinates")


def _checked(coordinates: Any) -> Rings:
    if not isinstance(coordinates, list) or not coordinates:
        raise Misdrawn("no-polygon")
    rings = tuple(_ring(each) for each in coordinates)
    if sum(len(each) for each in rings) > MOST_POINTS:
        raise Misdrawn("too-many")
    for flat in on_plane(rings, rings[0][0]):
        if crosses_itself(flat):
            raise Misdrawn("crossing")
        if area(flat) < LEAST:
            raise Misdrawn("flat")
    return rings


def _ring(points: Any) -> tuple[Point, ...]:
    if not isinstance(points, list) or not points:
        raise Misdrawn("bad-points")
    if len(points) > MOST_POINTS:
        raise Misdrawn("too-many")
    ring = [_point(each) for each in points]
    if ring[0] != ring[-1]:
        raise Misdrawn("not-closed")
    kept = [
        ring[0],
        *(each for before, each in pairwise(ring) if each != before),
    ]
    if len(kept) < 4:
        raise Misdrawn("flat")
    return tuple(kept)


def _point(said: Any) -> Point:
    numbers = said[:2] if isinstance(said, list) else []
    if len(numbers) != 2 or not all(type(each) in (int, float) for each in numbers):
        raise Misdrawn("bad-points")
    if not (-180 <= numbers[0] <= 180 and -90 <= numbers[1] <= 90):
        raise Misdrawn("bad-points")
    return round(float(numbers[0]), 6), round(float(numbers[1]), 6)
