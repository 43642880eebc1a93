"""What a locality's document settles about who governs what (治理).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from xuequ.cases.engine.policy import Meeting
from xuequ.kernel.text import Text

from .bodies import Body, BodyPost, GroupOffice, LeadingGroup, Post
from .catalogues import Aim, Catalogue, FoundingRule, Item, Level, Pool
from .names import FIELDS, NAMES, WORDS
from .powers import Autonomy, LeadDuty, LeadRule, Power


@dataclass(frozen=True, slots=True)
class Governance:
    """Section `governance`: a consortium's head, bodies, powers and rules (GOV-01 to GOV-66)."""

    head_title: Text | None = None
    head_ex_officio: Literal["lead_principal", "common_principal", "committee_director"] | None = (
        None
    )
    heads: int | None = None  # persons per consortium
    team: tuple[Post, ...] = ()
    team_from_members: bool = False  # head and team are staff of the schools, concurrently
    executive_principals: int | None = None  # at most so many per school, under the head
    bodies: tuple[Body, ...] = ()
    posts_filled_from: date | None = None  # the opening at which every post is filled
    powers: tuple[Power, ...] = ()
    lead_duties: tuple[LeadDuty, ...] = ()
    lead_coordinates: bool = False  # the lead has the power to coordinate the others (统筹权)
    lead_rule_by_form: tuple[LeadRule, ...] = ()
    member_autonomy: tuple[Autonomy, ...] = ()
    founding_rules: tuple[FoundingRule, ...] = ()
    charter_threshold: Decimal | None = None  # share of the members that must support it
    meetings: tuple[Meeting, ...] = ()
    workload_counts: bool = False  # management counts in the workload of those who do it
    workload_hours: Decimal | None = None  # hours a week that count; none: entered per post
    recognition_levels: tuple[Level, ...] = ()
    law_levels: tuple[Level, ...] = ()  # of a law-governed school (依法治校)
    reserve_pools: tuple[Pool, ...] = ()
    goals: tuple[Aim, ...] = ()


@dataclass(frozen=True, slots=True)
class Unification:
    """Section `unification`: what is done as one (GOV-06 to GOV-10), catalogue by catalogue."""

    sets: tuple[Catalogue, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of every catalogue."""
        return tuple(item for each in self.sets for item in each.items)

    def item(self, key: str) -> tuple[Catalogue, Item] | None:
        """The catalogue and item a fact names, or none."""
        for each in self.sets:
            for known, item in zip(each.keys(), each.items, strict=True):
                if known == key:
                    return each, item
        return None


@dataclass(frozen=True, slots=True)
class Authority:
    """Section `authority`: the bodies above the consortia (GOV-44 to GOV-50)."""

    leading_group: LeadingGroup | None = None
    office: GroupOffice | None = None
    first_hand_project: bool = False  # the main leader answers in person (一把手工程)


SECTIONS = {"governance": Governance, "unification": Unification, "authority": Authority}

__all__ = [
    "FIELDS",
    "NAMES",
    "SECTIONS",
    "WORDS",
    "Aim",
    "Authority",
    "Autonomy",
    "Body",
    "BodyPost",
    "Catalogue",
    "FoundingRule",
    "Governance",
    "GroupOffice",
    "Item",
    "LeadDuty",
    "LeadRule",
    "LeadingGroup",
    "Level",
    "Meeting",
    "Pool",
    "Post",
    "Power",
    "Unification",
]
