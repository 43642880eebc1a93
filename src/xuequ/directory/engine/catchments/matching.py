"""Which places of a list an address names, and whether its number is one of their doors."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from .types import Doors
from .words import UNITS, key

K = TypeVar("K", bound=Hashable)

NUMBERED = re.compile(rf"第?(\d+)(?:[{UNITS}]?-(\d+))?([{UNITS}])")
ANOTHER = ("路", "街", "道", "巷", "大道", "大街", "胡同", "桥")  # 益田 is not 益田路


@dataclass(frozen=True, slots=True)
class Mention(Generic[K]):
    """A line whose place an address names.

    Args:
        of: what the line was given under.
        holds: its doors hold the number; None: the address gives no number to ask about.
    """

    of: K
    place: str
    holds: bool | None


def mentions(address: str, lines: Mapping[K, tuple[str, Doors]]) -> list[Mention[K]]:
    """The lines whose place stands in an address.

    Of places that share characters of the address only the longest counts: who lives in 益田新村
    does not live in 新村.  Places named side by side, a road and an estate, all count.
    """
    text = key(address)
    places: dict[str, list[K]] = {}
    for of, (place, _) in lines.items():
        places.setdefault(_known(place), []).append(of)
    found: list[Mention[K]] = []
    for place, ends in _named(text, (each for each in places if each)).items():
        for of in places[place]:
            holds = [_holds(lines[of][1], text[end:]) for end in ends]
            kept = True if True in holds else None if None in holds else False
            found.append(Mention(of, lines[of][0], kept))
    return found


def matched(address: str, lines: Mapping[K, tuple[str, Doors]]) -> list[K]:
    """The lines to which an address belongs, its number included."""
    return [each.of for each in mentions(address, lines) if each.holds]


def _named(text: str, places: Iterable[str]) -> dict[str, list[int]]:
    """Where each place that counts ends in the text."""
    spans = [
        (start, start + len(place), place)
        for place in places
        for start in _starts(text, place)
        if not text[start + len(place) :].startswith(ANOTHER)
    ]
    found: dict[str, list[int]] = {}
    for start, end, place in spans:
        longer = any(
            after - before > end - start and before < end and start < after
            for before, after, _ in spans
        )
        if not longer:
            found.setdefault(place, []).append(end)
    return found


def _starts(text: str, place: str) -> list[int]:
    found, at = [], text.find(place)
    while at >= 0:
        found.append(at)
        at = text.find(place, at + 1)
    return found


@lru_cache(maxsize=65_536)
def _known(place: str) -> str:
    """The key of a place of a list; what a family types is kept nowhere."""
    return key(place)


def _holds(doors: Doors, rest: str) -> bool | None:
    """Is the number right after the place one of the doors?

    Two numbers, 1-3号, are a span and both must be; 12-3号 is a part of number 12.
    """
    if doors.are_all:
        return True
    found = NUMBERED.match(rest)
    if found is None or found[3] != doors.unit:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return doors.hold(first) and (last <= first or doors.hold(last))
