"""What a locality's document settles about pupils' activities (学生活动).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity each consortium holds: at least `min` in each `period`."""

    code: str
    zh: str
    en: str
    period: Literal["term", "calendar_year", "school_year"]
    min: int = 1


@dataclass(frozen=True, slots=True)
class Activities:
    """Section `activities`: the calendar that recurs every term or year (MOR-02 to MOR-10)."""

    club_shows: tuple[Activity, ...] = ()  # 精品社团展示
    festivals: tuple[Activity, ...] = ()  # 节
    meets: tuple[Activity, ...] = ()  # 会
    weeks: tuple[Activity, ...] = ()  # 周
    contests: tuple[Activity, ...] = ()  # 赛

    @property
    def calendar(self) -> tuple[Activity, ...]:
        """Every activity of the year, in the order above."""
        return (*self.club_shows, *self.festivals, *self.meets, *self.weeks, *self.contests)


SECTIONS = {"activities": Activities}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "activities": Text("学生活动", "Activities"),
    "activities.club_shows": Text("学生社团展示", "shows of the pupils' clubs"),
    "activities.festivals": Text("节庆活动", "festivals"),
    "activities.meets": Text("会类活动", "meets"),
    "activities.weeks": Text("主题周", "theme weeks"),
    "activities.contests": Text("赛事", "contests"),
}
