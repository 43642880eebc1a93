"""A made-up year: applications nobody handed in, to see what rules would do to them.

The lists come of a multinomial logit model: what a school is worth to a family is how sought after
it is (normal, spread 1), plus `near` if it is the own one, plus a Gumbel term of the family's own;
the list is in that order.  Points are spread evenly over 60.0 to 100.0, classes over 1 to 3, what
decides between equals over 0 to 120; every own school has children as its share of all seats.
These are assumptions, no findings: where applications of a past year are there, they say more.
"""

from __future__ import annotations

import numpy as np

from xuequ.kernel.refusal import Refused
from xuequ.methods.allocation.arrays import Int64
from xuequ.methods.lottery.digests import tag

from ..package import tables
from ..places.rules import Rules
from ..places.schools import Schools
from .wanted import MOST, Year

CLASSES = 3


def synthetic(rules: Rules, schools: Schools, year: Year) -> bytes:
    """applications.csv of a made-up year, as a package holds it.

    Raises:
        Refused("too-many-made-up"): fewer than one child, or more than 200,000.
        Refused("nowhere-to-belong"): no school of the rules can be anybody's own.
    """
    if not 1 <= year.children <= MOST:
        raise Refused("too-many-made-up", most=MOST)
    chance = np.random.Generator(
        np.random.PCG64(int.from_bytes(tag("sha256", year.text.encode(), b"synthetic|1"), "big"))
    )
    homes, names = _homes(rules, schools)
    n = year.children
    weights = np.array([max(schools.all[each].seats, 1) for each in homes], float)
    own = np.repeat(np.arange(len(homes)), _shared(n, weights))
    chance.shuffle(own)
    lists = _lists(chance, rules, schools, np.array(homes)[own], year.near)
    points = chance.integers(600, 1001, n)
    classes = chance.integers(1, CLASSES + 1, n)
    ties = chance.integers(0, 121, (n, len(rules.ties)))
    rows = (
        [
            f"9{at:07d}", "", "", names[own[at]], "",
            str(classes[at]) if rules.goes_by("class") else "",
            f"{points[at] // 10}.{points[at] % 10}" if rules.goes_by("points") else "",
            *[schools.all[each].name if each >= 0 else "" for each in lists[at]],
            *[str(each) for each in ties[at]],
        ]
        for at in range(n)
    )  # fmt: skip
    return tables.written(rules.columns, rows)


def _homes(rules: Rules, schools: Schools) -> tuple[list[int], list[str]]:
    """The schools that can be a child's own, and what stands in the file for it."""
    if rules.belongs == "primary":
        pairs = [(at, name) for name, at in schools.junior.items()]
    else:
        inside = rules.catchment or tuple(schools.number)
        pairs = [(schools.number[name], name) for name in inside]
    if not pairs:
        raise Refused("nowhere-to-belong")
    return [at for at, _ in pairs], [name for _, name in pairs]


def _shared(n: int, weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Int64:
    """n split by weights, the largest remainders rounded up."""
    exact = n * weights / weights.sum()
    found: Int64 = np.floor(exact).astype(np.int64)
    left = n - int(found.sum())
    found[np.argsort(found - exact, kind="stable")[:left]] += 1
    return found


def _lists(
    chance: np.random.Generator, rules: Rules, schools: Schools, own: Int64, near: float
) -> Int64:
    """n by ranks: numbers of schools, none twice, -1 where no school is left for a rank."""
    n, count = len(own), len(schools.all)
    worth = chance.normal(size=count) + chance.gumbel(size=(n, count))
    worth[np.arange(n), own] += near
    inside = np.zeros(count, bool)
    inside[[schools.number[name] for name in rules.catchment]] = True
    found = np.full((n, len(rules.choices)), -1, np.int64)
    rows = np.arange(n)
    for rank, domain in enumerate(rules.choices):
        open_to = np.where(inside, worth, -np.inf) if domain == "zone" else worth
        best = open_to.argmax(axis=1)
        may = np.isfinite(open_to[rows, best])
        found[may, rank] = best[may]
        worth[rows[may], best[may]] = -np.inf
    return found
