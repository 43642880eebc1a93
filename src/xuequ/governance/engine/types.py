"""Who governs, as plain values: what the rules of governance look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xuequ.directory.engine.types import Consortium
from xuequ.kernel.rulebook import Fact

from .policy import Authority, Governance, Unification

TEAM = {  # the roles of the posts that make up a team, by the team's own codes
    "head": frozenset({"district_head"}),
    "deputy": frozenset({"deputy_head"}),
    "manager": frozenset({"district_office", "body_member"}),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """The chapter's part of a locality's policy, as in force on one day."""

    governance: Governance
    unification: Unification
    authority: Authority


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a post, and the schools whose staff the person is."""

    person: int
    schools: frozenset[int] = frozenset()
    ex_officio: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A post with its holders, its duties in writing, and the hours it counts."""

    id: int
    title: str
    role: str
    holders: tuple[Holder, ...] = ()
    duties: str = ""
    hours: Decimal | None = None
    approved: bool = False
    vacated: bool = False  # somebody held it before

    @property
    def is_filled(self) -> bool:
        return bool(self.holders)


@dataclass(frozen=True, slots=True)
class Body:
    """A standing body with its posts."""

    id: int
    kind: str
    name: str
    posts: tuple[Post, ...] = ()

    @property
    def has_holder(self) -> bool:
        return any(post.is_filled for post in self.posts)


@dataclass(frozen=True, slots=True)
class Unit:
    """A consortium on one day: its schools, bodies, posts, and what is recorded of it."""

    base: Consortium
    on: date
    family: str | None = None  # of its formation form
    posts: tuple[Post, ...] = ()  # in the consortium itself, in none of its bodies
    bodies: tuple[Body, ...] = ()
    principals: Mapping[int, frozenset[int]] = field(default_factory=dict)  # school -> persons
    executives: Mapping[int, int] = field(default_factory=dict)  # school -> how many
    statuses: Mapping[str, str] = field(default_factory=dict)  # item -> status
    documents: frozenset[str] = frozenset()  # codes of the founding documents in force
    aims: frozenset[str] = frozenset()  # kinds of aims recorded

    @property
    def all_posts(self) -> tuple[Post, ...]:
        return self.posts + tuple(post for body in self.bodies for post in body.posts)

    @property
    def schools(self) -> frozenset[int]:
        """Its schools, the lead counted, guests not."""
        return frozenset(each.school.id for each in self.base.leads + self.base.others)

    def held(self, code: str) -> tuple[Holder, ...]:
        """The holders of the posts of one part of the team, each person once."""
        found = {
            holder.person: holder
            for post in self.all_posts
            if post.role in TEAM[code]
            for holder in post.holders
        }
        return tuple(found.values())

    @property
    def team(self) -> tuple[Post, ...]:
        """The posts of head, deputies and managers that somebody holds."""
        roles = frozenset().union(*TEAM.values())
        return tuple(each for each in self.all_posts if each.role in roles and each.is_filled)

    def fact(self, field: str = "", value: str | None = None) -> Fact:
        return self.base.fact(field, value)


@dataclass(frozen=True, slots=True)
class County:
    """An authority with the bodies it has set up itself."""

    id: int
    name: str
    on: date
    bodies: tuple[Body, ...] = ()

    def fact(self, field: str = "", value: str | None = None) -> Fact:
        return Fact("county", self.id, self.name, field, value)
