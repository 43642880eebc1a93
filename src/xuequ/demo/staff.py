"""Synthetic people in the posts the documents name: principals, heads, the bureau's office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zlib import crc32

from xuequ.directory.models import Authority, Consortium, Holding, Person, Post, School
from xuequ.directory.services import people
from xuequ.governance.queries.settings import policy_of
from xuequ.governance.services.posts import set_up_bodies
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from .people import names

SEED = 20180901


def fill_posts(authority: Authority, since: date, *, actor: Actor) -> None:
    """Set up the bodies and posts the policy asks for; fill those of schools and their heads.

    Posts of departments stay empty: the documents name offices, not people.
    """
    schools = School.objects.filter(authority=authority).order_by("id")
    made_up = iter(names(SEED + crc32(authority.profile.encode()), len(schools) + 1))
    _office(authority, next(made_up), since, actor)
    places: list[Authority | Consortium] = [authority]
    places += Consortium.objects.filter(authority=authority)
    for place in places:
        try:
            set_up_bodies(place, since=since, actor=actor)
        except Refused as refused:
            if refused.code != "nothing-to-set-up":
                raise
    source = policy_of(authority, since).governance.head_ex_officio
    common = source == "common_principal"
    _principals(list(schools), made_up, since, actor=actor, common=common)
    for consortium in Consortium.objects.filter(authority=authority):
        _head(consortium, since, actor, ex_officio=common or source == "lead_principal")


def _register(authority: Authority, name: str, actor: Actor) -> Person:
    return people.register_person(authority, name, actor=actor, is_synthetic=True)


def _office(authority: Authority, name: str, since: date, actor: Actor) -> None:
    post = people.create_post(authority, "bureau_office", "教育局办公室", since=since, actor=actor)
    people.appoint(_register(authority, name, actor), post, since=since, actor=actor)


def _principals(
    schools: list[School], made_up: Iterator[str], since: date, *, actor: Actor, common: bool
) -> None:
    """A principal for every school, or one of all where the document says so."""
    person = None
    for school in schools:
        if person is None or not common:
            person = _register(school.authority, next(made_up), actor)
        post = people.create_post(
            school.authority, "principal", "校长", since=since, actor=actor, place=school
        )
        people.appoint(person, post, since=since, actor=actor)


def _head(consortium: Consortium, since: date, actor: Actor, *, ex_officio: bool) -> None:
    """The principal of the leading school is head, if there is a post and a lead."""
    post = Post.objects.filter(consortium=consortium, role="district_head").first()
    lead = consortium.memberships.filter(role__in=("lead", "demonstration")).first()
    if post is None or lead is None:
        return
    principal = Holding.objects.get(post__school=lead.school, post__role="principal")
    people.appoint(principal.person, post, since=since, actor=actor, ex_officio=ex_officio)
