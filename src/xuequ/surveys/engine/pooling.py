"""Under which school an anonymous answer is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def kept_apart(asked: Mapping[int, int], least: int) -> frozenset[int]:
    """The schools under whose number an answer may be kept; those of the others lie in one heap.

    Where fewer than `least` people of a school are asked, the school alone would say who
    answered.  The heap is empty or holds at least `least` people too: the smallest other school
    joins it until it does.

    Args:
        asked: how many people were asked, by school; 0 stands for no school.
    """
    kept = sorted(
        (school for school, count in asked.items() if school and count >= least),
        key=lambda school: (asked[school], school),
    )
    heap = sum(asked.values()) - sum(asked[school] for school in kept)
    while kept and 0 < heap < least:
        heap += asked[kept.pop(0)]
    return frozenset(kept)


def pooled(strata: Mapping[int, int], apart: Collection[int]) -> dict[int, int]:
    """The people of the roster by school, those that are not kept apart together under 0."""
    found: dict[int, int] = {}
    for school, people in strata.items():
        key = school if school in apart else 0
        found[key] = found.get(key, 0) + people
    return found
