"""What the pages of making classes show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xuequ.directory.models import School
from xuequ.directory.queries.people import name_of
from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.methods.classes.checks import (
    NAMES,
    Gap,
    Measured,
    gaps,
    late_gaps,
    measured,
    plain,
    with_late,
)
from xuequ.methods.classes.children import Child

from ..engine.class_files.headings import HEADS
from ..models import ClassMaking, ClassSeat
from .class_access import makings, reads_names
from .class_gathering import children_in, known_of, late_rules, main_rules, there, waiting_for
from .class_steps import step_of

STATES: Sequence[Text] = (
    Text("已作废", "given up"),
    Text("待上传名单", "list wanted"),
    Text("待冻结", "to be frozen"),
    Text("已冻结，待产生种子", "frozen, seed wanted"),
    Text("已编班，待审核", "made, to be approved"),
    Text("已审核并写入", "approved and written"),
)

COLUMNS = (
    Column("class", "班", "Class"),
    Column("size", "人数", "Pupils", number=True),
    Column("male", "男", "Boys", number=True),
    Column("female", "女", "Girls", number=True),
    Column("special", "特殊需要", "Special needs", number=True),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of makings."""

    making: ClassMaking
    state: Text
    pupils: int


def listed(*, seen_by: Actor, on: date) -> list[Entry]:
    """The makings the actor sees, those of late pupils below theirs."""
    rows = makings(seen_by=seen_by, on=on).prefetch_related("seats")
    return [Entry(each, STATES[step_of(each)], len(each.seats.all())) for each in rows]


def state_of(making: ClassMaking) -> Text:
    """How far it is, in words."""
    return STATES[step_of(making)]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a list holds."""

    pupils: int
    boys: int
    girls: int
    special: int
    births: int


def counted(making: ClassMaking) -> Counted | None:
    """What the list holds; none before there is one."""
    if making.list is None:
        return None
    children = list(children_in(making).values())
    boys = sum(each.sex == "male" for each in children)
    return Counted(
        len(children),
        boys,
        len(children) - boys,
        sum(each.special for each in children),
        len({each.twins for each in children if each.twins}),
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """The largest difference between two classes, beside what it may be."""

    name: Text
    found: str
    limit: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Result:
    """The classes that came out, with who leads them, and how they keep the limits."""

    table: Table
    bounds: list[Bound]


def result(making: ClassMaking) -> Result | None:
    """What came out, with those who were there before; none before the classes are made."""
    children = list(children_in(making).values())
    if making.made_at is None:
        return None
    if late := late_rules(making):
        classes = with_late(children, late, dict(_rooms(making)))
        bounds = [_bound(each) for each in late_gaps(classes, late)]
        title = Text(
            f"{making.year}学年补充编班后各班", f"Classes of {making.year} with late pupils"
        )
        return Result(Table(title, COLUMNS, _rows(classes)), bounds)
    return _first_result(making, children)


def _first_result(making: ClassMaking, children: Sequence[Child]) -> Result | None:
    rules = main_rules(making)
    if rules is None:
        return None
    classes = measured(children, dict(_rooms(making)), making.classes)
    leaders = {each.room: each.person.name for each in making.teams.select_related("person")}
    columns: list[Column] = list(COLUMNS)
    rows: list[list[object]] = [list(each) for each in _rows(classes)]
    if rules.limits.mean is not None:
        columns.append(Column("mean", "平均分", "Mean score", number=True))
        for row, each in zip(rows, classes, strict=True):
            row.append(plain(each.mean if each.mean is not None else Fraction(0)))
    if leaders:
        columns.append(Column("leader", "班主任", "Class teacher"))
        for row, each in zip(rows, classes, strict=True):
            row.append(leaders.get(each.number, ""))
    title = Text(f"{making.year}学年编班结果", f"Classes of {making.year}")
    bounds = [_bound(each) for each in gaps(classes, rules)]
    return Result(Table(title, tuple(columns), [tuple(row) for row in rows]), bounds)


def _rows(classes: Sequence[Measured]) -> list[tuple[object, ...]]:
    return [(e.number, e.size, e.male, e.female, e.special) for e in classes]


def _bound(gap: Gap) -> Bound:
    return Bound(NAMES[gap.what], plain(gap.found), plain(gap.limit), gap.holds)


def _rooms(making: ClassMaking) -> list[tuple[str, int]]:
    rows = making.seats.exclude(room=None)
    return [(each.number.open(), each.room or 0) for each in rows if each.number is not None]


@dataclass(frozen=True, slots=True)
class Seated:
    """A pupil on a list of a class."""

    seat: ClassSeat
    number: str
    child: Child
    name: str
    is_there: bool  # still in the class that came out, or not written yet


def seats(making: ClassMaking, *, seen_by: Actor, on: date) -> list[Seated]:
    """All pupils of a making and its late draws by number, names masked for most."""
    in_full = reads_names(seen_by, making.school)
    found: list[Seated] = []
    late = [] if making.is_late else making.late.exclude(confirmed_at=None)
    for each in [making, *late]:
        children = children_in(each)
        present = {seat.pk for seat in there(each, on) if _room_of(seat) == seat.room}
        for seat in each.seats.select_related("pupil", "now"):
            if seat.number is None:
                continue
            number = seat.number.open()
            name = name_of(seat.now or seat.pupil, in_full=in_full)
            is_there = each.confirmed_at is None or seat.pk in present
            found.append(Seated(seat, number, children[number], name, is_there))
    return sorted(found, key=lambda each: (each.seat.room or 0, each.number))


def _room_of(seat: ClassSeat) -> int | None:
    return seat.now.school_class.number if seat.now is not None else None


def template(making: ClassMaking, *, seen_by: Actor) -> Table:
    """The sheet that the school fills in, a line for each pupil who waits."""
    in_full = reads_names(seen_by, making.school)
    sexes = {each.key: each.sex for each in known_of(making)}
    said = {"male": Text("男", "boy"), "female": Text("女", "girl")}
    rows = [
        (
            each.pk,
            name_of(each, in_full=in_full),
            said.get(sexes.get(each.pk) or "", Text("", "")),
            *[""] * (len(HEADS) - 3),
        )
        for each in waiting_for(making)
    ]
    columns = tuple(Column(code, text.zh, text.en) for code, text in HEADS.items())
    title = Text(
        f"编班名单 {making.year}年 {making.grade}年级", f"Pupils {making.year} {making.grade}"
    )
    return Table(title, columns, rows)


def came_later(making: ClassMaking, on: date) -> int:
    """How many of the grade wait for a class now that the others have theirs."""
    later = ClassMaking(
        school=making.school, year=making.year, stage=making.stage, grade=making.grade,
        since=max(on, making.since),
    )  # fmt: skip
    return waiting_for(later).count()


def school_for(seen_by: Actor) -> School | None:
    """The school an actor makes classes for."""
    return School.objects.filter(pk=seen_by.school).first() if seen_by.school else None
