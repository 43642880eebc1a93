"""Synthetic people and places, the same for the same seed.

Nothing here is a person.  Every name says 演示 (demonstration), so that none can be taken
for somebody real.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗"
CENTRE = (108.366, 22.862)  # longitude, latitude of the county's middle, WGS-84


def names(seed: int, count: int) -> list[str]:
    """`count` different made-up names."""
    chance = Random(seed)
    return [f"{chance.choice(SURNAMES)}演示{n:03d}" for n in range(1, count + 1)]


def places(seed: int, sizes: Sequence[int]) -> list[list[tuple[float, float]]]:
    """For clusters of the given sizes, a made-up longitude and latitude for every member.

    The first of each cluster lies in its middle; clusters lie on two rings round the centre.
    """
    chance = Random(seed)
    found = []
    for n, size in enumerate(sizes):
        ring = 0.035 if n % 2 else 0.085
        turn = 2 * pi * n / len(sizes) + chance.uniform(-0.1, 0.1)
        middle = (CENTRE[0] + ring * cos(turn), CENTRE[1] + ring * sin(turn))
        others = [
            (middle[0] + chance.gauss(0, 0.012), middle[1] + chance.gauss(0, 0.012))
            for _ in range(size - 1)
        ]
        found.append([(round(x, 5), round(y, 5)) for x, y in (middle, *others)])
    return found


def class_sizes(seed: int, stages: Sequence[str]) -> list[tuple[str, int, int, int]]:
    """(stage, grade, class number, pupils) for a made-up school teaching `stages`."""
    chance = Random(seed)
    grades = [("primary", grade) for grade in range(1, 7)] if "primary" in stages else []
    grades += [("junior", grade) for grade in range(7, 10)] if "junior" in stages else []
    parallel = chance.choice((1, 2, 2, 3, 4))
    return [
        (stage, grade, number, chance.randint(24, 46))
        for stage, grade in grades
        for number in range(1, parallel + 1)
    ]
