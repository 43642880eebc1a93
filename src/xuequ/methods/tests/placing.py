"""Small instances, brute force, and slow obvious mechanisms to compare the fast ones with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from xuequ.methods.allocation.arrays import Applications, Outcome, Tally, applications

NO_TALLY = Tally(*(np.zeros((1, 1)) for _ in range(5)))  # type: ignore[arg-type]


def small(
    seed: int, *, most: int = 5, schools: int = 3, levels: int = 3, bundles: bool = False
) -> Applications:
    """An instance of up to `most` units; a child may list fewer schools than there are."""
    g = np.random.default_rng(seed)
    n, m = int(g.integers(1, most + 1)), int(g.integers(1, schools + 1))
    k = int(g.integers(1, m + 1))
    prefs = np.full((n, k), -1)
    for row in prefs:
        row[:] = g.permutation(m)[:k]
        row[int(g.integers(0, k + 1)) :] = -1
    by_choice = bool(g.integers(0, 2))
    tickets = g.permutation(n * k if by_choice else n)
    return applications(
        prefs,
        g.integers(0, levels, (n, k)) if levels else None,
        tickets.reshape(n, k) if by_choice else tickets,
        g.integers(0, 3, m),
        g.integers(1, 3, n) if bundles else None,
    )


def large(seed: int, n: int, *, k: int = 5, levels: int = 40, many: bool = False) -> Applications:
    """A city of n units with k different choices each and as many seats as children."""
    g = np.random.default_rng(seed)
    m = max(k + 1, n // 50)
    weights = g.random((n, m)) ** 0.3 * (1 + np.arange(m) / m)
    prefs = np.argsort(-weights, axis=1)[:, :k]
    tickets = g.permutation(n * k).reshape(n, k) if many else g.permutation(n)
    return applications(prefs, g.integers(0, levels, (n, k)), tickets, np.full(m, n // m))


def key(a: Applications, i: int, j: int) -> tuple[int, int]:
    """How unit i stands at its choice j: smaller is better."""
    return -int(a.claims[i, j]), int(a.tickets[i, j % a.tickets.shape[1]])


def size(a: Applications, i: int) -> int:
    return int(a.heads[i]) if a.heads.size else 1


def every(a: Applications) -> Iterator[Outcome]:
    """All ways to give each unit one of its choices or nothing, feasible or not."""
    n, k = a.prefs.shape
    options = [[-1, *(j for j in range(k) if a.prefs[i, j] >= 0)] for i in range(n)]
    for ranks in product(*options):
        yield outcome(a, ranks)


def outcome(a: Applications, ranks: tuple[int, ...] | list[int]) -> Outcome:
    """The outcome in which each unit has the choice of that number."""
    placed = [int(a.prefs[i, j]) if j >= 0 else -1 for i, j in enumerate(ranks)]
    return Outcome(np.array(placed, np.int32), np.array(ranks, np.int8), NO_TALLY)


def ranks(found: Outcome) -> list[int]:
    return [int(each) for each in found.rank]


def slow_rounds(a: Applications) -> list[int]:
    """Rounds of preferences as one would do them by hand; a bundle too large is passed over."""
    n, k = a.prefs.shape
    left, rank = a.seats.tolist(), [-1] * n
    for j in range(k):
        for school in range(len(left)):
            queue = [i for i in range(n) if rank[i] < 0 and a.prefs[i, j] == school]
            for i in sorted(queue, key=lambda i: key(a, i, j)):
                if size(a, i) <= left[school]:
                    left[school] -= size(a, i)
                    rank[i] = j
    return rank


def slow_deferred(a: Applications) -> list[int]:
    """Deferred acceptance round by round: all who have no seat ask at once."""
    n, k = a.prefs.shape
    rank, out = [0] * n, True
    while out:
        out = False
        for school, most in enumerate(a.seats.tolist()):
            asking = [i for i in range(n) if rank[i] < k and a.prefs[i, rank[i]] == school]
            for i in sorted(asking, key=lambda i: key(a, i, rank[i]))[most:]:
                rank[i] += 1
                out = True
        for i in range(n):
            while rank[i] < k and a.prefs[i, rank[i]] < 0:
                rank[i] += 1
    return [each if each < k else -1 for each in rank]


def slow_serial(a: Applications, order: list[int]) -> list[int]:
    """Serial dictatorship."""
    left, rank = a.seats.tolist(), [-1] * len(a.prefs)
    for i in order:
        for j, school in enumerate(a.prefs[i].tolist()):
            if rank[i] < 0 and school >= 0 and left[school] >= size(a, i):
                left[school] -= size(a, i)
                rank[i] = j
    return rank


def slow_trading(a: Applications) -> list[int]:
    """Top trading cycles by following pointers anew from the first child left."""
    n = len(a.prefs)
    left, rank, there = a.seats.tolist(), [-1] * n, set(range(n))

    def best(i: int) -> int:
        open_ = [j for j, s in enumerate(a.prefs[i].tolist()) if s >= 0 and left[s] > 0]
        return open_[0] if open_ else -1

    def pointed(school: int) -> int:
        asked = [(i, j) for i in there for j in range(a.prefs.shape[1]) if a.prefs[i, j] == school]
        return min(asked, key=lambda pair: key(a, *pair))[0]

    while there:
        without = {i for i in there if best(i) < 0}
        there -= without
        if without:
            continue
        way = [min(there)]
        while True:
            onward = pointed(int(a.prefs[way[-1], best(way[-1])]))
            if onward in way:
                break
            way.append(onward)
        ring = way[way.index(onward) :]
        chosen = {i: best(i) for i in ring}
        for i, j in chosen.items():
            rank[i] = j
            left[int(a.prefs[i, j])] -= 1
        there -= set(ring)
    return rank
