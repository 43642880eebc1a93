"""A locality whose policy has channels, and teachers near and far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from casting import MAKER, lone_actor, staff
from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, Authority, Person, School
from xuequ.directory.services.people import open_account
from xuequ.kernel.actors import Actor

ON, TODAY = date(2026, 10, 15), date(2026, 11, 1)


@dataclass(frozen=True)
class Teacher:
    """A teacher with an account."""

    person: Person
    account: Account
    actor: Actor


def teacher(school: str, name: str, role: str = "teacher") -> Teacher:
    """Somebody who teaches at a school of the cast."""
    held = staff(School.objects.get(name=school), role, name)
    account = Account.objects.filter(person=held.person).first() or open_account(
        f"{role}{held.pk}", PASSWORD, person=held.person, actor=MAKER
    )
    return Teacher(held.person, account, lone_actor(held))


def of_the_cast(cast: Cast, who: str = "teacher") -> Teacher:
    account: Any = cast.accounts[who]
    return Teacher(account.person, account, cast.actors[who])


def follow(cast: Cast, profile: str = "lantian") -> None:
    """Let the authority of the cast follow another policy."""
    Authority.objects.filter(pk=cast.authority.pk).update(profile=profile)
    cast.authority.refresh_from_db()
