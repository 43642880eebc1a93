"""What a locality's document settles about the teacher pool and exchange (师资、交流).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text

MoveForm = Literal["part_time", "support", "itinerant", "rotation"]


@dataclass(frozen=True, slots=True)
class Staff:
    """Section `staff`: to whom teachers belong, what stays when they move (STF-02 to STF-11).

    Establishment school, holder of the personnel relation (人事关系), managing body and
    teaching assignments are four separate facts; what is set here is the second.
    """

    pool_mode: Literal["district_person", "group_person"] | None = None
    county_managed: bool = False  # posts managed by the county, schools employ (区管校聘)
    relation_stays: tuple[MoveForm, ...] = ()  # personnel relation stays at the original school
    returns: tuple[MoveForm, ...] = ()  # back to the original school when the posting ends
    transfer_encouraged: tuple[Literal["manager", "backbone"], ...] = ()  # sent by the lead


@dataclass(frozen=True, slots=True)
class Form:
    """A form of exchange (交流方式)."""

    code: MoveForm
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class PayDocument:
    """A document that benefits are paid by."""

    number: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """By which documents the welfare and pay of those on the move are settled."""

    forms: tuple[MoveForm, ...]
    documents: tuple[PayDocument, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Section `exchange`: how principals and teachers move between schools (EXC-01 to EXC-15)."""

    forms: tuple[Form, ...] = ()
    allowance: Allowance | None = None
    performance_linked: bool = False  # the post on exchange is tied to performance (绩效)


SECTIONS = {"staff": Staff, "exchange": Exchange}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "staff": Text("师资与人事", "Teacher pool and personnel"),
    "staff.pool_mode": Text("教师归属", "where teachers belong"),
    "staff.county_managed": Text("区管校聘", "posts managed by the county"),
    "staff.relation_stays": Text("保留人事关系的交流形式", "personnel relation stays"),
    "staff.returns": Text("期满返回的交流形式", "return when the posting ends"),
    "staff.transfer_encouraged": Text(
        "鼓励接转人事关系的人员", "transfer of the relation encouraged"
    ),
    "exchange": Text("交流轮岗", "Exchange and rotation"),
    "exchange.forms": Text("交流形式", "forms of exchange"),
    "exchange.allowance": Text("福利待遇依据", "documents on welfare and pay"),
    "exchange.performance_linked": Text("交流与绩效挂钩", "exchange tied to performance"),
}
