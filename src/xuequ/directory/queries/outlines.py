"""Outlines of catchments and their schools, for the map."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xuequ.methods.distance import from_gcj02

from ..models import Campus
from .drafts import Held, rings


def features(found: Mapping[int, Held], on: date) -> list[dict[str, Any]]:
    """Per school its name, the area it is served in, its rings and campuses in WGS-84.

    Rings are lists of [longitude, latitude], the outer one first.
    """
    outlines = rings(found)
    points = _points(found, on)
    return [
        {
            "school": each.school.name,
            "area": each.area,
            "places": len({line.place for line in each.lines}),
            "rings": [[list(point) for point in ring] for ring in outlines.get(pk, ())],
            "points": points.get(pk, []),
        }
        for pk, each in found.items()
        if pk in outlines or pk in points
    ]


def _points(found: Mapping[int, Held], on: date) -> dict[int, list[list[float]]]:
    rows = Campus.objects.on(on).filter(school__in=list(found))
    rows = rows.exclude(longitude=None).exclude(latitude=None).order_by("pk")
    points: dict[int, list[list[float]]] = {}
    for school, east, north, datum in rows.values_list(
        "school_id", "longitude", "latitude", "datum"
    ):
        at = from_gcj02((east, north)) if datum == "gcj02" else (east, north)
        points.setdefault(school, []).append([round(at[0], 6), round(at[1], 6)])
    return points
