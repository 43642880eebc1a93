"""Draws on a ring of the numbers 1 to n: with removal, by a step, and from a start onwards.

Every number is as likely to be drawn as any other, but few different outcomes exist: n starts, or
n starts times n intervals.  Neighbours on the list hang together; so the numbering of the roster
must itself be random and fixed before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from xuequ.kernel.refusal import Refused

Direction = Literal["up", "down"]


def removal(n: int, start: int, interval: int) -> list[int]:
    """All n numbers in the order drawn: from `start` every `interval`-th of those still there.

    The ring of Nanchang's draw; O(n log n).

    Raises:
        Refused("ring-out-of-range"): start or interval is not a number of 1 to n.
    """
    for value in (start, interval):
        _check(value, n)
    left = _Left(n)
    found, at = [], start - 1  # position among those left
    for size in range(n, 0, -1):
        at %= size
        found.append(left.take(at))
        at += interval - 1
    return found


def step(n: int, plan: int, start: int) -> list[int]:
    """All n numbers in the order drawn: from `start` on by the step ⌈n ÷ plan⌉ round the ring.

    Where the step comes upon a number that was drawn already, the next that was not is taken and
    the count goes on from there.  Fuzhou's draw.

    Raises:
        Refused("ring-out-of-range"): the start is not a number of 1 to n.
        Refused("ring-without-places"): there is no place to draw for.
    """
    _check(start, n)
    if plan < 1:
        raise Refused("ring-without-places")
    width = -(-n // plan)
    free = _Free(n)
    found, at = [], start - 1
    for _ in range(n):
        at = free.next(at % n)
        free.remove(at)
        found.append(at + 1)
        at += width
    return found


def onwards(n: int, start: int, direction: Direction) -> list[int]:
    """All n numbers in the order drawn: from `start` one after the other, up or down the list.

    Raises:
        Refused("ring-out-of-range"): the start is not a number of 1 to n.
    """
    _check(start, n)
    sign = 1 if direction == "up" else -1
    return [(start - 1 + sign * each) % n + 1 for each in range(n)]


def digits_left(n: int, thrown: str) -> list[str]:
    """The digits that may follow those already drawn for a number of 1 to n of fixed width.

    A start is drawn digit by digit, and balls that would lead beyond n are taken out before.
    """
    width = len(str(n))
    if len(thrown) >= width:
        return []
    return [each for each in "0123456789" if _can_become(thrown + each, width, n)]


def _can_become(begun: str, width: int, n: int) -> bool:
    open_ = width - len(begun)
    lowest, highest = int(begun + "0" * open_), int(begun + "9" * open_)
    return highest >= 1 and lowest <= n


def _check(value: int, n: int) -> None:
    if not 1 <= value <= n:
        raise Refused("ring-out-of-range", number=value, highest=n)


class _Left:
    """The numbers 1 to n that are still there, found by their position (a Fenwick tree)."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.tree = [each & -each for each in range(n + 1)]
        self.top = 1 << (n.bit_length() - 1)

    def take(self, position: int) -> int:
        """Remove and return the number at a position, from 0."""
        at, rest, width = 0, position + 1, self.top
        while width:
            if at + width <= self.n and self.tree[at + width] < rest:
                at += width
                rest -= self.tree[at]
            width >>= 1
        for each in self._above(at + 1):
            self.tree[each] -= 1
        return at + 1

    def _above(self, at: int) -> Iterator[int]:
        while at <= self.n:
            yield at
            at += at & -at


class _Free:
    """Which of n positions on a ring are free, and the next free one from any of them."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.up = list(range(n + 1))  # n stands for «none further on»

    def next(self, at: int) -> int:
        """The first free position at or after `at`, round the ring; there must be one."""
        found = self._root(at)
        return found if found < self.n else self._root(0)

    def remove(self, at: int) -> None:
        self.up[at] = at + 1

    def _root(self, at: int) -> int:
        root = at
        while self.up[root] != root:
            root = self.up[root]
        while self.up[at] != root:
            self.up[at], at = root, self.up[at]
        return root
