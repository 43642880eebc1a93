"""What a locality's document settles about unified teaching and joint research (教学、教研).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Unified:
    """A part of teaching that is the same in every school of the consortium."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Teaching:
    """Section `teaching`: what is taught in common (TCU-01 to TCU-16)."""

    unify: tuple[Unified, ...] = ()
    shared_course_min: int | None = None  # feature courses built jointly, per consortium


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `min` events for each `per`, in each `period`."""

    min: int
    per: Literal["subject", "consortium"]
    period: Literal["month", "term", "calendar_year", "school_year"]


@dataclass(frozen=True, slots=True)
class ProjectQuota:
    """At least `min` research projects (课题) per consortium in each window of `years` years.

    Windows follow one another from `anchor`.  A project counts when it is approved at `level`
    and, if `concluded_on_time`, once more when it is concluded within its set time.
    """

    min: int
    level: Literal["county", "city", "province"]
    years: int
    anchor: date
    concluded_on_time: bool


@dataclass(frozen=True, slots=True)
class Research:
    """Section `research`: how often schools study lessons together (联合教研; RSH-01 to RSH-09)."""

    collective_prep: Quota | None = None  # 集体备课
    discussions: Quota | None = None  # 教学研讨
    observation_events: Quota | None = None  # 听课观摩
    projects: ProjectQuota | None = None


SECTIONS = {"teaching": Teaching, "research": Research}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "teaching": Text("统一教学与课程", "Unified teaching and curriculum"),
    "teaching.unify": Text("统一教学事项", "unified teaching"),
    "teaching.shared_course_min": Text("共建特色课程", "jointly built feature courses"),
    "research": Text("联合教研", "Joint research"),
    "research.collective_prep": Text("集体备课", "collective lesson preparation"),
    "research.discussions": Text("教学研讨", "teaching discussions"),
    "research.observation_events": Text("听课观摩", "lesson observation"),
    "research.projects": Text("课题研究", "research projects"),
}
