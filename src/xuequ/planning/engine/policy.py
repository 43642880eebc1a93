"""What a locality's document settles about targets, steps and reports (规划、报送).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from xuequ.kernel.text import Text

Owner = Literal["government", "authority", "supervision"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated step of the road map (推进步骤)."""

    code: str
    clause: str  # the clause that asks for the step
    zh: str
    en: str
    printed: str  # the time in the words of the document
    begins: date  # first day of that time
    due: date  # last day of that time
    owner: Owner


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached by a day."""

    indicator: str
    op: Literal["at_least", "exactly", "at_most"]
    value: Decimal  # in the unit of the indicator; shares from 0 to 1
    due: date


@dataclass(frozen=True, slots=True)
class SuperiorDocument:
    """A document of a higher level that this one carries out (上位文件)."""

    number: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Section `plan`: targets, steps and superior documents (PLN-01 to PLN-14, PLN-31)."""

    milestones: tuple[Milestone, ...] = ()
    targets: tuple[Target, ...] = ()
    superior_documents: tuple[SuperiorDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report owed upward: `min` in each `period`, to the body `to`."""

    code: str
    zh: str
    en: str
    to: Literal["authority", "city_authority"]
    period: Literal["month", "quarter", "half_year", "calendar_year", "school_year"]
    min: int = 1


@dataclass(frozen=True, slots=True)
class Reporting:
    """Section `reporting`: who reports to whom, and how often (PLN-17 to PLN-21).

    Quarters and half-years are those of the calendar.
    """

    from_consortium: tuple[Report, ...] = ()
    from_authority: tuple[Report, ...] = ()
    summary_meetings: int | None = None  # per calendar year, held by the authority
    ledger: bool = False  # a systematic work ledger is formed (工作台账)


SECTIONS = {"plan": Plan, "reporting": Reporting}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "plan": Text("规划与目标", "Plan and targets"),
    "plan.milestones": Text("推进步骤", "steps"),
    "plan.targets": Text("目标", "targets"),
    "plan.superior_documents": Text("上位文件", "documents of higher levels"),
    "reporting": Text("报送", "Reports"),
    "reporting.from_consortium": Text("学区报送", "reports of the districts"),
    "reporting.from_authority": Text("教育局报送", "reports of the authority"),
    "reporting.summary_meetings": Text("年度总结会", "summary meetings"),
    "reporting.ledger": Text("工作台账", "work ledger"),
}
