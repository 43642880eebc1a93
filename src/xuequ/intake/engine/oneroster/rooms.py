"""School years, courses and classes of a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from xuequ.kernel.periods import year_of
from xuequ.kernel.sheet import Row

from .given import Given, Line
from .layout import CN
from .orgs import Orgs
from .places import number_of

HOMEROOM = "homeroom"
GRADES = {f"{each:02d}": each for each in range(1, 13)} | {str(e): e for e in range(1, 10)}
USUAL = {"primary": range(1, 7), "junior": range(7, 10), "senior": range(10, 13)}


@dataclass(slots=True)
class Rooms:
    """The homeroom classes by id, as rows of their sheet; what stage and grade a course is of."""

    rooms: dict[str, Row] = field(default_factory=dict)
    taught: dict[str, tuple[str, int]] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)

    def year_of(self, session: str) -> int | None:
        return self.years.get(session)

    @staticmethod
    def of(given: Given, orgs: Orgs) -> Rooms:
        """The classes of a bundle; those that are not homerooms are passed over."""
        found = Rooms()
        for line in given.files.get("academicSessions", ()):
            found.years[line["sourcedId"]] = year_of(date.fromisoformat(line["startDate"]))
        courses = {each["sourcedId"]: each for each in given.files.get("courses", ())}
        for line in given.files.get("classes", ()):
            if line["classType"] == HOMEROOM:
                found.add(given, orgs, line, courses[line["courseSourcedId"]])
        return found

    def add(self, given: Given, orgs: Orgs, line: Line, course: Line) -> None:
        """Put a class in, or tell what is wrong with it."""
        told = len(given.problems)
        grade = _grade(given, line, course)
        year = self._year(given, line)
        if not orgs.is_a(line["schoolSourcedId"], "school"):
            given.fault(
                "classes",
                line.line,
                "schoolSourcedId",
                "须是学校（type 为 school）。",
                "it must be a school.",
            )
        if len(given.problems) > told or grade is None:
            return
        stage = line[f"{CN}stage"] or next(name for name, of in USUAL.items() if grade in of)
        self.taught.setdefault(course["sourcedId"], (stage, grade))
        values = {
            **orgs.school(line["schoolSourcedId"]),
            "stage": stage,
            "year": f"{year}-{year + 1}",
            "grade": str(grade),
            "number": line["classCode"] or line["title"],
            "pupil_count": line[f"{CN}pupilCount"],
        }
        number = number_of("classes", line.line)
        self.rooms[line["sourcedId"]] = Row(number, values, "classes", line["sourcedId"])

    def _year(self, given: Given, line: Line) -> int:
        """The school year of a class; told if it is of several."""
        years = {self.years[each.strip()] for each in line["termSourcedIds"].split(",")}
        if len(years) > 1:
            given.fault(
                "classes",
                line.line,
                "termSourcedIds",
                "行政班只能属于一个学年。",
                "a homeroom is of one school year.",
            )
        return min(years)


def _grade(given: Given, line: Line, course: Line) -> int | None:
    """The one grade of a class, or a fault told."""
    grade = GRADES.get(line["grades"] or course["grades"])
    if grade is None:
        given.fault(
            "classes",
            line.line,
            "grades",
            "行政班须写明一个年级：01至12。",
            "a homeroom is of one grade, 01 to 12.",
        )
    return grade


def rows_of_rooms(rooms: Rooms) -> Iterator[Row]:
    """The rows for the sheet of classes."""
    yield from rooms.rooms.values()
