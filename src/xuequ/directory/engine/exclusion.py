"""Which posts one person, and so one account, may hold together.

The three administrators (三员) check each other: the system administrator keeps accounts and
settings, the security administrator permissions, the audit administrator the record.  Whoever
held two of these offices, or ran the business as well, would check himself: he could open an
account, give it power, use it and judge the trace.  So an administrator's post goes together
with no post of another kind, in whatever authority; the same office in several authorities is
one office.  Being a parent is no post and is open to everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .roles import ROLES


@dataclass(frozen=True, slots=True)
class Held:
    """A post somebody holds or is lent, from `since` up to, not including, `until`."""

    role: str  # a key of the catalogue of roles
    since: date
    until: date | None = None


def may_go_together(one: str, other: str) -> bool:
    """May one person hold posts of these two roles on the same day?"""
    return one == other or not (_is_exclusive(one) or _is_exclusive(other))


def clash(wanted: Held, others: Iterable[Held]) -> Held | None:
    """The first of `others` that may not share a day with the post wanted; none if all may."""
    for other in others:
        if _share_a_day(wanted, other) and not may_go_together(wanted.role, other.role):
            return other
    return None


def _is_exclusive(role: str) -> bool:
    return role in ROLES and ROLES[role].exclusive


def _share_a_day(one: Held, other: Held) -> bool:
    begins = max(one.since, other.since)
    return all(each.until is None or begins < each.until for each in (one, other))
