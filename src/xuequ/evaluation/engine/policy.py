"""What a locality's document settles about evaluation and reward (评价、激励).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Cycle:
    """An evaluation that returns every `months` months, led by `led_by`."""

    months: int
    led_by: Literal["supervision", "authority"]
    first_due: date | None = None  # last day of the time set for the first one


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Section `evaluation`: what is assessed and how often (EVA-01 to EVA-19, SUP-01 to SUP-09)."""

    model: Literal["own_system", "bundled"] | None = None
    layers: tuple[Literal["consortium", "school", "pair"], ...] = ()  # what gets a result
    inspection: Cycle | None = None  # 年度检查评估
    comprehensive: Cycle | None = None  # 综合评估


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that is met before a reward; all of them count."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in which good work is rewarded."""

    code: Literal["performance_pay_tilt"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is rewarded: the consortium that won, or the schools in it."""

    code: Literal["consortium", "schools_of_consortium"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Reward:
    """Section `reward`: what follows from a good result (EVA-07 to EVA-25)."""

    channels: tuple[Channel, ...] = ()
    conditions: tuple[Condition, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    total_is_fixed: bool = False  # what one gains comes out of an approved total (总量)


SECTIONS = {"evaluation": Evaluation, "reward": Reward}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "evaluation": Text("评价", "Evaluation"),
    "evaluation.model": Text("评价模式", "model of evaluation"),
    "evaluation.layers": Text("评价对象", "who is assessed"),
    "evaluation.inspection": Text("年度检查评估", "annual inspection"),
    "evaluation.comprehensive": Text("综合评估", "comprehensive evaluation"),
    "reward": Text("激励", "Reward"),
    "reward.channels": Text("激励渠道", "channels of reward"),
    "reward.conditions": Text("激励条件", "conditions of reward"),
    "reward.recipients": Text("受益对象", "who is rewarded"),
    "reward.total_is_fixed": Text("绩效工资总量不变", "inside the approved total"),
}
