"""Where each child of a sheet of pupils sits from which day on: seats that begin, end or change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .marks import Marks
from .pupils import Known, Said, Seat
from .sites import check_life

IDENTITY = ("number", "name", "id_number", "id_kind")


@dataclass(slots=True)
class Place:
    """A seat as it will be: one registered (`seat`), or a new one that `follows` another."""

    room: int
    since: date
    until: date | None
    seat: Seat | None = None
    line: int = 0  # of the row that says so; 0 if none does
    claimed: date | None = None  # a day on which the row has the child there
    ends: bool = False  # the row says itself until when
    follows: int | None = None
    left_by: int = 0  # the row that has the child sit elsewhere afterwards
    values: dict[str, str] = field(default_factory=dict)  # of the child, as far as they are new

    @property
    def is_new(self) -> bool:
        return self.seat is None

    @property
    def is_changed(self) -> bool:
        if self.seat is None:
            return True
        now = (self.seat.room, self.seat.since, self.seat.until)
        return bool(self.values) or now != (self.room, self.since, self.until)

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


def settle_child(
    rows: Sequence[Said], seats: Sequence[Seat], known: Known, marks: Marks, since: date
) -> list[Place]:
    """The places of one child that are new or changed; mistakes go to `marks`."""
    places = [
        Place(each.room, each.since, each.until, each)
        for each in sorted(seats, key=lambda each: each.since)
    ]
    for said in sorted(rows, key=lambda each: each.begins or since):
        told = len(marks.problems)
        place = _seat(said, places, known, marks, since)
        if place is None or len(marks.problems) > told:
            continue
        _describe(said, place, places, known)
    return [each for each in places if each.is_changed]


def _seat(said: Said, places: list[Place], known: Known, marks: Marks, since: date) -> Place | None:
    """The place the row means: one that is there, or a new one put in; none with a mistake."""
    start = said.begins or since
    there = _there(said, places, start)
    if there is not None:
        return _go_on(said, there, start, marks)
    site = known.sites.by_id[said.key.site]
    if said.begins is None:
        start = max(start, site.since)
    if not _fits_year(said, start, marks):
        return None
    check_life(marks, said.line, site, start, said.until or site.until)
    if not _in_order(said, start, marks):
        return None
    current = next((each for each in places if each.holds(start)), None)
    later = next((each for each in places if each.since > start), None)
    if current is not None:
        return _move(said, current, places, start, marks)
    if later is not None and (said.until is None or said.until > later.since):
        _elsewhere(said, later, marks)
        return None
    return _put(Place(said.room, start, said.until), places, said, start)


def _there(said: Said, places: Sequence[Place], start: date) -> Place | None:
    """The place in that class which the row repeats, if there is one."""
    mine = [each for each in places if each.room == said.room]
    for each in mine:
        ends = said.begins is None and said.until is not None and each.until == said.until
        if each.since == said.begins or each.holds(start) or ends:
            return each
    if said.begins is None or not mine:
        return next((each for each in mine if each.since > start), None)
    first = mine[0]
    return first if first.since > said.begins and first is places[0] and not said.until else None


def _go_on(said: Said, place: Place, start: date, marks: Marks) -> Place | None:
    if place.line:
        marks.twice(said.line, "name", place.line)
        return None
    if said.begins is not None and said.begins < place.since:
        marks.fault(
            said.line,
            "since",
            f"该生在这个班登记自{place.since}起。请改为该日或更晚，或留空。",
            f"the pupil is registered in the class from {place.since} on. Give that day or a "
            "later one, or leave it empty.",
        )
        return None
    if not _in_order(said, place.since, marks):
        return None
    place.until = said.until or place.until
    return _claim(place, said, start)


def _move(
    said: Said, current: Place, places: list[Place], start: date, marks: Marks
) -> Place | None:
    """From a day on the child sits elsewhere; on the very first day the class is put right."""
    if current.claimed is not None and (start <= current.claimed or current.ends):
        marks.fault(
            said.line,
            "class_number",
            f"该生在第{current.line}行已编入另一个班，同一天不能在两个班。请删去一行，或写明起止日期。",
            f"line {current.line} has the pupil in another class on the same day. Drop one, or "
            "say from when to when.",
        )
        return None
    if current.since == start:
        current.room, current.until = said.room, said.until or current.until
        return _claim(current, said, start)
    later = next((each for each in places if each.since > start), None)
    if later is not None and said.until is not None and said.until > later.since:
        _elsewhere(said, later, marks)
        return None
    place = Place(said.room, start, said.until or current.until)
    current.until, current.left_by = start, said.line
    return _put(place, places, said, start)


def _put(place: Place, places: list[Place], said: Said, start: date) -> Place:
    before = [each for each in places if each.since < place.since and each.seat]
    if before and before[-1].seat:
        place.follows = before[-1].seat.id
    places.append(place)
    places.sort(key=lambda each: each.since)
    return _claim(place, said, start)


def _claim(place: Place, said: Said, start: date) -> Place:
    place.line, place.ends = said.line, said.until is not None
    place.claimed = max(start, place.since)
    return place


def _describe(said: Said, place: Place, places: Sequence[Place], known: Known) -> None:
    """Name and numbers: a new place has all of them, one that is there what is otherwise."""
    told = {name: value for name in IDENTITY if (value := getattr(said, name))}
    if place.seat is None:
        place.values = told
        return
    kept = place.seat
    if said.id_number and kept.id_number in known.tokens("id_number", said.id_number):
        told.pop("id_number")
    for name in ("number", "name"):
        if name in told and getattr(kept, name) in known.tokens(name, told[name]):
            told.pop(name)
    if told.get("id_kind") == kept.id_kind:
        told.pop("id_kind", None)
    place.values = told


def _in_order(said: Said, start: date, marks: Marks) -> bool:
    if said.until is None or said.until > start:
        return True
    marks.fault(
        said.line,
        "until",
        f"终止日期{said.until}不晚于起始日期{start}。请改为更晚的日期，或留空表示在读。",
        f"it ends on {said.until} but begins on {start}. Give a later day, or leave it empty.",
    )
    return False


def _fits_year(said: Said, start: date, marks: Marks) -> bool:
    end = date(said.key.year + 1, 9, 1)
    if start < end:
        return True
    marks.fault(
        said.line,
        "since",
        f"{said.key.year}-{said.key.year + 1}学年的班级在{start}已经结束。请核对学年和日期。",
        f"on {start} the classes of the school year {said.key.year} are over. Check year and day.",
    )
    return False


def _elsewhere(said: Said, later: Place, marks: Marks) -> None:
    marks.fault(
        said.line,
        "until",
        f"该生自{later.since}起登记在另一个班。请填写不晚于该日的终止日期。",
        f"the pupil is registered in another class from {later.since} on. Give that day, or an "
        "earlier one, as the end.",
    )
