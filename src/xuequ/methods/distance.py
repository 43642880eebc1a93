"""Distance on the earth, and the shifted coordinates Chinese maps use."""

from __future__ import annotations

from math import asin, cos, pi, radians, sin, sqrt

EARTH = 6371.0088  # km, mean radius
AXIS = 6378245.0  # m, semi-major axis of the Krasovsky ellipsoid, on which GCJ-02 rests
ECCENTRICITY = 0.00669342162296594323


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance in km between two (longitude, latitude) pairs in degrees."""
    (east_1, north_1), (east_2, north_2) = one, other
    a, b = radians(north_1), radians(north_2)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(east_2 - east_1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(h, 1.0)))


def to_gcj02(point: tuple[float, float]) -> tuple[float, float]:
    """WGS-84 longitude and latitude in degrees to GCJ-02, as maps sold in China show them."""
    east, north = point
    x, y = east - 105.0, north - 35.0
    d_north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    d_north += _waves(x, 6.0, 2.0) + _swell(y, (1.0, 3.0), (20.0, 40.0))
    d_north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    d_east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    d_east += _waves(x, 6.0, 2.0) + _swell(x, (1.0, 3.0), (20.0, 40.0))
    d_east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    bend = 1 - ECCENTRICITY * sin(radians(north)) ** 2
    metres_north = AXIS * (1 - ECCENTRICITY) / (bend * sqrt(bend)) * pi / 180.0
    metres_east = AXIS / sqrt(bend) * cos(radians(north)) * pi / 180.0
    return east + d_east / metres_east, north + d_north / metres_north


def from_gcj02(point: tuple[float, float]) -> tuple[float, float]:
    """GCJ-02 to WGS-84, by repeated correction; exact to about a centimetre."""
    east, north = point
    for _ in range(6):
        shifted_east, shifted_north = to_gcj02((east, north))
        east, north = east + point[0] - shifted_east, north + point[1] - shifted_north
    return east, north


def _waves(x: float, fast: float, slow: float) -> float:
    return (20.0 * sin(fast * x * pi) + 20.0 * sin(slow * x * pi)) * 2.0 / 3.0


def _swell(x: float, lengths: tuple[float, float], heights: tuple[float, float]) -> float:
    first, second = (h * sin(x * pi / n) for h, n in zip(heights, lengths, strict=True))
    return (first + second) * 2.0 / 3.0
