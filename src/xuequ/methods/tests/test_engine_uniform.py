"""Permutation tests: who is drawn early hangs on nothing that a family brings.

Children have an order of submission, an identifier, a name and a school.  Their ranks are averaged
over many draws; if the children are exchangeable, these means may be dealt out to them anew, and
the statistic of the draws is one of many alike.  The share of those that are as large is the
p-value.  Draws that favour somebody show that the test can fail.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from xuequ.methods.lottery.variants import VARIANTS, Drawing, draw

Floats = npt.NDArray[np.float64]
CHILDREN, SCHOOLS, DRAWS, DEALS = 120, 8, 400, 2_000
G = np.random.default_rng(20261129)
NUMBERS = [f"{each:05d}" for each in G.permutation(90_000)[:CHILDREN] + 10_000]
NAMES = ["".join(G.choice(list("陈李王张赵黄周吴"), 3)) for _ in range(CHILDREN)]
SCHOOL = G.integers(0, SCHOOLS, CHILDREN)
ORDERED: dict[str, Floats] = {
    "submission": np.arange(CHILDREN, dtype=float),
    "identifier": np.array(NUMBERS, float),
    "name": np.argsort(np.argsort(NAMES, kind="stable"), kind="stable").astype(float),
}


def related(means: Floats, to: str) -> float:
    """How much mean ranks go with an order, or differ between schools."""
    if to == "school":
        totals = np.bincount(SCHOOL, means - means.mean(), SCHOOLS)
        return float((totals**2 / np.bincount(SCHOOL, minlength=SCHOOLS)).sum())
    return abs(float(np.corrcoef(means, ORDERED[to])[0, 1]))


def p_value(means: Floats, to: str) -> float:
    chance = np.random.default_rng(7)
    seen = related(means, to)
    dealt = sum(related(chance.permutation(means), to) >= seen for _ in range(DEALS))
    return (1 + dealt) / (1 + DEALS)


def mean_ranks(order_of: Callable[[bytes], list[str]]) -> Floats:
    """Mean rank of each child over many seeds."""
    at = {number: place for place, number in enumerate(NUMBERS)}
    total = np.zeros(CHILDREN)
    for each in range(DRAWS):
        drawn = order_of(hashlib.sha256(f"seed {each}".encode()).digest())
        total[[at[number] for number in drawn]] += np.arange(CHILDREN)
    return total / DRAWS


@cache
def of_variant(variant: str) -> Floats:
    """Of a draw whose list was numbered at random before, as docs/package.md asks."""

    def order_of(key: bytes) -> list[str]:
        listed = random.Random(b"list" + key).sample(NUMBERS, CHILDREN)
        return draw(variant, Drawing("sha256", key, "2026", listed, 30))

    return mean_ranks(order_of)


@pytest.mark.parametrize("to", [*ORDERED, "school"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_rank_hangs_on_nothing_a_family_brings(variant: str, to: str) -> None:
    assert p_value(of_variant(variant), to) > 0.002  # twenty tests: one in twenty-five would fail


@pytest.mark.parametrize("to", [*ORDERED, "school"])
def test_a_draw_that_favours_somebody_is_found(to: str) -> None:
    """A tenth of a rank's spread for the favoured, in every draw."""
    favour = ORDERED[to] if to != "school" else (SCHOOL == 3).astype(float)
    favour = (favour - favour.mean()) / favour.std()

    def order_of(key: bytes) -> list[str]:
        chance = np.random.default_rng(int.from_bytes(key[:8], "big"))
        drawn = chance.random(CHILDREN) + 0.03 * favour
        return [NUMBERS[at] for at in np.argsort(drawn)]

    assert p_value(mean_ranks(order_of), to) < 0.001


@pytest.mark.parametrize("to", ["submission", "identifier"])
def test_by_tickets_a_list_in_the_order_of_arrival_favours_nobody_either(to: str) -> None:
    def order_of(key: bytes) -> list[str]:
        return draw("ticket", Drawing("sha256", key, "2026", NUMBERS, 30))

    assert p_value(mean_ranks(order_of), to) > 0.002
