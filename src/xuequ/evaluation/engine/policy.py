"""What a locality's document settles about evaluation, supervision and reward (评价、督导、激励).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Cycle:
    """An evaluation that returns every `months` months, led by `led_by`."""

    months: int
    led_by: Literal["supervision", "authority"]
    first_due: date | None = None  # last day of the time set for the first one


@dataclass(frozen=True, slots=True)
class Review:
    """An evaluation or inspection besides the two main ones.

    It returns every `months` months, or once in each `period`; where neither is set, the
    document names no time.  If `assumed`, it says «regularly» or «in good time», and the
    period is a starting value.
    """

    code: str
    zh: str
    en: str
    led_by: Literal["government", "supervision", "authority", "consortium"]
    months: int | None = None
    period: Literal["month", "term", "calendar_year", "school_year"] | None = None
    unannounced: bool = False
    assumed: bool = False
    clause: str | None = None


Layer = Literal["consortium", "school", "lead_school", "school_pair", "pair"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Section `evaluation`: what is assessed and how often (EVA-01 to EVA-26, SUP-01 to SUP-12).

    `own_system`: the authority builds a system of its own.  `bundled`: several parties get one
    joint result.  `layered`: members apart, and the group as a whole.
    """

    model: Literal["own_system", "bundled", "layered"] | None = None
    layers: tuple[Layer, ...] = ()  # what gets a result
    ways: tuple[Named, ...] = ()  # ways of bundled evaluation
    core_indicator: Literal["increment"] | None = None
    key_indicators: tuple[Named, ...] = ()
    aspects: tuple[Named, ...] = ()  # what the evaluation of consortia looks at
    kinds: tuple[Named, ...] = ()  # 过程、结果、增值、综合
    lead_on_members: bool = False  # the rise of its members counts for the lead school
    lead_must_hold: bool = False  # the lead school's own quality must not fall
    index_system_first: bool = False  # the index system stands before the start
    linked_activities: tuple[Named, ...] = ()  # whose results enter assessments
    exchange_dimensions: tuple[Named, ...] = ()  # on which exchange teachers are judged
    teacher_aspects: tuple[Named, ...] = ()
    value_added_models: tuple[str, ...] = ()  # consortia that build one
    inspection: Cycle | None = None  # 年度检查评估
    comprehensive: Cycle | None = None  # 综合评估
    cycles: tuple[Review, ...] = ()
    inspector_areas: bool = False  # supervision goes by inspector responsibility zones (督学责任区)
    overseers: tuple[Named, ...] = ()  # whose oversight is accepted
    graded_standards: bool = False  # supervision standards graded and classified
    portraits: bool = False  # digital portraits of schools (数字画像)


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in which good work is rewarded."""

    code: Literal[
        "performance_pay_tilt",  # inside the approved total
        "performance_pay_weight",  # a heavier weight in the pooled part
        "incentive_pay",  # 奖励性绩效工资
        "commendation",
        "special_fund",
        "title_priority",
        "certificate",
        "management_incentive",
        "regular",  # rewards and penalties that follow each assessment
    ]
    zh: str
    en: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is rewarded: the consortium that won, the schools in it, teams, persons."""

    code: Literal[
        "consortium",
        "schools_of_consortium",
        "school",
        "lead_school",
        "member_school",
        "team",
        "management_team",
        "individual",
        "teacher",
        "exchange_teacher",
        "pupil",
    ]
    zh: str
    en: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Reward:
    """Section `reward`: what follows from a result (EVA-07 to EVA-26)."""

    channels: tuple[Channel, ...] = ()
    conditions: tuple[Named, ...] = ()  # all of them count
    recipients: tuple[Recipient, ...] = ()
    total_is_fixed: bool = False  # what one gains comes out of an approved total (总量)
    penalties: bool = False  # poor results have consequences too
    linked_to: tuple[Named, ...] = ()  # what results and certificates count for
    titles: tuple[Named, ...] = ()  # honours and titles that give priority
    priority_groups: tuple[Named, ...] = ()  # whom pay favours


SECTIONS = {"evaluation": Evaluation, "reward": Reward}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "evaluation": Text("评价", "Evaluation"),
    "evaluation.model": Text("评价模式", "model of evaluation"),
    "evaluation.layers": Text("评价对象", "who is assessed"),
    "evaluation.ways": Text("捆绑评价方式", "ways of bundled evaluation"),
    "evaluation.core_indicator": Text("核心指标", "core indicator"),
    "evaluation.key_indicators": Text("定期监测的关键指标", "key indicators"),
    "evaluation.aspects": Text("评估重点", "aspects assessed"),
    "evaluation.kinds": Text("评价类型", "kinds of evaluation"),
    "evaluation.lead_on_members": Text(
        "成员学校提升计入学区长学校考核", "rise of members counts for the lead"
    ),
    "evaluation.lead_must_hold": Text("学区长学校质量不下降", "the lead's quality must hold"),
    "evaluation.index_system_first": Text("考核指标体系", "index system before the start"),
    "evaluation.linked_activities": Text("结果计入考核的工作", "work whose results count"),
    "evaluation.exchange_dimensions": Text(
        "先进交流教师评选方面", "dimensions for exchange teachers"
    ),
    "evaluation.teacher_aspects": Text("教师评价方面", "aspects of teacher evaluation"),
    "evaluation.value_added_models": Text("增值评价模型", "value-added models"),
    "evaluation.inspection": Text("年度检查评估", "annual inspection"),
    "evaluation.comprehensive": Text("综合评估", "comprehensive evaluation"),
    "evaluation.cycles": Text("其他评价和督导", "other evaluation and supervision"),
    "evaluation.inspector_areas": Text("督学责任区", "inspector responsibility zones"),
    "evaluation.overseers": Text("接受监督的对象", "whose oversight is accepted"),
    "evaluation.graded_standards": Text("分级分类督导指标", "graded supervision standards"),
    "evaluation.portraits": Text("学校数字画像", "digital portraits of schools"),
    "reward": Text("激励", "Reward"),
    "reward.channels": Text("激励渠道", "channels of reward"),
    "reward.conditions": Text("激励条件", "conditions of reward"),
    "reward.recipients": Text("受益对象", "who is rewarded"),
    "reward.total_is_fixed": Text("绩效工资总量不变", "inside the approved total"),
    "reward.penalties": Text("奖惩并行", "penalties beside rewards"),
    "reward.linked_to": Text("结果挂钩", "what results count for"),
    "reward.titles": Text("倾斜的荣誉和职称", "titles that give priority"),
    "reward.priority_groups": Text("待遇倾斜对象", "whom pay favours"),
}

# The words for the codes of values, and for the parts of a value.
WORDS: dict[str, Text] = {
    "layered": Text("多层化考评：成员校独立考核，集团整体考评", "members apart, group as a whole"),
    "increment": Text("发展增量", "development increment"),
    "school_pair": Text("两所学校", "two schools together"),
    "lead_school": Text("学区长学校（牵头校）", "lead school"),
}
FIELDS: dict[str, Text] = {
    "unannounced": Text("不定期", "unannounced"),
    "assumed": Text("起始值（可改）", "starting value, may be changed"),
}
