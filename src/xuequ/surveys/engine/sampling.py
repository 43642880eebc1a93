"""Draw a sample that anybody can draw again from the same roster and seed.

The roster is ordered by the number of the person.  Each gets the key
HMAC-SHA-256(seed, number in decimal digits), both in UTF-8.  A simple sample are the n people with
the smallest keys.  A stratified sample shares n out over the schools in proportion to their
people (largest remainder; at equal remainders the smaller number of the school first), at least
one each while n suffices, and takes in each school those with the smallest keys.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from xuequ.kernel.seal import digest

from .types import Member, Sampling


def draw(
    roster: Sequence[Member], sampling: Sampling, size: int | None, seed: str
) -> tuple[Member, ...]:
    """Who is asked, ordered by number.

    Args:
        size: how many people; ignored where everybody is asked.
        seed: the words the draw hangs on.

    Raises:
        ValueError: the size is not between 1 and the length of the roster, or somebody is on it
            twice.
    """
    people = sorted(roster, key=lambda each: each.person)
    if len({each.person for each in people}) != len(people):
        raise ValueError("somebody is on the roster twice")
    if sampling == "all":
        return tuple(people)
    if size is None or not 1 <= size <= len(people):
        raise ValueError("the sample is no part of the roster")
    if sampling == "simple":
        chosen = _first(people, size, seed)
    else:
        shares = shared_out(Counter(each.school for each in people), size)
        chosen = [
            each
            for school, count in shares.items()
            for each in _first([one for one in people if one.school == school], count, seed)
        ]
    return tuple(sorted(chosen, key=lambda each: each.person))


def shared_out(strata: Counter[int], size: int) -> dict[int, int]:
    """How many to draw from each stratum."""
    whole = sum(strata.values())
    least = 1 if size >= len(strata) else 0
    exact = {key: Fraction(size * count, whole) for key, count in strata.items()}
    found = {key: min(strata[key], max(least, int(share))) for key, share in exact.items()}
    while sum(found.values()) > size:  # the ones given to small schools come off the largest
        able = [each for each, count in found.items() if count > least]
        found[max(able, key=lambda each: (found[each] - exact[each], -each))] -= 1
    order = sorted(exact, key=lambda each: (-(exact[each] - found[each]), each))
    for key in order * 2:
        if sum(found.values()) < size and found[key] < strata[key]:
            found[key] += 1
    return dict(sorted(found.items()))


def key_of(seed: str, person: int) -> str:
    """The key of a person in a draw, 64 hexadecimal digits."""
    return hmac.new(seed.encode(), str(person).encode(), "sha256").hexdigest()


def roster_hash(roster: Sequence[Member]) -> str:
    """SHA-256 of the roster: pairs of person and school, ordered by person."""
    return digest(sorted([each.person, each.school] for each in roster))


def _first(people: Sequence[Member], count: int, seed: str) -> list[Member]:
    return sorted(people, key=lambda each: (key_of(seed, each.person), each.person))[:count]
