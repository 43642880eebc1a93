"""Section `norms`: numbers of national rules to compare with, never a locality's own number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ByStage:
    """A number for each stage; none where the norm has none."""

    primary: Decimal | None = None
    junior: Decimal | None = None
    senior: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of resources, with its least value for each stage."""

    code: str
    zh: str
    en: str
    primary: Decimal
    junior: Decimal


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """An age reached by a day of the year."""

    age: int
    by_month: int
    by_day: int


@dataclass(frozen=True, slots=True)
class Norms:
    """Section `norms`: reference numbers.  Shares run from 0 to 1."""

    class_size: ByStage | None = None
    large_class: int | None = None
    oversized_class: int | None = None
    staffing: ByStage | None = None  # pupils per member of staff
    exchange_share: Decimal | None = None  # of eligible teachers, per school year
    exchange_backbone_share: Decimal | None = None  # of those who exchange
    teachers_per_100: tuple[Indicator, ...] = ()
    conditions: tuple[Indicator, ...] = ()
    resource_variation: ByStage | None = None  # between schools, at most
    quality_variation: Decimal | None = None  # between schools, less than
    school_size: ByStage | None = None  # pupils, at most
    small_school: int | None = None  # pupils below which funds count as for so many
    retention: Decimal | None = None
    special_needs_entry: Decimal | None = None
    nearby_entry: ByStage | None = None
    entry_age: AgeLimit | None = None
    training_hours: int | None = None  # per teacher in five years
    training_funds: Decimal | None = None  # of the schools' public funds
    satisfaction: Decimal | None = None


NAMES: dict[str, Text] = {
    "norms": Text("国家参考标准", "National reference numbers"),
    "norms.class_size": Text("标准班额", "standard class size"),
    "norms.large_class": Text("大班额", "large class"),
    "norms.oversized_class": Text("超大班额", "oversized class"),
    "norms.staffing": Text("教职工编制标准", "staffing standard"),
    "norms.exchange_share": Text("教师交流轮岗比例", "share of teachers exchanging"),
    "norms.exchange_backbone_share": Text(
        "交流中骨干教师比例", "backbone share of those exchanging"
    ),
    "norms.teachers_per_100": Text("每百名学生教师配置", "teachers per hundred pupils"),
    "norms.conditions": Text("生均办学条件", "conditions per pupil"),
    "norms.resource_variation": Text("校际资源差异系数", "variation of resources between schools"),
    "norms.quality_variation": Text("校际学业差异率", "share of variance between schools"),
    "norms.school_size": Text("学校规模", "size of a school"),
    "norms.small_school": Text("小规模学校经费基数", "funding base of small schools"),
    "norms.retention": Text("初中三年巩固率", "retention in junior school"),
    "norms.special_needs_entry": Text("残疾儿童少年入学率", "entry of disabled children"),
    "norms.nearby_entry": Text("公办学校就近划片入学比例", "share of nearby entry"),
    "norms.entry_age": Text("入学年龄", "age of entry"),
    "norms.training_hours": Text("教师五年培训学时", "training hours in five years"),
    "norms.training_funds": Text("教师培训经费占比", "share of funds for training"),
    "norms.satisfaction": Text("社会认可度", "public approval"),
}

FIELDS: dict[str, Text] = {
    "primary": Text("小学", "primary"),
    "junior": Text("初中", "junior"),
    "senior": Text("高中", "senior high"),
    "age": Text("周岁", "age"),
    "by_month": Text("截止月", "by month"),
    "by_day": Text("截止日", "by day"),
}
