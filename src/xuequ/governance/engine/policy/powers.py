"""Who decides what: powers, the autonomy of members, which school leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Decider = Literal[
    "government",
    "authority",
    "consortium",
    "head",
    "lead",
    "committee",
    "office",
    "centre",
    "meeting",
    "executive",
    "member",
    "superior_party",
    "lead_party",
]
Matter = Literal[
    "management",
    "coordination",
    "personnel",
    "funds",
    "resources",
    "teaching",
    "enrolment",
    "evaluation",
    "membership",
    "administration",
    "finance",
    "logistics",
    "safety",
    "daily",
]
Mode = Literal["any", "compact", "loose"]


@dataclass(frozen=True, slots=True)
class Power:
    """A matter, who decides on it and who is heard; in one mode of the consortium, or in any."""

    field: Matter
    zh: str
    en: str
    decides: tuple[Decider, ...]
    clause: str
    consulted: tuple[Decider, ...] = ()
    mode: Mode = "any"


@dataclass(frozen=True, slots=True)
class Autonomy:
    """A field of a member's own administration, and how far the member keeps it.

    `unchanged`: it may stay as it was.  `own_or_improved`: the member may keep its own
    features, or improve by what others do well.  `own`: the member runs it.
    """

    code: Matter
    zh: str
    en: str
    rule: Literal["unchanged", "own_or_improved", "own"]
    mode: Mode = "any"


@dataclass(frozen=True, slots=True)
class LeadDuty:
    """Something the lead school owes the other schools of its consortium."""

    code: Literal["teaching_management", "demonstration", "support"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class LeadRule:
    """Which school leads, as a rule, in one family of formation forms.  It warns, no more."""

    family: Literal["urban_rural", "group", "alliance", "other"]
    zh: str
    en: str
    localities: tuple[Literal["city", "town", "village"], ...] = ()
    strength: tuple[Literal["quality", "ordinary", "weak"], ...] = ()
    stages: tuple[Literal["primary", "junior", "senior"], ...] = ()
