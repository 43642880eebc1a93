"""Short words for joining, moving and leaving, and for asking who belongs where on a day."""

from __future__ import annotations

from datetime import date, timedelta

from casting import MAKER
from xuequ.directory.models import Consortium, Membership, School
from xuequ.directory.services import schools
from xuequ.directory.services.memberships import join_consortium, leave_consortium, move_school

DAY = date(2026, 9, 1)
EVE = DAY - timedelta(days=1)
LATER = date(2027, 9, 1)


def named(name: str) -> School:
    return School.objects.get(name=name)


def of(name: str) -> Membership:
    """The one membership of the school that is still open."""
    return Membership.objects.get(school__name=name, until=None)


def places(who: School, on: date) -> dict[str, str]:
    """Where a school belongs on a day, and in which role."""
    held = Membership.objects.on(on).filter(school=who)
    return dict(held.values_list("consortium__label", "role"))


def primary(who: School, on: date) -> list[str]:
    """Where a school is counted on a day."""
    held = Membership.objects.on(on).filter(school=who, is_primary=True)
    return list(held.values_list("consortium__label", flat=True))


def join(who: School, where: Consortium, role: str = "member", since: date = DAY) -> Membership:
    return join_consortium(who, where, role=role, since=since, actor=MAKER)


def move(who: Membership, where: Consortium, role: str = "member", since: date = DAY) -> Membership:
    return move_school(who, where, role=role, since=since, actor=MAKER)


def leave(who: Membership, until: date = DAY) -> Membership:
    return leave_consortium(who, until=until, actor=MAKER)


def private(who: School) -> School:
    """The school, known to be private from `DAY` on."""
    values = {"ownership": "private"}
    return schools.change_school(who, since=DAY, values=values, stages=(), actor=MAKER)
