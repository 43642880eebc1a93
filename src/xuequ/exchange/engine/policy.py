"""What a locality's document settles about the teacher pool and exchange (师资、交流).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
