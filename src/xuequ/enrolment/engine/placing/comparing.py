"""Counts of a result, and who would go elsewhere than by another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..package.tables import read
from ..places.rules import Rules
from ..places.tables import RESULT, WAITING

Count = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a child goes: by which step and choice, to which school; all empty for no place."""

    stage: str = ""
    choice: str = ""
    school: str = ""
    kept: str = ""
    ticket: str = ""


def places_of(result: bytes) -> dict[str, Place]:
    """The place of each number in result.csv."""
    return {
        number: Place(stage, choice, school, kept, ticket)
        for number, ticket, stage, choice, school, kept in (
            line.fields for line in read("result.csv", result, RESULT)
        )
    }


def waiting_in(table: bytes) -> list[tuple[str, int, str]]:
    """School, place and number of each line of waiting.csv."""
    lines = (line.fields for line in read("waiting.csv", table, WAITING))
    return [(school, int(place), number) for school, place, number in lines]


def summary_of(places: dict[str, Place], rules: Rules, schools: Sequence[str]) -> dict[str, object]:
    """Children in all and without a place; by step and choice; by school. JSON can say it."""
    ways = Counter((e.stage, e.choice) for e in places.values() if e.school)
    rooms = Counter(e.school for e in places.values() if e.school)
    ordered = sorted(ways.items(), key=lambda e: (int(e[0][0]), int(e[0][1] or 0)))
    return {
        "children": len(places),
        "unplaced": sum(not e.school for e in places.values()),
        "ways": [[int(stage), int(choice or 0), count] for (stage, choice), count in ordered],
        "methods": [each.method for each in rules.stages],
        "schools": [[name, rooms[name]] for name in schools],
    }


def moved(before: dict[str, Place], after: dict[str, Place]) -> list[dict[str, str]]:
    """By number, who is at another school than before, or in only one of the two results."""
    found = []
    for number in sorted(before.keys() | after.keys()):
        was, now = before.get(number), after.get(number)
        if was and now and was.school == now.school:
            continue
        found.append(
            {
                "number": number,
                "was": was.school if was else "",
                "now": now.school if now else "",
                "how": "moved" if was and now else ("came" if now else "went"),
            }
        )
    return found
