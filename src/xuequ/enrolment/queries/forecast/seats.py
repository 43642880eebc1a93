"""How many seats a stage of a school has: classrooms by pupils of a class."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xuequ.directory.models import Authority, Facility
from xuequ.kernel.text import Text

from ...engine.forecast.survival import Key
from ...models import Round, Seats
from ..settings import policy_of
from .sites import STAGES, Counted

SOURCES = {
    "set": Text("教育局设定", "set by the bureau"),
    "rooms": Text(
        "登记的普通教室数×班额（政策，或最近招生批次）",
        "classrooms registered × class size of the policy or of the latest round",
    ),
    "classes": Text(
        "现有班数×班额（政策，或最近招生批次）；未设定教室数",
        "classes there are now × class size of the policy or of the latest round; no classrooms "
        "are set",
    ),
}


@dataclass(frozen=True, slots=True)
class Room:
    """Classrooms and pupils of a class from a year on; `source` is a key of `SOURCES`."""

    rooms: int
    class_size: int
    source: str
    since: int = 0

    @property
    def seats(self) -> int:
        return self.rooms * self.class_size


@dataclass(frozen=True, slots=True)
class SeatsOf:
    """The seats of every stage: as set, else as they can be derived."""

    set: Mapping[Key, list[Room]]
    derived: Mapping[Key, Room]

    def room(self, key: Key, year: int) -> Room | None:
        """What holds in a year; None if nothing is known."""
        held = [each for each in self.set.get(key, ()) if each.since <= year]
        return held[-1] if held else self.derived.get(key)

    def seats(self, key: Key, year: int) -> int | None:
        room = self.room(key, year)
        return room.seats if room else None


def seats_of(authority: Authority, known: Counted, on: date) -> SeatsOf:
    """The seats of an authority's schools.

    Registered classrooms tell the seats of a school with one stage only: of one with several
    nobody has said which room is whose.
    """
    held: dict[Key, list[Room]] = defaultdict(list)
    rows = Seats.objects.filter(school__authority=authority).order_by("year")
    for school, stage, year, rooms, size in rows.values_list(
        "school", "stage", "year", "rooms", "class_size"
    ):
        held[school, stage].append(Room(rooms, size, "set", year))
    sizes = _sizes(authority, on)
    found = Facility.objects.on(on).filter(school__authority=authority, kind="classroom")
    classrooms = Counter(found.order_by().values_list("school", flat=True))
    stages = Counter(each.key[0] for each in known.sites)
    derived = {}
    for each in known.sites:
        (school, stage), count = each.key, known.classes.get(each.key)
        if stage in sizes and classrooms[school] and stages[school] == 1:
            derived[each.key] = Room(classrooms[school], sizes[stage], "rooms")
        elif stage in sizes and count:
            derived[each.key] = Room(count, sizes[stage], "classes")
    return SeatsOf(held, derived)


def _sizes(authority: Authority, on: date) -> dict[str, int]:
    """Most pupils of a class by stage: as the policy says, else as the latest round does."""
    usual = policy_of(authority, on).class_size
    if usual is not None:
        return dict.fromkeys(STAGES, usual)
    rows = Round.objects.filter(authority=authority).order_by("year", "pk")
    sizes = rows.values_list("stage", "class_size")
    return {stage: size for stage, size in sizes if size is not None}
