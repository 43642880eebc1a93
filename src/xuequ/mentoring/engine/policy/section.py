"""The section `mentoring` of a profile: master teachers, pairs of mentor and apprentice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.settings import Duty, Named


@dataclass(frozen=True, slots=True)
class Share:
    """From `low` to `high` of the teachers; below `low` fails, above `high` is only told."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError("a share lies between 0 and 1, low before high")


@dataclass(frozen=True, slots=True)
class Mentees:
    """How many young teachers a master teacher takes on at once."""

    min: int
    max: int

    def __post_init__(self) -> None:
        if not 1 <= self.min <= self.max:
            raise ValueError("min lies between 1 and max")


@dataclass(frozen=True, slots=True)
class Pairing:
    """How mentor and apprentice come together; `in_principle`: other pairs may be made."""

    mentor: Literal["backbone"]
    apprentice: Literal["new_teacher"]
    same_grade: bool
    period: Literal["school_year"]
    in_principle: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of mentors, and who holds it."""

    tier: int
    zh: str
    en: str
    clause: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """The apprentice hears the mentor's lesson, then gives one of the same content.

    Lessons of the day by number.  It binds where both timetables allow it (C40).
    """

    hears: int
    teaches: int
    daily: bool
    same_content: bool
    where_possible: bool


@dataclass(frozen=True, slots=True)
class CourseTeam:
    """A master course team of a subject (名课程团队) and the year it was built."""

    code: str  # the subject
    zh: str
    en: str
    year: int


@dataclass(frozen=True, slots=True)
class Mentoring:
    """Section `mentoring`: master teachers and mentoring (MEN-01 to MEN-28)."""

    teams: tuple[Named, ...] = ()  # formed around good teachers
    trained: tuple[Named, ...] = ()  # whom the consortium trains as one
    master_activities: tuple[Named, ...] = ()
    master_ranks: tuple[Named, ...] = ()  # who belongs to the team of master teachers
    master_share: Share | None = None  # of the consortium's teachers
    master_number_rises: bool = False  # from year to year
    master_lessons: Duty | None = None  # demonstration lessons at the partner school
    master_mentees: Mentees | None = None
    master_part_time: bool = False  # masters teach across schools
    course_teams: tuple[CourseTeam, ...] = ()
    pairing: Pairing | None = None
    tiers: tuple[Tier, ...] = ()
    lesson_cycle: bool = False  # pairs take part in one prep, three lessons, three studies
    timetable: Timetable | None = None
    duties: tuple[Duty, ...] = ()
    relayed_live: bool = False  # contests can be watched at every school
    best_lessons_delivered: bool = False  # to rural schools (送课下乡)
    contests: tuple[Duty, ...] = ()  # of teachers' literacy, by subject
    contest_forms: tuple[Named, ...] = ()
    contest_subjects: tuple[Named, ...] = ()
    contract: Duty | None = None  # between class teachers (互助合同)
    principal_plans: tuple[Named, ...] = ()  # by which principals grow
