"""A county as the rows of a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .county import County, Room
from .ids import Kept, course_id, session_id
from .layout import CN
from .outward_orgs import orgs_of
from .outward_people import demographics_of, enrollments_of, roles_of, users_of
from .words import day
from .writing import Tables

Row = dict[str, str]
STAGES = {"primary": "小学", "junior": "初中", "senior": "高中"}
NUMERALS = ("", *(f"{each}年级" for each in "一二三四五六七八九"), "高一", "高二", "高三")


def tables_of(county: County, kept: Kept = lambda kind, own: own) -> Tables:
    """Every file of the bundle with its rows.

    Args:
        kept: gives the id under which something without a row of its own (a session, a course,
            a role, an enrolment) was brought in, else the one it is given.
    """
    return {
        "orgs": list(orgs_of(county)),
        "academicSessions": list(_sessions(county, kept)),
        "courses": list(_courses(county, kept)),
        "classes": [_room(county, each, kept) for each in county.rooms],
        "users": list(users_of(county)),
        "roles": list(roles_of(county, kept)),
        "enrollments": list(enrollments_of(county, kept)),
        "demographics": list(demographics_of(county)),
    }


def _sessions(county: County, kept: Kept) -> Iterator[Row]:
    for year in sorted({each.year for each in county.rooms}):
        yield {
            "sourcedId": _session(county, year, kept),
            "title": f"{year}-{year + 1}学年",
            "type": "schoolYear",
            "startDate": day(date(year, 9, 1)),
            "endDate": day(date(year + 1, 9, 1)),
            "schoolYear": str(year + 1),
        }


def _courses(county: County, kept: Kept) -> Iterator[Row]:
    for stage, grade in sorted({(each.stage, each.grade) for each in county.rooms}):
        yield {
            "sourcedId": _course(county, stage, grade, kept),
            "title": f"{STAGES[stage]}{NUMERALS[grade]}课程",
            "grades": f"{grade:02d}",
            "orgSourcedId": county.id,
        }


def _session(county: County, year: int, kept: Kept) -> str:
    return kept("session", session_id(county.id, year))


def _course(county: County, stage: str, grade: int, kept: Kept) -> str:
    return kept("course", course_id(county.id, stage, grade))


def _room(county: County, room: Room, kept: Kept) -> Row:
    return {
        "sourcedId": room.id,
        "title": f"{NUMERALS[room.grade]}（{room.number}）班",
        "grades": f"{room.grade:02d}",
        "courseSourcedId": _course(county, room.stage, room.grade, kept),
        "classCode": str(room.number),
        "classType": "homeroom",
        "schoolSourcedId": room.school,
        "termSourcedIds": _session(county, room.year, kept),
        f"{CN}stage": room.stage,
        f"{CN}pupilCount": "" if room.pupil_count is None else str(room.pupil_count),
    }
