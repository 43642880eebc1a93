"""Families of the demonstration who apply in the rounds that are open: some have handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from xuequ.directory.models import Account, Authority, Person
from xuequ.directory.queries.identities import actor_in, identities_of
from xuequ.directory.services.identity import Identity
from xuequ.directory.services.registrants import enter_parent
from xuequ.enrolment.models import Application, Round
from xuequ.enrolment.queries.applying.scope import in_force
from xuequ.enrolment.queries.applying.terms import terms_of
from xuequ.enrolment.services.applying.children import NewChild, register_child
from xuequ.enrolment.services.applying.drafts import (
    Living,
    begin_application,
    save_address,
    save_choices,
    save_claims,
)
from xuequ.enrolment.services.applying.handing import hand_in
from xuequ.kernel.actors import Actor, program

from .people import names

ACTOR = program("demo")
SEED = 20270310


@dataclass(frozen=True, slots=True)
class Family:
    """A child of a locality that applies in its round of this name.

    Args:
        home: which of the schools of the catchment, or of the primaries, from 0.
        claims: answers to what the locality asks.
        choices: which of the schools, in order; empty where nothing is chosen.
    """

    profile: str
    round: str
    home: int = 0
    claims: tuple[tuple[str, str], ...] = ()
    choices: Sequence[int] = ()
    is_handed_in: bool = True


HOMES = (
    ("home_bought", "yes"), ("home_special", "no"), ("home_rented", "no"),
    ("registered_there", "yes"), ("futian_registered", "yes"), ("home", "2019-09"),
    ("insurance", "2017-04"),
)  # fmt: skip
ELIGIBLE = (("grade", "6"), ("lives_in_area", "yes"), ("registered", "yes"), *HOMES)
FAMILIES = (
    Family("futian", "益田村片区大学区一年级", 0, HOMES, (0, 1, 2), is_handed_in=False),
    Family("futian", "益田村片区大学区一年级", 1, HOMES, (1, 0)),
    Family("futian", "梅香、梅山共享学区初一", 0, ELIGIBLE, (1, 0)),
    Family("guilin", "虚构一中片区初一", 0),
    Family("guilin", "虚构二中、三中片区初一", 0, (), (0, 1)),
    Family("shuangtaizi", "一年级", 1),
    *(Family("xingning", "小学一年级", at % 2) for at in range(5)),
)


def fill_families() -> None:
    """A family for each line of the table; the first is the one of the log-in `parent`."""
    for at, (family, name) in enumerate(zip(FAMILIES, names(SEED, len(FAMILIES)), strict=True), 1):
        authority = Authority.objects.get(profile=family.profile)
        identity = Identity("other", f"SYN-PARENT-{at:04d}", f"1390000{at:04d}")
        parent = enter_parent(authority, name, identity, actor=ACTOR, now=timezone.now()).person
        _apply(family, at, parent)


def _apply(family: Family, at: int, parent: Person) -> None:
    now, actor = timezone.now(), _actor(parent)
    found = Round.objects.get(authority=parent.authority_id, name=family.round)
    age = 6 if found.stage == "primary" else 12
    new = NewChild(
        kind=("mother", "father")[at % 2],
        name=f"{parent.name[0]}小演示",
        id_kind="other",
        id_number=f"SYN-CHILD-{at:04d}",
        born=now.date().replace(year=found.year - age, month=1 + at % 9, day=1 + at),
        sex=("female", "male")[at % 2],
    )
    child = register_child(new, actor=actor, now=now)
    row = begin_application(child, found, actor=actor, now=now)
    row = _filled(row, family, actor)
    if family.is_handed_in:
        hand_in(row, row.revision, actor=actor, now=now)


def _filled(row: Application, family: Family, actor: Actor) -> Application:
    rule_set, now = in_force(row.round), timezone.now()
    if rule_set is None:
        raise LookupError(f"{row.round} is not published")
    terms = terms_of(rule_set)
    where = terms.homes if terms.belongs == "home" else terms.primaries
    said = Living(f"演示路{row.pk}号1栋101", "演示小区", list(where)[family.home])
    row = save_address(row, row.revision, said, actor=actor, now=now)
    if family.claims:
        row = save_claims(row, row.revision, dict(family.claims), actor=actor, now=now)
    if family.choices and family.is_handed_in:
        keys = [list(terms.inside)[each] for each in family.choices]
        row = save_choices(row, row.revision, keys, actor=actor, now=now)
    return row


def _actor(parent: Person) -> Actor:
    [identity] = identities_of(parent, timezone.localdate())
    return actor_in(Account(username="demo", person=parent), identity)


def parent() -> Person:
    """Who has the log-in `parent`: of the first family."""
    authority = Authority.objects.get(profile=FAMILIES[0].profile)
    found = Person.objects.filter(registrations__person__authority=authority)
    return found.order_by("registrations__pk")[0]
