"""Which school follows which: nobody comes back to where they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def onwards(school: int, feeders: Mapping[int, int]) -> Iterator[int]:
    """The schools that follow a school, one after the other, each once."""
    seen: set[int] = set()
    at = feeders.get(school)
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        at = feeders.get(at)


def is_circle(school: int, following: int, feeders: Mapping[int, int]) -> bool:
    """Would pupils of a school come back to it, were `following` the next one?"""
    return school in onwards(school, {**feeders, school: following})
