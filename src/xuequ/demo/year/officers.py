"""Who acts for a bureau and for a school in the rounds that were held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from xuequ.directory.models import Account, Authority, Holding, Post, School
from xuequ.directory.queries.identities import actor_in
from xuequ.directory.services import people
from xuequ.kernel.actors import Actor, program

from ..people import names

ACTOR = program("demo")
SEED, SINCE = 20260406, date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Officers:
    """The office prepares and places; leader and section approve; the notary reads over."""

    office: Actor
    section: Actor
    leader: Actor
    notary: Actor


def officers(authority: Authority) -> Officers:
    """Those of an authority; who is not there yet is appointed."""
    found = iter(names(SEED + crc32(authority.profile.encode()), 2))
    return Officers(
        _of(authority, "bureau_office"),
        _of(authority, "bureau_basic"),
        _of(authority, "bureau_leader", ("局领导", next(found))),
        _of(authority, "notary", ("公证员", next(found))),
    )


def principal(school: School) -> Actor:
    """The head of a school; one is appointed where there is none."""
    authority = school.authority
    known = Holding.objects.filter(post__school=school, post__role="principal").first()
    if known is None:
        name = names(SEED + crc32(school.name.encode()), 1)[0]
        known = _appointed(authority, "principal", ("校长", name), school)
    return _actor(known)


def _of(authority: Authority, role: str, new: tuple[str, str] = ("", "")) -> Actor:
    rows = Holding.objects.filter(post__authority=authority, post__role=role)
    known = rows.order_by("pk").first()
    return _actor(known or _appointed(authority, role, new))


def _appointed(
    authority: Authority, role: str, new: tuple[str, str], school: School | None = None
) -> Holding:
    title, name = new
    post: Post = people.create_post(authority, role, title, since=SINCE, actor=ACTOR, place=school)
    person = people.register_person(authority, name, actor=ACTOR, is_synthetic=True)
    return people.appoint(person, post, since=SINCE, actor=ACTOR)


def _actor(held: Holding) -> Actor:
    return actor_in(Account(username="demo", person=held.person), held)
