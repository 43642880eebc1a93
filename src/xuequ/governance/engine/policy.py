"""What a locality's document settles about who governs what (治理).

A parameter left at its default means that the document is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Post:
    """A post on the management team (学区管理团队) of a consortium, beside its head."""

    code: Literal["deputy", "manager"]
    zh: str
    en: str
    min: int = 1
    max: int | None = None  # none: as many as there are (若干)


@dataclass(frozen=True, slots=True)
class LeadDuty:
    """Something the lead school owes the other schools of its consortium."""

    code: Literal["teaching_management", "demonstration", "support"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Autonomy:
    """A field of a member's own administration, and how far the member keeps it.

    `unchanged`: it may stay as it was.  `own_or_improved`: the member may keep its own
    features, or improve by what others do well.
    """

    code: Literal["administration", "finance", "logistics", "safety"]
    zh: str
    en: str
    rule: Literal["unchanged", "own_or_improved"]


@dataclass(frozen=True, slots=True)
class FoundingRule:
    """A plan, rule or cooperation mechanism that every consortium draws up for itself."""

    code: str
    kind: Literal["plan", "rules", "cooperation"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Governance:
    """Section `governance`: a consortium's head, team, powers and rules (GOV-01 to GOV-39)."""

    head_title: Text | None = None
    head_ex_officio: Literal["lead_principal", "common_principal"] | None = None
    heads: int | None = None  # persons per consortium
    team: tuple[Post, ...] = ()
    team_from_members: bool = False  # head and team are staff of the schools, concurrently
    lead_duties: tuple[LeadDuty, ...] = ()
    lead_coordinates: bool = False  # the lead has the power to coordinate the others (统筹权)
    member_autonomy: tuple[Autonomy, ...] = ()
    founding_rules: tuple[FoundingRule, ...] = ()
    workload_counts: bool = False  # management counts in the workload of those who do it


@dataclass(frozen=True, slots=True)
class Item:
    """Something the schools of a consortium do as one (统一).

    A consortium `runs` the item itself, or only `advises` and watches where the authority
    decides.
    """

    code: str
    zh: str
    en: str
    consortium: Literal["runs", "advises"] = "runs"


@dataclass(frozen=True, slots=True)
class Unification:
    """Section `unification`: the catalogue, in the order of the document (GOV-06 to GOV-10)."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadingGroup:
    """The leading group (领导小组), by the offices its members hold."""

    head: Text
    deputies: tuple[Text, ...]
    members: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class GroupOffice:
    """The office of the leading group (领导小组办公室): where it sits and who staffs it."""

    seat: Text
    director: Text
    staff: Text


@dataclass(frozen=True, slots=True)
class Authority:
    """Section `authority`: the bodies above the consortia (GOV-44 to GOV-49)."""

    leading_group: LeadingGroup | None = None
    office: GroupOffice | None = None


SECTIONS = {"governance": Governance, "unification": Unification, "authority": Authority}

# What the sections and their settings are called.
NAMES: dict[str, Text] = {
    "governance": Text("治理", "Governance"),
    "governance.head_title": Text("牵头人称谓", "title of the head"),
    "governance.head_ex_officio": Text("学区长兼任", "who is head ex officio"),
    "governance.heads": Text("学区长人数", "heads of a district"),
    "governance.team": Text("学区管理团队", "management team"),
    "governance.team_from_members": Text(
        "管理团队由学校人员兼任", "team held concurrently by staff"
    ),
    "governance.lead_duties": Text("龙头学校职责", "duties of the lead"),
    "governance.lead_coordinates": Text("龙头学校统筹权", "coordinating power of the lead"),
    "governance.member_autonomy": Text("成员校自主管理", "autonomy of the members"),
    "governance.founding_rules": Text("学区规章制度", "rules a district draws up"),
    "governance.workload_counts": Text("管理工作计入工作量", "management counts as workload"),
    "unification": Text("统一事项", "Unification"),
    "unification.items": Text("统一事项", "items unified"),
    "authority": Text("领导机构", "Authority"),
    "authority.leading_group": Text("领导小组", "leading group"),
    "authority.office": Text("领导小组办公室", "office of the leading group"),
}
