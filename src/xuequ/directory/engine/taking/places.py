"""Where a campus lies, as a row says it."""

from __future__ import annotations

from decimal import Decimal

from xuequ.kernel.sheet import Row

from .marks import Marks, said

COLUMNS = ("address", "phone", "datum")
EAST, NORTH = (73, 136), (3, 54)  # degrees within which the country lies


def campus_of(row: Row, marks: Marks) -> dict[str, object]:
    """What the row says of a campus: address, telephone, coordinates with their datum."""
    found = said(row, COLUMNS)
    longitude, latitude = row.values.get("longitude"), row.values.get("latitude")
    if longitude is None and latitude is None:
        found.pop("datum", None)
        return found
    if longitude is None or latitude is None:
        lacks = "longitude" if longitude is None else "latitude"
        marks.fault(
            row.line,
            lacks,
            "经度、纬度须同时填写，或都留空。",
            "give both longitude and latitude, or neither.",
        )
        return found
    if "datum" not in found:
        marks.fault(
            row.line,
            "datum",
            "填写经纬度的，须写明坐标系（如高德、腾讯地图为 GCJ-02）。",
            "coordinates need their datum (maps on the web usually use GCJ-02).",
        )
    found |= {"longitude": _degrees(longitude), "latitude": _degrees(latitude)}
    _check(row.line, _degrees(longitude), _degrees(latitude), marks)
    return found


def _degrees(value: object) -> float:
    return round(float(Decimal(str(value))), 8)


def _check(line: int, longitude: float, latitude: float, marks: Marks) -> None:
    if _inside(latitude, EAST) and _inside(longitude, NORTH):
        marks.fault(
            line,
            "longitude",
            "经度和纬度可能填反了。请对调。",
            "longitude and latitude seem to be swapped; exchange them.",
        )
    elif not (abs(longitude) <= 180 and abs(latitude) <= 90):
        marks.fault(
            line,
            "longitude",
            "经度应在-180至180之间，纬度应在-90至90之间。请核对。",
            "longitude lies between -180 and 180, latitude between -90 and 90. Check both.",
        )


def _inside(value: float, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= value <= bounds[1]
