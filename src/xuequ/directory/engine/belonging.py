"""May a school take a place in a consortium?  Asked by every act and every sheet that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.refusal import Refused

from .policy import Membership

LEAD, GUEST = "lead", "guest"


@dataclass(frozen=True, slots=True)
class Party:
    """A school or a consortium: its name, its authority, the day it began."""

    id: int
    name: str
    authority: int
    since: date
    is_private: bool = False  # on the day asked about, for a school


@dataclass(frozen=True, slots=True)
class Held:
    """A place that shares a day with the one wanted."""

    school: str
    consortium: int
    label: str
    since: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place in a consortium from a day on."""

    school: Party
    consortium: Party
    role: str
    since: date


def check_place(
    wanted: Wanted, rules: Membership, *, others: Iterable[Held], leads: Iterable[Held]
) -> None:
    """Refuse a place the school may not take.

    Args:
        others: the school's other places in those days.
        leads: who leads the consortium in those days.

    Raises:
        Refused("other-authority"): school and consortium are not of one authority.
        Refused("not-yet-begun"): school or consortium begins after that day.
        Refused("already-a-member"): it belongs to this consortium on one of them.
        Refused("several-not-allowed"): it belongs to another, and one is all it may.
        Refused("private-not-allowed"): private schools are not taken.
        Refused("lead-is-taken"): there is another lead on one of them.
    """
    school, consortium, since = wanted.school, wanted.consortium, wanted.since
    if school.authority != consortium.authority:
        raise Refused("other-authority", school=school.name, consortium=consortium.name)
    for each in (school, consortium):
        if since < each.since:
            raise Refused("not-yet-begun", name=each.name, since=each.since)
    for other in others:
        facts = {"school": other.school, "consortium": other.label, "since": other.since}
        if other.consortium == consortium.id:
            raise Refused("already-a-member", **facts)
        if not rules.allow_multiple:
            raise Refused("several-not-allowed", **facts)
    if school.is_private and not rules.allow_private:
        raise Refused("private-not-allowed", school=school.name)
    lead = next(iter(leads), None) if wanted.role == LEAD else None
    if lead is not None:
        raise Refused("lead-is-taken", since=since, consortium=consortium.name, lead=lead.school)
