"""The identities (身份) of an account: each post held, each post lent, and being a parent.

An account acts in one of them at a time; what several of them allow is never added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Subquery

from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.web.kept import Kept

from ..engine.roles import ROLES, permissions
from ..models import Account, Delegation, Guardianship, Holding, Person, Post, Registrant
from ..models.delegations import DelegationQuerySet
from .scope import holdings

PLACES = ("post__authority", "post__consortium", "post__school", "post__body__consortium")
NAME_LIMIT = 56  # of a title that a deputy's carries; the record keeps 120 characters of both


@dataclass(frozen=True, slots=True)
class Identity:
    """One way in which an account may act, as plain values."""

    code: str  # "holding:7", "delegation:3" or "guardian:12"
    role: str  # a key of the catalogue of roles
    title: str  # for people: "学区长", "学区长（代 某某）"
    place: str  # name of the authority, consortium, body or school
    since: date
    until: date | None
    authority: int
    consortium: int | None = None
    school: int | None = None
    on_behalf_of: str = ""  # the holder, for a deputy

    @property
    def role_name(self) -> Text | str:
        return ROLES[self.role].name if self.role in ROLES else self.role


def identities(account: Account, on: date) -> list[Identity]:
    """What the account may act as on a day: posts (see `identities_of`), posts lent, parent."""
    person = account.person
    return [] if person is None else identities_of(person, on)


def identities_of(person: Person, on: date) -> list[Identity]:
    """What a person may act as on a day: one query of a parent, one more for each sort of post.

    The post that reaches farthest comes first, and among equals the oldest: who leads a
    district as the principal of a school begins at the district.
    """
    holds, is_lent, *days = TOLD.first(person.pk, on) or (False, False)
    found: list[Identity] = []
    if holds:
        own = holdings(person.pk, on).select_related(*PLACES)
        found = [identity_of(each) for each in own]
        found.sort(key=lambda each: (each.school is not None, each.consortium is not None))
    if is_lent:
        places = [f"holding__{each}" for each in PLACES]
        lent = _lent_to(person.pk, on).select_related("holding__person", *places)
        found += [_lent(each) for each in lent]
    return [*found, *_guardian(person, _first(days))]


def _lent_to(person: int, on: date) -> DelegationQuerySet:
    return Delegation.objects.in_effect(on).filter(person=person)


def _told(person: int, on: date) -> Any:
    """Does a person hold posts, is one lent to it, and since when is it a parent, twice?"""
    since = [
        rows.on(on).filter(person=person).order_by("since").values("since")[:1]
        for rows in (Guardianship.objects, Registrant.objects)
    ]
    held = Exists(holdings(person, on)), Exists(_lent_to(person, on))
    asked = Person.objects.filter(pk=person).order_by()
    return asked.values_list(*held, *(Subquery(each) for each in since))


TOLD: Kept[tuple[Any, ...]] = Kept(_told, int, date)


def identity_of(holding: Holding) -> Identity:
    """The identity of whoever holds a post."""
    post = holding.post
    return Identity(
        code=f"holding:{holding.pk}",
        role=post.role,
        title=post.title,
        place=place_of(post),
        since=holding.since,
        until=_first([holding.until, post.until]),
        authority=post.authority_id,
        consortium=consortium_of(post),
        school=post.school_id,
    )


def actor_in(account: Account, held: Holding | Identity) -> Actor:
    """The account in one of its identities."""
    one = identity_of(held) if isinstance(held, Holding) else held
    return Actor(
        account=account.username,
        post=one.title,
        permissions=permissions(one.role),
        authority=one.authority,
        consortium=one.consortium,
        school=one.school,
        person=account.person_id,
        identity=one.code,
        role=one.role,
    )


def place_of(post: Post) -> str:
    """The name of the place a post sits in: its school, body, consortium or authority."""
    return str(post.school or post.body or post.consortium or post.authority)


def consortium_of(post: Post) -> int | None:
    """The consortium a post belongs to, itself or through its body."""
    return post.body.consortium_id if post.body else post.consortium_id


def _lent(delegation: Delegation) -> Identity:
    own, holder = identity_of(delegation.holding), delegation.holding.person.name
    return Identity(
        code=f"delegation:{delegation.pk}",
        role=own.role,
        title=f"{own.title[:NAME_LIMIT]}（代 {holder}）",
        place=own.place,
        since=delegation.since,
        until=_first([delegation.until, delegation.revoked_on, own.until]),
        authority=own.authority,
        consortium=own.consortium,
        school=own.school,
        on_behalf_of=holder,
    )


def _guardian(person: Person, first: date | None) -> list[Identity]:
    """Being a parent since a day: of a pupil, or registered in person to apply for a child."""
    if first is None:
        return []
    return [
        Identity(
            code=f"guardian:{person.pk}",
            role="guardian",
            title=ROLES["guardian"].name.zh,
            place="",
            since=first,
            until=None,
            authority=person.authority_id,
        )
    ]


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
