"""What a locality's document settles about pupils' activities, moral education and culture.

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity each consortium holds: at least `min` in each `period`.

    Where both are left out, the document asks for it and gives no number.
    """

    code: str
    zh: str
    en: str
    period: Literal["term", "calendar_year", "school_year"] | None = None
    min: int | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An activity the document itself reports as held, at the time it prints."""

    code: str
    zh: str
    en: str
    clause: str
    printed: str
    begins: date
    due: date


@dataclass(frozen=True, slots=True)
class Activities:
    """Section `activities`: pupils' and common activities, moral themes, culture.

    MOR-01 to MOR-21, STU-01 to STU-03.
    """

    club_shows: tuple[Activity, ...] = ()  # 精品社团展示
    festivals: tuple[Activity, ...] = ()  # 节
    meets: tuple[Activity, ...] = ()  # 会
    weeks: tuple[Activity, ...] = ()  # 周
    contests: tuple[Activity, ...] = ()  # 赛
    joint: tuple[Activity, ...] = ()  # held by the schools together
    pupil_exchange: tuple[Activity, ...] = ()  # between pupils of two schools
    pupil_exchange_rules: bool = False  # a system of pupils' exchange is kept
    abilities: tuple[Named, ...] = ()  # what the activities are to train
    held: tuple[Held, ...] = ()
    moral_teams: int | None = None  # moral-education teams (德育工作团队) per consortium
    moral_model: tuple[Named, ...] = ()
    moral_themes: tuple[Named, ...] = ()
    brands: int | None = None  # brands (品牌) per consortium
    features: tuple[Named, ...] = ()  # 特色

    @property
    def calendar(self) -> tuple[Activity, ...]:
        """Every activity that recurs in the year, in the order above."""
        regular = (*self.club_shows, *self.festivals, *self.meets, *self.weeks, *self.contests)
        return (*regular, *self.joint, *self.pupil_exchange)


SECTIONS = {"activities": Activities}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "activities": Text("学生活动", "Activities"),
    "activities.club_shows": Text("学生社团展示", "shows of the pupils' clubs"),
    "activities.festivals": Text("节庆活动", "festivals"),
    "activities.meets": Text("会类活动", "meets"),
    "activities.weeks": Text("主题周", "theme weeks"),
    "activities.contests": Text("赛事", "contests"),
    "activities.joint": Text("各校共同参加的活动", "activities held together"),
    "activities.pupil_exchange": Text("学生交流体验活动", "exchange between pupils"),
    "activities.pupil_exchange_rules": Text("学生交流制度", "rules of pupils' exchange"),
    "activities.abilities": Text("活动培养的能力", "abilities to be trained"),
    "activities.held": Text("总结所载的活动", "activities reported as held"),
    "activities.moral_teams": Text("德育工作团队", "moral-education teams"),
    "activities.moral_model": Text("德育模式", "model of moral education"),
    "activities.moral_themes": Text("德育主题", "themes of moral education"),
    "activities.brands": Text("学区品牌", "brands"),
    "activities.features": Text("学区特色", "features"),
}
