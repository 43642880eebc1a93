"""Which grades a school teaches, as far as its classes and sections say."""

from __future__ import annotations

from collections.abc import Collection, Mapping

Spans = dict[str, tuple[int, int]]
ORDER = ("primary", "junior", "senior")
SIX_THREE: Mapping[str, tuple[int, int]] = {"primary": (1, 6), "junior": (7, 9), "senior": (10, 12)}
FIVE_FOUR: Mapping[str, tuple[int, int]] = {"primary": (1, 5), "junior": (6, 9), "senior": (10, 12)}


def spans_of(
    seen: Mapping[str, tuple[int, int]], sections: Collection[str], *, five_four: bool
) -> Spans:
    """The grades of each stage: those the classes show; of a section without classes the usual.

    Args:
        seen: of each stage the lowest and the highest grade there was a class of, in any year.
        sections: the stages the school is registered for.
        five_four: does primary school end with grade 5 here?
    """
    usual = FIVE_FOUR if five_four else SIX_THREE
    stages = set(seen) | set(sections)
    return {each: seen.get(each) or usual[each] for each in ORDER if each in stages}


def is_sound(spans: Mapping[str, tuple[int, int]]) -> bool:
    """Does each stage end no earlier than it begins, and no grade stand in two stages?"""
    taken: set[int] = set()
    for first, last in spans.values():
        grades = set(range(first, last + 1))
        if not grades or grades & taken or not grades <= set(range(1, 13)):
            return False
        taken |= grades
    return True
