"""Short keys of claim and ticket never put one unit before another that stands before it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from xuequ.methods.allocation import keys
from xuequ.methods.allocation.arrays import Applications, applications
from xuequ.methods.allocation.checks.by_rounds import check_rounds
from xuequ.methods.allocation.rounds import preference_rounds
from xuequ.methods.tests.placing import ranks, slow_rounds

N, SAMPLE = 4000, 4


def instance(kind: str, seed: int = 3) -> Applications:
    """Many children with two choices of eight schools."""
    g = np.random.default_rng(seed)
    claims = g.integers(0, 3, (N, 2))
    tickets = g.permutation(N).astype(np.uint64)
    rare = np.arange(N) % (N // SAMPLE) % 7 == 5  # none of those that are looked at
    if kind == "claims beyond the sample":
        claims[rare] = g.choice([-(2**30) + 1, -1, 3, 2**30 - 1], (int(rare.sum()), 2))
    elif kind == "tickets beyond the sample":
        tickets[rare] += np.uint64(2**64 - 2 * N)
    elif kind == "tickets that differ in their last bits":
        tickets += np.uint64(2**63)
    elif kind == "claims that leave no bits":
        claims = g.integers(0, 2, (N, 2)) * (2**30 - 1)
    prefs = np.argsort(g.random((N, 8)), axis=1)[:, :2]
    return applications(prefs, claims, tickets, np.full(8, N // 12))


KINDS = (
    "claims beyond the sample", "tickets beyond the sample",
    "tickets that differ in their last bits", "claims that leave no bits",
)  # fmt: skip


@pytest.fixture
def a_small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "SAMPLE", SAMPLE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_smaller_key_is_of_a_unit_that_stands_before(kind: str, a_small_sample: None) -> None:
    a = instance(kind)
    scale = keys.scale_of(a)
    standing = np.lexsort((a.tickets[:, 0], -a.claims[:, 0]))
    found = [int(keys.key(scale, a.claims[i, 0], a.tickets[i, 0])) for i in standing]
    assert found == sorted(found)
    assert len(set(found)) > 1


@pytest.mark.parametrize("kind", KINDS)
def test_where_keys_are_equal_the_whole_claim_and_ticket_decide(
    kind: str, a_small_sample: None
) -> None:
    a = instance(kind)
    found = preference_rounds(a)
    assert ranks(found) == slow_rounds(a)
    assert check_rounds(a, found) == []


@pytest.mark.parametrize("most", [3, 256, 2**16, 2**32])
def test_the_last_of_so_many_smallest_keys(most: int) -> None:
    g = np.random.default_rng(most)
    counts: Any = np.empty(256, np.int64)
    for size in (1, 2, 3, 50, 700):
        drawn = g.integers(0, most, size, np.uint32)
        for wanted in {1, size // 2 + 1, size}:
            last, share = keys.cut_off(drawn.copy(), wanted, counts)
            assert last == np.sort(drawn)[wanted - 1]
            assert share == wanted - (drawn < last).sum()
