"""A sheet of pupils: what each row says, and which child it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.sheet import Row

from . import codes
from .classes import ClassKey, Room, class_key
from .marks import Marks, day, unmasked
from .sites import Sites

Tokens = Callable[[str, str], Collection[str]]  # of a column's plain value, as the index keeps it


@dataclass(frozen=True, slots=True)
class Seat:
    """A pupil in a class for a span of days as registered; number and names only as tokens."""

    id: int
    room: int
    since: date
    until: date | None
    number: str | None = None
    id_number: str | None = None
    name: str | None = None
    id_kind: str | None = None


@dataclass(slots=True)
class Said:
    """What one row says; "" for what it does not."""

    line: int
    key: ClassKey
    room: int
    name: str
    number: str
    id_kind: str
    id_number: str
    reference: int
    begins: date | None
    until: date | None
    whose: str = ""  # by which a bundle tells apart pupils of one name


@dataclass(slots=True)
class Known:
    """The schools and classes, and the seats of the children that the rows may be about."""

    sites: Sites
    rooms: Mapping[ClassKey, Room]
    numbers: Mapping[str, Sequence[Seat]] = field(default_factory=dict)  # by plain number
    ids: Mapping[str, Sequence[Seat]] = field(default_factory=dict)  # by ID number
    references: Mapping[int, Sequence[Seat]] = field(default_factory=dict)
    classmates: Mapping[int, Sequence[Seat]] = field(default_factory=dict)  # by class
    tokens: Tokens = lambda column, plain: ()


def read_rows(
    rows: Sequence[Row],
    *,
    marks: Marks,
    since: date,
    sites: Sites,
    rooms: Mapping[ClassKey, Room],
) -> list[Said]:
    """What the rows say, each by itself; mistakes go to `marks`.

    Args:
        since: the day the rows hold from where they give none.
    """
    found = []
    for row in rows:
        told = len(marks.problems)
        key = class_key(row, sites, marks, since, column="class_number")
        said = _said(row, key, marks, since, rooms)
        if said is not None and len(marks.problems) == told:
            found.append(said)
    return found


def _said(
    row: Row, key: ClassKey | None, marks: Marks, since: date, rooms: Mapping[ClassKey, Room]
) -> Said | None:
    number = codes.pupil_number(row, marks, since)
    kind, id_number = codes.id_number(row, marks, since)
    if key is None:
        return None
    room = rooms.get(key)
    if room is None:
        _no_room(row, key, marks)
        return None
    reference = row.values.get("reference")
    return Said(
        line=row.line,
        key=key,
        room=room.id,
        name=unmasked(row, "name"),
        number=number,
        id_kind=kind,
        id_number=id_number,
        reference=reference if isinstance(reference, int) else 0,
        begins=day(row, "since"),
        until=day(row, "until"),
        whose=row.whose,
    )


def _no_room(row: Row, key: ClassKey, marks: Marks) -> None:
    marks.fault(
        row.line,
        "class_number",
        f"该校{key.year}-{key.year + 1}学年没有登记{key.grade}年级{key.number}班。"
        "请核对，或先用“班级信息表”登记。",
        f"the school has no class {key.number} of grade {key.grade} in the school year "
        f"{key.year}; check it, or register the class first.",
    )


def children(
    found: Sequence[Said], known: Known, marks: Marks
) -> list[tuple[list[Said], list[Seat]]]:
    """The rows of each child, in the order of their first, with its seats as registered."""
    first: dict[tuple[str, str], Said] = {}
    groups: dict[object, list[Said]] = defaultdict(list)
    seats: dict[object, list[Seat]] = {}
    for said in found:
        told = len(marks.problems)
        held = _seats(said, known, marks) if _is_one(said, first, marks) else []
        if len(marks.problems) > told:
            continue
        key: object = said.number or said.id_number or said.whose or (said.room, said.name)
        if held:
            key = min(each.id for each in held)
        groups[key].append(said)
        seats[key] = held
    return [(rows, seats[key]) for key, rows in groups.items()]


def _is_one(said: Said, first: dict[tuple[str, str], Said], marks: Marks) -> bool:
    """One number is of one child in the sheet: of one name, and of one other number."""
    for column, other in (("number", "id_number"), ("id_number", "number")):
        value = getattr(said, column)
        before = first.setdefault((column, value), said) if value else said
        pairs = ((before.name, said.name), (getattr(before, other), getattr(said, other)))
        if any(theirs and mine and theirs != mine for theirs, mine in pairs):
            marks.fault(
                said.line,
                column,
                f"第{before.line}行的另一名学生也是这个号码。请核对。",
                f"line {before.line} gives it for another pupil; check both.",
            )
            return False
    return True


def _seats(said: Said, known: Known, marks: Marks) -> list[Seat]:
    """Where the child of a row is registered: by number, ID number, reference, name."""
    by_number = list(known.numbers.get(said.number, ())) if said.number else []
    by_id = list(known.ids.get(said.id_number, ())) if said.id_number else []
    mine = {each.id for each in by_number}
    if any(each.id not in mine and (mine or not _agrees(each, said, known)) for each in by_id):
        _bears(said, marks)
    found = by_number or by_id
    if said.reference:
        return _referred(said, found, known, marks)
    if found:
        return found
    return _classmate(said, known, marks)


def _agrees(seat: Seat, said: Said, known: Known) -> bool:
    """Does nothing the seat and the row say of the pupil number differ?"""
    return (
        not said.number or seat.number is None or seat.number in known.tokens("number", said.number)
    )


def _bears(said: Said, marks: Marks) -> None:
    marks.fault(
        said.line,
        "id_number",
        "该证件号码登记在另一名学生名下（学籍号不同）。请核对两个号码。",
        "that number is registered for a pupil with another pupil number; check both numbers.",
    )


def _referred(said: Said, found: list[Seat], known: Known, marks: Marks) -> list[Seat]:
    held = list(known.references.get(said.reference, ()))
    if not held:
        marks.fault(
            said.line,
            "reference",
            f"没有系统序号为{said.reference}的学生。新学生请留空；其他的请重新导出后填写。",
            f"there is no pupil with the reference {said.reference}. Leave it empty for a new "
            "pupil, or export the sheet again.",
        )
    elif found and not {each.id for each in found} & {each.id for each in held}:
        marks.fault(
            said.line,
            "number" if said.number else "id_number",
            "该号码登记在另一名学生名下，与系统序号不符。请核对。",
            "that number is registered for another pupil than the reference says; check both.",
        )
    return held


def _classmate(said: Said, known: Known, marks: Marks) -> list[Seat]:
    """A pupil of that name in the class: the only one, or one whose numbers are not known yet."""
    mates = known.classmates.get(said.room, ())
    if not mates or not said.name:
        return []
    tokens = known.tokens("name", said.name)
    same = [each for each in mates if each.name in tokens]
    if said.number or said.id_number:
        same = [each for each in same if each.number is None and each.id_number is None]
        return same if len({each.id for each in same}) == 1 else []
    if len(same) > 1:
        marks.fault(
            said.line,
            "name",
            f"班里登记有{len(same)}名“{said.name}”。请填写学籍号以区分。",
            f"the class has {len(same)} pupils called {said.name}; give the pupil number.",
        )
    return same
