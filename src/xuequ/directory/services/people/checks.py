"""What must hold for every act on people and posts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...engine.roles import ROLES
from ...models import Person
from ...models.dated import Dated
from ...queries.accounts import secured_days, security_administrators


def room(within: Dated | None, since: date) -> date | None:
    """The day on which what is set up `within` something from `since` on ends with it.

    Raises:
        Refused("not-yet-begun"): it begins after that day.
        Refused("already-ended"): it ends on that day or earlier.
    """
    if within is None:
        return None
    if since < within.since:
        raise Refused("not-yet-begun", name=str(within), since=within.since)
    if within.until is not None and within.until <= since:
        raise Refused("already-ended", until=within.until)
    return within.until


def check_not_oneself(person: Person | None, actor: Actor) -> None:
    """Powers and accounts are given and taken by somebody else.

    Raises:
        Refused("not-on-yourself"): the actor is that person.
    """
    if person is not None and actor.person == person.pk:
        raise Refused("not-on-yourself")


def check_hands(role: str, actor: Actor) -> None:
    """Administrators' posts are the security administrator's business, and no others are.

    Raises:
        Refused("not-in-these-hands"): the actor may not give or take posts of that role.
    """
    exclusive = role in ROLES and ROLES[role].exclusive
    wanted = {"permission.manage"} if exclusive else {"person.change", "governance.change"}
    if not any(actor.may(each) for each in wanted):
        raise Refused("not-in-these-hands", role=ROLES[role].name if role in ROLES else role)


@contextmanager
def keeping_security(authority: int, on: date) -> Iterator[None]:
    """Undo what is done inside if it leaves nobody of the authority to manage permissions.

    Raises:
        Refused("last-security-administrator"): on that day or a later one there was somebody,
            and now there is nobody.
    """
    before = secured_days(authority, on)
    yield
    for day in sorted(before):
        if not security_administrators(authority, day).exists():
            raise Refused("last-security-administrator", on=day)
