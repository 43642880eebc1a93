"""Shapes that settings of several chapters share: an item by name, and something that is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    "authority",
    "master",
    "teacher",
    "class_teacher",
    "post",
]
Receiver = Literal[Party, "city_authority", "party_and_government"]
Period = Literal[
    "lesson_day",
    "week",
    "fortnight",
    "month",
    "term",
    "quarter",
    "half_year",
    "school_year",
    "calendar_year",
    "two_years",
    "five_years",
    "posting",
    "once",
]
Per = Literal["person", "pair", "subject", "group", "school", "consortium", "authority"]
Medium = Literal["log_book", "platform", "live", "on_site"]
Evidence = Literal["words", "file", "photo", "place", "people"]


@dataclass(frozen=True, slots=True)
class Named:
    """An item of a list that the document gives, by name."""

    code: str
    zh: str
    en: str
    clause: str | None = None  # where it is not that of the whole setting


@dataclass(frozen=True, slots=True)
class Duty:
    """An artefact or event that somebody owes, so many in each period (应交、应办事项).

    `code` says what is owed and is data: a locality may name an artefact no other knows.
    `like` names the setting whose number and period hold here, so that they stand once.
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
    goes_to: Receiver | None = None  # who keeps or receives it
    pro_rated: bool = False  # counted by teaching days where a period is cut short
    artefact: str = ""  # of `duties.artefacts`: the form it is handed in on; "" means `code`
    like: str = ""  # "research.collective_prep" or "activities.contests.football"
    role: str = ""  # for `post` a role of the catalogue; else the post that acts for the place
    honours: tuple[str, ...] = ()  # only people with one of these honours
    subjects: tuple[str, ...] = ()  # only these subjects; none: every one taught
    months: tuple[int, ...] = ()  # only periods that begin in one of these months
    weekday: int | None = None  # 1 Monday to 7 Sunday, where the document names a day
    moment: Literal["start", "end"] | None = None  # of the period
    due: date | None = None  # the last day, for what is due once
    since: date | None = None  # the first day, where later than that of the setting
    confirmed_by: tuple[Party, ...] = ()  # any of them; none: as `owed_by` usually has it
    evidence: tuple[Evidence, ...] = ("words",)
    parts: tuple[Named, ...] = ()  # what it must contain
    average: bool = False  # over all who owe it, not each of them
    may_be_nothing: bool = False  # «nothing to report» is an answer
    assumed: bool = False  # the document gives no number or period; a starting value
    binding: Literal["must", "should"] | None = None  # where it differs from its setting's

    def __post_init__(self) -> None:
        if self.min < 1:
            raise ValueError("min is less than 1")
        if self.weekday is not None and not 1 <= self.weekday <= 7:
            raise ValueError("weekday lies between 1 and 7")
        if any(not 1 <= month <= 12 for month in self.months):
            raise ValueError("a month lies between 1 and 12")


# The words for the keys of these shapes, and for the codes they hold.
FIELDS: dict[str, Text] = {
    "owed_by": Text("由谁完成", "owed by"),
    "all_of_them": Text("全部", "all of them"),
    "media": Text("形式", "by way of"),
    "goes_to": Text("交给", "goes to"),
    "pro_rated": Text("按教学日折算", "pro-rated by teaching days"),
    "artefact": Text("成果形式", "handed in as"),
    "like": Text("次数见设定", "number as in"),
    "honours": Text("称号", "honours"),
    "subjects": Text("学科", "subjects"),
    "months": Text("月份", "months"),
    "weekday": Text("星期", "day of the week"),
    "moment": Text("时点", "when"),
    "due": Text("截止日", "due"),
    "since": Text("起始日", "from"),
    "confirmed_by": Text("由谁确认", "confirmed by"),
    "evidence": Text("佐证", "evidence"),
    "parts": Text("内容", "contents"),
    "average": Text("按人均计", "as an average"),
    "may_be_nothing": Text("可报“无”", "may be «nothing to report»"),
    "assumed": Text("起始值（可改）", "starting value, may be changed"),
    "binding": Text("约束", "binding"),
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
    "authority": Text("教育局", "authority"),
    "post": Text("任职人", "holder of the post"),
}
PERIODS: dict[str, Text] = {
    "lesson_day": Text("每个教学日", "every teaching day"),
    "week": Text("每周", "every week"),
    "fortnight": Text("每两周", "every two weeks"),
    "month": Text("每月", "every month"),
    "term": Text("每学期", "every term"),
    "quarter": Text("每季度", "every quarter"),
    "half_year": Text("每半年", "every half-year"),
    "school_year": Text("每学年", "every school year"),
    "calendar_year": Text("每年", "every year"),
    "two_years": Text("每两年", "every two years"),
    "five_years": Text("每五年", "every five years"),
    "posting": Text("每次交流", "each posting"),
    "once": Text("一次", "once"),
}
WORDS: dict[str, Text] = {
    **{
        f"{key}.{code}": name
        for key in ("owed_by", "goes_to", "confirmed_by")
        for code, name in PARTIES.items()
    },
    **{f"period.{code}": name for code, name in PERIODS.items()},
    "goes_to.city_authority": Text("市教育局", "the city's authority"),
    "goes_to.party_and_government": Text("区委、区政府", "Party committee and government"),
    "per.person": Text("人", "person"),
    "per.pair": Text("对师徒", "pair"),
    "per.authority": Text("全区", "authority"),
    "media.log_book": Text("手写日志本", "handwritten log book"),
    "media.platform": Text("学区交流平台", "the district's platform"),
    "media.live": Text("网络直播", "live broadcast"),
    "media.on_site": Text("现场", "on site"),
    "evidence.words": Text("文字", "words"),
    "evidence.file": Text("附件", "file"),
    "evidence.photo": Text("照片", "photo"),
    "evidence.place": Text("地点", "place"),
    "evidence.people": Text("参加人", "people"),
    "moment.start": Text("期初", "at the start"),
    "moment.end": Text("期末", "at the end"),
    "binding.must": Text("应当", "must"),
    "binding.should": Text("提倡", "should"),
    "honours.backbone": Text("骨干教师", "backbone teacher"),
    "honours.subject_leader": Text("学科带头人", "subject leader"),
    "honours.expert": Text("教学能手", "teaching expert"),
    "honours.rising": Text("教坛新星", "rising star"),
    "honours.master": Text("名师", "master teacher"),
    "honours.special": Text("特级教师", "special-grade teacher"),
}
