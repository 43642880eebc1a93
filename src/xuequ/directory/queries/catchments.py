"""Catchments in force: what they list, and to which an address belongs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import QuerySet

from ..engine.catchments.lists import doors_text
from ..engine.catchments.matching import mentions
from ..engine.catchments.types import Doors, Line, Side
from ..models import Authority, Catchment, CatchmentLine, School
from ..models.dated import in_force

DATED = "catchment__"


@dataclass(frozen=True, slots=True)
class Match:
    """A line of a catchment in force, and the school that serves it.

    Args:
        doors: which doors, as the list writes them; empty where the whole place belongs.
        area: under what name the catchment is served together with others; empty if it is not.
    """

    school: School
    place: str
    doors: str
    area: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the lists with the schools that serve it, or a part of its doors."""

    name: str
    schools: tuple[School, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the lists say of an address.

    Args:
        matches: lines to which it belongs, number included; several schools: it is not clear.
        numbered: lines whose place it names without the number that would decide.
        others: lines whose place it names, with a number that is none of theirs.
    """

    matches: list[Match]
    numbered: list[Match]
    others: list[Match]


def found(authority: Authority, stage: str, address: str, on: date) -> list[Match]:
    """The lines of catchments in force on a day to which an address belongs.

    Args:
        stage: "primary" or "junior".
        address: as somebody types it, «益田路123号益田村5栋301».

    Returns:
        One line per school; none where the lists do not name the place, or not that number of
        it; several where it is named by the lists of several schools.
    """
    return answer(authority, stage, address, on).matches


def answer(authority: Authority, stage: str, address: str, on: date) -> Answer:
    """The same, and the lines that come near."""
    found = _lines(authority, stage, on)
    lines = {
        pk: (place, Doors(first, last, cast(Side, side), unit))
        for pk, place, first, last, side, unit in found.values_list(
            "pk", "place", "first", "last", "side", "unit"
        )
    }
    heard = mentions(address, lines)
    named = found.filter(pk__in=[each.of for each in heard])
    rows = {each.pk: each for each in named} if heard else {}
    asked = {
        state: [rows[e.of] for e in heard if e.holds is state] for state in (True, None, False)
    }
    return Answer(_one_a_school(asked[True]), _matches(asked[None]), _matches(asked[False]))


def places(authority: Authority, stage: str, on: date) -> list[Place]:
    """The places of all lists in force on a day, by name, to choose from."""
    held: dict[str, dict[int, School]] = defaultdict(dict)
    for each in _rows(authority, stage, on):
        held[each.place][each.catchment.school_id] = each.catchment.school
    return [Place(name, tuple(schools.values())) for name, schools in sorted(held.items())]


def stages(authority: Authority, on: date) -> set[str]:
    """The stages of which there are catchments on a day."""
    rows = Catchment.objects.on(on).filter(school__authority=authority)
    return set(rows.order_by().values_list("stage", flat=True))


@dataclass(frozen=True, slots=True)
class Listed:
    """A catchment in force with its list.

    Args:
        together: the other schools of its area.
    """

    catchment: Catchment
    lines: list[Match]
    children: int | None
    together: list[School]

    @property
    def places(self) -> list[str]:
        """Its places, each once."""
        return list(dict.fromkeys(each.place for each in self.lines))


def listed(authority: Authority, stage: str, on: date) -> list[Listed]:
    """The catchments of a stage in force on a day, with their lists."""
    rows: dict[int, list[CatchmentLine]] = defaultdict(list)
    for line in _rows(authority, stage, on):
        rows[line.catchment_id].append(line)
    found = Catchment.objects.on(on).filter(
        in_force(on, "school__"), school__authority=authority, stage=stage
    )
    known = list(found.select_related("school").order_by("school__sort_key", "school_id"))
    return [
        Listed(
            each,
            _matches(rows[each.pk]),
            _children(rows[each.pk]),
            [e.school for e in known if each.area and e.area == each.area and e != each],
        )
        for each in known
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says of an address.

    Args:
        schools: which schools serve it: one, those of one area, or, if `is_clear` is not so, all
            whose lists name it.
        together: the schools of the area among which a family chooses; empty if there is none.
    """

    answer: Answer
    schools: list[School]
    is_clear: bool
    area: str
    together: list[School]


def told(authority: Authority, stage: str, address: str, on: date) -> Told:
    """The answer to an address as a family reads it."""
    said = answer(authority, stage, address, on)
    schools = list(dict.fromkeys(each.school for each in said.matches))
    areas = {each.area for each in said.matches}
    area = areas.pop() if len(areas) == 1 else ""
    rows = listed(authority, stage, on) if area else []
    together = [each.catchment.school for each in rows if each.catchment.area == area]
    is_clear = len(schools) == 1 or (bool(schools) and bool(area))
    return Told(said, schools, is_clear, area, together)


def _children(rows: list[CatchmentLine]) -> int | None:
    counted = [each.children for each in rows if each.children is not None]
    return sum(counted) if counted and len(counted) == len(rows) else None


def line_of(row: CatchmentLine) -> Line:
    """A row of the list as a plain value."""
    doors = Doors(row.first, row.last, cast(Side, row.side), row.unit)
    return Line(row.place, doors, row.note, row.children)


def _rows(authority: Authority, stage: str, on: date) -> list[CatchmentLine]:
    return list(_lines(authority, stage, on))


def _lines(authority: Authority, stage: str, on: date) -> QuerySet[CatchmentLine]:
    found = CatchmentLine.objects.filter(
        in_force(on, DATED),
        in_force(on, f"{DATED}school__"),
        catchment__school__authority=authority,
        catchment__stage=stage,
    )
    found = found.select_related("catchment__school")
    return found.order_by("catchment__school__sort_key", "catchment__school", "order", "pk")


def _match(row: CatchmentLine) -> Match:
    doors = doors_text(line_of(row).doors)
    held = row.catchment
    return Match(held.school, row.place, doors, held.area, row.note)


def _matches(rows: list[CatchmentLine]) -> list[Match]:
    return [_match(each) for each in rows]


def _one_a_school(rows: list[CatchmentLine]) -> list[Match]:
    """The line with the longest place of each school."""
    kept: dict[int, CatchmentLine] = {}
    for each in rows:
        held = kept.setdefault(each.catchment.school_id, each)
        if len(each.place) > len(held.place):
            kept[each.catchment.school_id] = each
    return _matches(list(kept.values()))
