"""Check a timetable row by row and work out the versions it registers.

The rows may come from a sheet or from a file of a timetabling program: what is wrong is told by
line, and once for a name that is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row

from ..staff import Known, Unclear, find_known
from .clashes import Clashes, Elsewhere
from .faults import Faults, day_of
from .schools import School, class_said, several


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """One lesson of the week; classes with the group that sits in it, "" for all of a class."""

    line: int
    weekday: int
    period: int
    parity: str
    subject: str
    classes: tuple[tuple[int, str], ...]
    teachers: tuple[int, ...]
    room: int | None

    @property
    def content(self) -> tuple[object, ...]:
        """Everything but the line."""
        return (
            self.weekday,
            self.period,
            self.parity,
            self.subject,
            tuple(sorted(self.classes)),
            tuple(sorted(self.teachers)),
            self.room or 0,
        )


@dataclass(frozen=True, slots=True)
class Version:
    """The timetable of a school from a day on."""

    line: int
    school: int
    since: date
    until: date | None
    lessons: tuple[LessonEntry, ...]


def read_timetables(
    rows: Sequence[Row],
    faults: Faults,
    *,
    since: date,
    known: tuple[Mapping[str, School], Known],
    elsewhere: Elsewhere,
) -> tuple[list[Version], list[Problem]]:
    """The versions the rows make up, one for each school, and every mistake.

    Args:
        rows: typed rows, subjects by the names they are kept by.
        since: the day a school's version holds from where no row gives one.
        known: the schools by name, and who works where.
        elsewhere: what those teachers teach at schools the rows do not name.
    """
    reader = _Reader(faults, since, known, elsewhere)
    for row in rows:
        reader.take(row)
    reader.clashes.tell_elsewhere()
    return reader.versions(), faults.problems


class _Reader:
    def __init__(
        self,
        faults: Faults,
        since: date,
        known: tuple[Mapping[str, School], Known],
        elsewhere: Elsewhere,
    ) -> None:
        self.faults, self.since = faults, since
        self.schools, self.staff = known
        self.clashes = Clashes(faults, elsewhere)
        self.lessons: dict[str, list[LessonEntry]] = {}
        self.spans: dict[str, tuple[date, date | None, int]] = {}

    def take(self, row: Row) -> None:
        """Read one row; with a mistake in it nothing of it is kept."""
        told = len(self.faults.problems)
        school = self.schools.get(row.text("school"))
        if school is None:
            self.faults.school(row.line, row.text("school"))
            return
        self.check_span(row, school)
        classes = self.classes(row, school)
        self.check_period(row, school, {stage for stage, _ in classes})
        lesson = LessonEntry(
            line=row.line,
            weekday=int(row.text("weekday") or 0),
            period=int(row.text("period") or 0),
            parity=row.text("weeks").replace("every", ""),
            subject=row.text("subject"),
            classes=tuple((id, row.text("part")) for _, id in classes),
            teachers=self.teachers(row, school),
            room=self.room(row, school),
        )
        if len(self.faults.problems) == told:
            stage = classes[0][0]
            ring = school.rings(stage).get(lesson.period)
            if self.clashes.fits(lesson, school, ring):
                self.lessons.setdefault(school.name, []).append(lesson)

    def check_span(self, row: Row, school: School) -> None:
        """All rows of one school hold over the same span."""
        since, until = day_of(row, "since") or self.since, day_of(row, "until")
        first = self.spans.setdefault(school.name, (since, until, row.line))
        if first[:2] != (since, until):
            self.faults.tell(
                row.line,
                "since",
                f"与第{first[2]}行的起止日期不同。一所学校的课表从同一天开始、同一天结束。",
                f"line {first[2]} gives other days; the timetable of a school has one span.",
            )
        elif first[2] == row.line:
            if since < school.since:
                self.faults.early(row.line, school.name, school.since)
            self.faults.backwards(row.line, since, until)

    def check_period(self, row: Row, school: School, stages: set[str]) -> None:
        """The bells of the school must ring for the period."""
        number = row.values.get("period")
        for stage in stages:
            rings = school.rings(stage)
            if not rings:
                self.faults.once(
                    row.line,
                    "period",
                    f"“{school.name}”该日没有作息时间。请先用“作息时间表”登记。",
                    f"{school.name} has no bell schedule on that day; bring one in first.",
                )
            elif number not in rings:
                numbers = "、".join(str(each) for each in sorted(rings))
                self.faults.tell(
                    row.line,
                    "period",
                    f"作息时间里没有第{number}节，只有：{numbers}。请核对节次，或先改作息时间。",
                    f"the bells know no period {number}, only {numbers}; check it, or change the "
                    "bell schedule first.",
                )

    def classes(self, row: Row, school: School) -> list[tuple[str, int]]:
        """Stage and id of each class named."""
        found: list[tuple[str, int]] = []
        for name in several(row.text("class")):
            said = class_said(name, school.classes)
            if said is None:
                self.faults.once(
                    row.line,
                    "class",
                    f"“{school.name}”本学年没有“{name}”，或不能确定是哪个班。"
                    "请核对班名，如：七(1)班；或先登记班级。",
                    f"{school.name} has no class {name} this school year, or several could be "
                    "meant; write it like 七(1)班, or report the classes first.",
                )
            elif (said[0], school.classes[said]) in found:
                self.faults.tell(
                    row.line,
                    "class",
                    f"“{name}”写了两次。请删去一个。",
                    f"{name} stands there twice; drop one.",
                )
            else:
                found.append((said[0], school.classes[said]))
        return found

    def teachers(self, row: Row, school: School) -> tuple[int, ...]:
        names = several(row.text("teacher"))
        number = row.text("teacher_number") if len(names) == 1 else ""
        found = []
        for name in names:
            try:
                found.append(find_known(name, school.name, number, self.staff).id)
            except Unclear as unclear:
                column = "teacher" if unclear.column == "name" else "teacher_number"
                self.faults.once(row.line, column, unclear.text.zh, unclear.text.en)
        return tuple(dict.fromkeys(found))

    def room(self, row: Row, school: School) -> int | None:
        name = row.text("room")
        own = {"", *several(row.text("class"))}
        if name in own or name.removesuffix("教室") in own:
            return None
        place = school.rooms.get(name)
        if place is None:
            self.faults.once(
                row.line,
                "room",
                f"“{school.name}”没有登记“{name}”。在本班教室上课的留空；其他场地先用“设施表”登记。",
                f"{school.name} has no facility {name}. Leave it empty for the class's own room; "
                "else bring it in with the sheet of facilities first.",
            )
            return None
        return place

    def versions(self) -> list[Version]:
        return [
            Version(self.spans[name][2], self.schools[name].id, *self.spans[name][:2], tuple(each))
            for name, each in self.lessons.items()
        ]
