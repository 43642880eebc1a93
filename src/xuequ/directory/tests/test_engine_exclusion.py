"""Which posts may lie in one hand, and that every permission and role has its words."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from xuequ.directory.engine.exclusion import Held, clash, may_go_together
from xuequ.directory.engine.permissions import PERMISSIONS
from xuequ.directory.engine.roles import EVERYONE, ROLES

ADMINISTRATORS = {"system_admin", "security_admin", "audit_admin"}
FIRST, NEXT, LAST = date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 1)


def test_an_administrators_post_goes_together_with_no_post_of_another_kind() -> None:
    for one, other in product(ROLES, ROLES):
        apart = bool({one, other} & ADMINISTRATORS) and one != other
        assert may_go_together(one, other) is not apart, (one, other)


@pytest.mark.parametrize(
    ("since", "until", "clashes"),
    [
        (FIRST, NEXT, False),  # ends on the day the other begins
        (FIRST, None, True),
        (NEXT, LAST, True),
        (date(2026, 11, 30), None, True),  # the other's last day
        (LAST, None, False),
    ],
)
def test_only_days_in_common_count(since: date, until: date | None, clashes: bool) -> None:
    other = Held("principal", NEXT, LAST)
    assert (clash(Held("audit_admin", since, until), [other]) == other) is clashes


def test_a_post_the_catalogue_does_not_know_is_apart_from_administrators_too() -> None:
    assert not may_go_together("system_admin", "no such role")
    assert may_go_together("principal", "no such role")


def test_no_two_administrators_share_a_power_beyond_reading() -> None:
    powers = {code: ROLES[code].permissions - EVERYONE for code in ADMINISTRATORS}
    for one, other in product(powers, powers):
        shared = powers[one] & powers[other] if one != other else set()
        assert shared <= {"permission.view"}
    business = set().union(*(r.permissions for r in ROLES.values() if not r.exclusive)) - EVERYONE
    for held in powers.values():
        assert not held & business - {"record.view", "run.view"}


def test_every_permission_of_the_catalogue_has_its_words() -> None:
    used = set().union(*(role.permissions for role in ROLES.values()))
    assert used == set(PERMISSIONS)
    assert all(text.zh and text.en for text in PERMISSIONS.values())
