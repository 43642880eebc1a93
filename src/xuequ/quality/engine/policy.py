"""What a locality's document settles about tests and quality monitoring (质量监测).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text

Setter = Literal[
    "consortium",
    "authority",
    "teaching_centre",  # 教学管理中心
    "school_backbone",  # backbone teachers of the subject of all schools together
    "backbone_and_researcher",  # the district's backbone teachers with the county researcher
    "research_centre",  # 教研中心
]


@dataclass(frozen=True, slots=True)
class UnifiedTest:
    """A kind of unified test: `min` in each `period`, set and run by `setter`.

    Where `min` is left out, the document asks for the test and gives no number.  If `assumed`,
    it says «regularly», and what stands here is a starting value.
    """

    code: Literal["monitoring", "unit", "midterm", "final"]
    zh: str
    en: str
    setter: Setter
    min: int | None = None
    period: Literal["unit", "month", "term", "calendar_year", "school_year"] | None = None
    clause: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Bank:
    """A shared question bank: who uploads how often, and when the others may see a test.

    If `embargo`, a test stays hidden until the last school has sat it.
    """

    per: Literal["grade_subject"]
    period: Literal["month"]
    min: int
    embargo: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that counts in a teacher's assessment, with its relative weight.

    `threshold` is the share of full marks from which a pupil counts, if the locality sets one.
    """

    code: Literal["excellence", "pass", "improvement"]
    zh: str
    en: str
    weight: int
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """Section `quality`: tests, their analysis and what they may be used for (QMS-01 to QMS-25)."""

    tests: tuple[UnifiedTest, ...] = ()
    tests_per_school_year: int | None = None  # those that count in assessments
    warn_above: int | None = None  # tests per term from which a warning is given
    unified_items: tuple[Named, ...] = ()  # 四统一
    bank: Bank | None = None  # 月月清题库
    bank_in_assessment: bool = False  # work on bank and archive counts for groups and divisions
    analysis_sections: tuple[Named, ...] = ()
    analysis_axes: tuple[Named, ...] = ()
    rates: tuple[Rate, ...] = ()
    source_measures: tuple[Named, ...] = ()  # on which juniors analyse pupils by source primary
    pupil_evaluation: bool = False  # pupils' overall quality (综合素质) is evaluated in one
    domains: tuple[Named, ...] = ()  # of the evaluation of pupils
    literacy_index: str | None = None  # version of the science-literacy index
    promotion_rate: bool | None = None  # may promotion rates be set or judged by?


SECTIONS = {"quality": Quality}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "quality": Text("质量监测", "Quality monitoring"),
    "quality.tests": Text("统一质量监测", "unified tests"),
    "quality.tests_per_school_year": Text("每学年质量检测", "quality tests per school year"),
    "quality.warn_above": Text("每学期检测提醒次数", "tests per term before a warning"),
    "quality.unified_items": Text("教学检测四统一", "what is unified in testing"),
    "quality.bank": Text("月月清题库", "monthly-clear question bank"),
    "quality.bank_in_assessment": Text("题库工作列入考核", "bank counts in assessment"),
    "quality.analysis_sections": Text("试卷分析报告内容", "sections of the analysis report"),
    "quality.analysis_axes": Text("试卷分析方向", "axes of analysis"),
    "quality.rates": Text("年终考核的三率", "rates in year-end assessment"),
    "quality.source_measures": Text("按来源小学分析的内容", "analysed by source primary"),
    "quality.pupil_evaluation": Text("学生综合素质评价", "pupils' overall quality evaluated"),
    "quality.domains": Text("学生评价领域", "domains of pupil evaluation"),
    "quality.literacy_index": Text("科学素养指标版本", "version of the literacy index"),
    "quality.promotion_rate": Text("可否使用升学指标", "promotion rates may be used"),
}

# The words for the codes of values, and for the parts of a value.
WORDS: dict[str, Text] = {
    "period.unit": Text("每单元", "every unit"),
    "teaching_centre": Text("教学管理中心", "teaching management centre"),
    "school_backbone": Text(
        "各校学科骨干教师共同命题", "backbone teachers of all schools together"
    ),
    "backbone_and_researcher": Text(
        "学区骨干教师和区学科教研员共同命题",
        "the district's backbone teachers with the county researcher",
    ),
    "research_centre": Text("教研中心统一命题", "research centre"),
    "grade_subject": Text("各年级各学科", "grade and subject"),
}
FIELDS: dict[str, Text] = {
    "assumed": Text("起始值（可改）", "starting value, may be changed"),
    "embargo": Text("最后一所学校考完前不公开", "hidden until the last school has sat it"),
    "threshold": Text("分数线", "threshold"),
}
