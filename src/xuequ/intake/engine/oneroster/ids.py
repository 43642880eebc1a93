"""The ids of what no row of the product stands for, where none were brought in."""

from __future__ import annotations

from collections.abc import Callable

from .words import made_id

Kept = Callable[[str, str], str]  # kind and own id -> the id it goes by outside


def session_id(county: str, year: int) -> str:
    """The id of a school year, where none was brought in."""
    return made_id(county, "session", year)


def course_id(county: str, stage: str, grade: int) -> str:
    """The id of what a grade of a stage learns."""
    return made_id(county, "course", stage, grade)


def role_id(user: str, org: str, *what: str) -> str:
    """The id of a role."""
    return made_id(user, org, "role", *what)


def enrollment_id(user: str, room: str) -> str:
    """The id of an enrolment."""
    return made_id(user, room, "enrollment")
