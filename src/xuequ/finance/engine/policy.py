"""What a locality's document settles about funds (经费).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xuequ.kernel.named import Named
from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change to a county's special fund of the next year; entered by hand with its reason."""

    code: Literal["tilt", "cut"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Funds:
    """Section `funds`: how much there is, for what, and who looks after it (FIN-01 to FIN-14)."""

    per_consortium_year: Decimal | None = None  # CNY per consortium and calendar year
    total_year: Decimal | None = None  # CNY per calendar year, all consortia together
    special: bool = False  # special funds (专项资金) are set up
    uses: tuple[Named, ...] = ()
    in_yearly_budget: bool = False  # part of the yearly departmental budget (部门预算)
    budget_at_year_start: bool = False
    coordinated_by: Literal["consortium", "county"] | None = None
    responsibilities: tuple[Named, ...] = ()  # fields of running a school that money serves
    balanced: tuple[Named, ...] = ()  # projects allotted with balance in mind
    balanced_between: tuple[Literal["schools_of_consortium", "consortia"], ...] = ()
    supports_weak: bool = False  # the consortium supports its weak schools
    next_year: tuple[Adjustment, ...] = ()
    growths: int | None = None  # of education spending by law (三个增长)
    controls: tuple[Named, ...] = ()
    volunteer_training: bool = False  # the local education surcharge pays for it


SECTIONS = {"funds": Funds}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "funds": Text("经费", "Funds"),
    "funds.per_consortium_year": Text("每学区年度经费", "funds of a district per year"),
    "funds.total_year": Text("年度经费总额", "funds of all districts per year"),
    "funds.special": Text("专项资金", "special funds"),
    "funds.uses": Text("经费用途", "uses of the funds"),
    "funds.in_yearly_budget": Text("纳入年度部门预算", "part of the yearly budget"),
    "funds.budget_at_year_start": Text("年初预算", "budget at the start of the year"),
    "funds.coordinated_by": Text("财务统筹", "finance coordinated by"),
    "funds.responsibilities": Text("经费保障的办学工作", "fields of running that are paid for"),
    "funds.balanced": Text("注意均衡的经费项目", "projects allotted with balance"),
    "funds.balanced_between": Text("均衡范围", "balance between"),
    "funds.supports_weak": Text("支持薄弱学校", "support for weak schools"),
    "funds.next_year": Text("次年专项经费调整", "next year's adjustment"),
    "funds.growths": Text("教育经费“三个增长”", "growths of education spending"),
    "funds.controls": Text("经费管理", "controls of spending"),
    "funds.volunteer_training": Text("志愿者培训经费来源", "volunteers' training paid"),
}

# The words for the codes of values.
WORDS: dict[str, Text] = {
    "county": Text("县（区）", "county"),
    "schools_of_consortium": Text("学区内各校之间", "schools of a district"),
    "consortia": Text("各学区之间", "districts"),
}
