"""Shapes that settings of several chapters share: an item by name, and something that is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .text import Text

Party = Literal[
    "mover",
    "leader",
    "mentor",
    "mentor_1",
    "mentor_2",
    "mentor_3",
    "apprentice",
    "pair",
    "host_school",
    "school",
    "consortium",
    "master",
    "teacher",
    "class_teacher",
]
Period = Literal[
    "lesson_day",
    "week",
    "fortnight",
    "month",
    "term",
    "school_year",
    "calendar_year",
    "posting",
    "once",
]
Per = Literal["person", "pair", "subject", "school", "consortium"]
Medium = Literal["log_book", "platform", "live", "on_site"]


@dataclass(frozen=True, slots=True)
class Named:
    """An item of a list that the document gives, by name."""

    code: str
    zh: str
    en: str
    clause: str | None = None  # where it is not that of the whole setting


@dataclass(frozen=True, slots=True)
class Due:
    """An artefact or event that somebody owes, so many in each period.

    `code` says what is owed and is data: a locality may name an artefact no other knows.
    """

    code: str
    zh: str
    en: str
    clause: str
    owed_by: Party
    period: Period
    min: int = 1
    all_of_them: bool = False  # all there are, whatever their number
    per: Per = "person"
    media: tuple[Medium, ...] = ()  # all of them
    goes_to: Party | None = None  # who keeps or receives it
    pro_rated: bool = False  # counted by teaching days where a period is cut short

    def __post_init__(self) -> None:
        if self.min < 1:
            raise ValueError("min is less than 1")


# The words for the keys of these shapes, and for the codes they hold.
FIELDS: dict[str, Text] = {
    "owed_by": Text("由谁完成", "owed by"),
    "all_of_them": Text("全部", "all of them"),
    "media": Text("形式", "by way of"),
    "goes_to": Text("交给", "goes to"),
    "pro_rated": Text("按教学日折算", "pro-rated by teaching days"),
}
PARTIES: dict[str, Text] = {
    "mover": Text("交流教师", "teacher on exchange"),
    "leader": Text("交流领导", "leader on exchange"),
    "mentor": Text("导师", "mentor"),
    "mentor_1": Text("一级导师", "tier-1 mentor"),
    "mentor_2": Text("二级导师", "tier-2 mentor"),
    "mentor_3": Text("三级导师", "tier-3 mentor"),
    "apprentice": Text("徒弟（新教师）", "apprentice (new teacher)"),
    "pair": Text("结对师徒", "mentor and apprentice"),
    "host_school": Text("交流所在学校", "host school"),
    "school": Text("学校", "school"),
    "consortium": Text("学区或集团", "district or group"),
    "master": Text("名师", "master teacher"),
    "teacher": Text("教师", "teacher"),
    "class_teacher": Text("班主任", "class teacher"),
}
WORDS: dict[str, Text] = {
    **{f"owed_by.{code}": name for code, name in PARTIES.items()},
    **{f"goes_to.{code}": name for code, name in PARTIES.items()},
    "period.lesson_day": Text("每个教学日", "every teaching day"),
    "period.week": Text("每周", "every week"),
    "period.fortnight": Text("每两周", "every two weeks"),
    "period.posting": Text("每次交流", "each posting"),
    "period.once": Text("一次", "once"),
    "per.person": Text("人", "person"),
    "per.pair": Text("对师徒", "pair"),
    "media.log_book": Text("手写日志本", "handwritten log book"),
    "media.platform": Text("学区交流平台", "the district's platform"),
    "media.live": Text("网络直播", "live broadcast"),
    "media.on_site": Text("现场", "on site"),
}
