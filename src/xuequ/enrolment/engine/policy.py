"""What a locality's document settles about enrolment (招生).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text

Mode = Literal["single", "multi"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition an area meets before several schools may share its catchment."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ZoningInput:
    """A quantity that catchments are drawn by."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Section `enrolment`: how children of a catchment come to a school (ENR-26 to ENR-34).

    A catchment (服务地段) is the area a school or several schools serve.
    `single`: one catchment, one school (单校划片).  `multi`: one catchment, several schools
    (多校划片).
    """

    default_mode: Mode | None = None
    allowed_modes: tuple[Mode, ...] = ()
    multi_conditions: tuple[Condition, ...] = ()  # all of them, in individual areas
    drawn_by: Literal["authority", "consortium"] | None = None  # who draws catchments
    zoning_inputs: tuple[ZoningInput, ...] = ()


SECTIONS = {"enrolment": Enrolment}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "enrolment": Text("招生", "Enrolment"),
    "enrolment.default_mode": Text("一般划片方式", "usual zoning mode"),
    "enrolment.allowed_modes": Text("允许的划片方式", "zoning modes allowed"),
    "enrolment.multi_conditions": Text("多校划片条件", "conditions of multi-school zoning"),
    "enrolment.drawn_by": Text("服务地段划定单位", "who draws the catchments"),
    "enrolment.zoning_inputs": Text("划片依据", "quantities for zoning"),
}
