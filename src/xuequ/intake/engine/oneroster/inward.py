"""The rows of a bundle as rows of the sheets they are of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xuequ.kernel.problems import Problem
from xuequ.kernel.sheet import Row

from .checking import check
from .given import Given, Line
from .ids import course_id, enrollment_id, role_id, session_id
from .layout import CN
from .orgs import Orgs, rows_of_orgs
from .people import FAMILY, rows_of_people
from .places import number_of
from .reading import unpack
from .rooms import Rooms, rows_of_rooms

OWN = "oneroster"  # the part whose rows say under which id something was brought in


@dataclass(frozen=True, slots=True)
class Reading:
    """What a bundle says, its mistakes, and the names of files of which nothing is kept."""

    rows: list[Row]
    problems: list[Problem]
    left: tuple[str, ...] = ()


def read_bundle(name: str, data: bytes) -> Reading:
    """The rows of a bundle, each for the sheet it is of; with mistakes there are none.

    Raises:
        Problems: the archive or its manifest cannot be read.
    """
    given = unpack(name, data)
    if not given.problems:
        check(given)
    if given.problems:
        return Reading([], given.problems, tuple(given.left))
    orgs = Orgs.of(given)
    rooms = Rooms.of(given, orgs)
    rows = [*rows_of_orgs(given, orgs), *rows_of_rooms(rooms), *rows_of_people(given, orgs, rooms)]
    rows += _ids(given, orgs, rooms)
    return Reading([] if given.problems else rows, given.problems, tuple(given.left))


def _ids(given: Given, orgs: Orgs, rooms: Rooms) -> Iterator[Row]:
    """Every id with what it is of; `own` is the id it would have if none had been brought in."""
    for line in given.files.get("orgs", ()):
        if kind := orgs.kind_of(line):
            row = _id("orgs", line, kind)
            yield replace(row, values={**row.values, "name": line["name"]})
    for line in given.files.get("academicSessions", ()):
        if line["type"] == "schoolYear":
            year = rooms.year_of(line["sourcedId"])
            yield _id("academicSessions", line, "session", session_id(orgs.root, year or 0))
    for line in given.files.get("courses", ()):
        found = rooms.taught.get(line["sourcedId"])
        if found is not None:
            yield _id("courses", line, "course", course_id(orgs.root, *found))
    for line in given.files.get("classes", ()):
        if line["sourcedId"] in rooms.rooms:
            yield _id("classes", line, "class")
    yield from _ids_of_people(given, rooms)


def _ids_of_people(given: Given, rooms: Rooms) -> Iterator[Row]:
    children: set[str] = set()
    for line in given.files.get("enrollments", ()):
        user, room = line["userSourcedId"], line["classSourcedId"]
        if line["role"] == "student" and room in rooms.rooms:
            children.add(user)
            yield _id("enrollments", line, "enrollment", enrollment_id(user, room))
    kept: set[str] = set()
    for line in given.files.get("roles", ()):
        user, org, role = line["userSourcedId"], line["orgSourcedId"], line["role"]
        if role in FAMILY:
            continue
        kept.add(user)
        post = line[f"{CN}post"]
        what = [post or role, line[f"{CN}title"], *([line["beginDate"]] if post else [])]
        yield _id("roles", line, "role", role_id(user, org, *what))
    for line in given.files.get("users", ()):
        user = line["sourcedId"]
        if user in children:
            yield _id("users", line, "pupil")
        elif user in kept:
            yield _id("users", line, "worker")


def _id(name: str, line: Line, kind: str, own: str = "") -> Row:
    values = {"kind": kind, "value": line["sourcedId"], "own": own}
    return Row(number_of(name, line.line), values, OWN, line["sourcedId"])
