"""Section `plan`: targets, phases, steps and superior documents (规划与目标)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

Owner = Literal["government", "authority", "supervision", "consortium"]


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last."""

    begins: date
    due: date


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the plan, in its order.

    Without dates the document names none that can be used.  If `inferred`, a date follows
    from its neighbours and is not printed.
    """

    code: str
    clause: str
    zh: str
    en: str
    printed: str = ""
    begins: date | None = None
    due: date | None = None
    inferred: bool = False
    tasks: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of the road map (推进步骤)."""

    code: str
    clause: str  # the clause that asks for the step
    zh: str
    en: str
    printed: str  # the time in the words of the document
    owner: Owner
    begins: date | None = None  # first day of that time
    due: date | None = None  # last day of that time


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached, or a direction to be kept.

    `value` is in the unit of the indicator, shares from 0 to 1; `up_to` closes a range.  An
    interim figure comes before the final one of the same indicator.
    """

    indicator: Literal[
        "coverage",
        "quality_coverage",
        "compulsory_standardised",
        "senior_standardised",
        "senior_demonstration",
        "satisfaction",
        "schools_level",
        "urban_rural_gap",
        "academic_balance",
        "school_gap",
        "ordinary_schools",
        "new_builds",
        "expansions",
        "feature_senior",
        "dual_new_schools",
        "volunteers",
    ]
    op: Literal["at_least", "exactly", "at_most", "rising", "narrowing", "level"]
    value: Decimal | None = None
    due: date | None = None
    up_to: Decimal | None = None
    stage: Literal["interim", "final"] | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number between two bounds, both counted in."""

    min: int
    max: int


@dataclass(frozen=True, slots=True)
class SuperiorDocument:
    """A document of a higher level that this one carries out (上位文件)."""

    zh: str
    en: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Section `plan`: targets, phases, steps, superior documents (PLN-01 to PLN-16, PLN-31)."""

    horizon: Span | None = None
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    targets: tuple[Target, ...] = ()
    demonstration_points: Bounds | None = None
    integrations: tuple[Named, ...] = ()  # fields of the yearly plan (一体化)
    key_projects: tuple[Named, ...] = ()
    superior_documents: tuple[SuperiorDocument, ...] = ()


NAMES: dict[str, Text] = {
    "plan": Text("规划与目标", "Plan and targets"),
    "plan.horizon": Text("规划期", "period of the plan"),
    "plan.phases": Text("实施阶段", "phases"),
    "plan.milestones": Text("推进步骤", "steps"),
    "plan.targets": Text("目标", "targets"),
    "plan.demonstration_points": Text("推进示范点", "demonstration points"),
    "plan.integrations": Text("年度计划的一体化工作", "integrations of the yearly plan"),
    "plan.key_projects": Text("重点项目", "key projects"),
    "plan.superior_documents": Text("上位文件", "documents of higher levels"),
}

WORDS: dict[str, Text] = {
    "rising": Text("逐步提高", "rising"),
    "narrowing": Text("逐步缩小", "narrowing"),
    "level": Text("基本持平", "about level"),
    "interim": Text("中期", "interim"),
    "final": Text("终期", "final"),
    "quality_coverage": Text("优质教育覆盖面", "coverage of quality education"),
    "compulsory_standardised": Text(
        "达到市级标准化学校标准的义务教育学校占比",
        "share of compulsory schools at the municipal standardised level",
    ),
    "senior_standardised": Text(
        "达到省级标准化高中标准的普通高中占比",
        "share of senior highs at the provincial standardised level",
    ),
    "senior_demonstration": Text(
        "达到省级示范高中标准的普通高中", "senior highs at the provincial demonstration level"
    ),
    "satisfaction": Text("人民群众对教育的满意度", "public satisfaction with education"),
    "schools_level": Text("两校教学质量", "teaching quality of the two schools"),
    "urban_rural_gap": Text("城乡教学质量指标差距", "urban–rural gap in quality indicators"),
    "academic_balance": Text(
        "学生学业质量校内和校际均衡水平", "balance of academic quality in and between schools"
    ),
    "school_gap": Text("校际教育教学质量基准差距", "gap between schools on the quality benchmark"),
    "ordinary_schools": Text("普通中小学", "ordinary primary and secondary schools"),
    "new_builds": Text("新建项目", "new-build projects"),
    "expansions": Text("改扩建项目", "rebuilding and expansion projects"),
    "feature_senior": Text("上海市特色普通高中", "municipal feature senior highs"),
    "dual_new_schools": Text("市第二批“双新”项目校", "second-batch «dual-new» project schools"),
    "volunteers": Text("家庭教育志愿者", "family-education volunteers"),
}

FIELDS: dict[str, Text] = {
    "inferred": Text("日期由前后推定", "date inferred"),
    "tasks": Text("任务", "tasks"),
    "up_to": Text("至多", "up to"),
    "stage": Text("阶段", "stage"),
}
