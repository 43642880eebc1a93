"""The small cast: a county with fixed people and fixed rights, made through the services.

Who is in it, in which post, stands in the product's own table, which the demo uses too.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from support_plugin import PASSWORD, Cast
from xuequ.demo.cast import Player, players
from xuequ.directory.models import Account, Authority, Consortium, Holding, School
from xuequ.directory.queries.access import actor_in
from xuequ.directory.queries.identities import identities_of
from xuequ.directory.services import authorities, classes, consortia, memberships, people, schools
from xuequ.directory.services.families import NewPupil, link_guardian, register_pupil
from xuequ.directory.services.security.rules import set_sign_in_rules
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.periods import year_of

OPENING = date(2020, 9, 1)
CAST_YEAR = date(2026, 11, 1)
MAKER = program("cast")


def make() -> Cast:
    """The whole cast."""
    set_sign_in_rules({"second_factor": "offered"}, actor=MAKER)  # no phones in tests
    city = authority("测试市教育局", "测试市", level=Authority.Level.CITY)
    here, there = authority("测试区教育局", "测试", above=city), authority("邻区教育局", "邻")
    east = consortium(here, "东学区", "district", "public-private")
    for name, role in (("东一小", "lead"), ("东二小", "member"), ("东三小", "member")):
        join(school(here, name), east, role)
    group = consortium(here, "西集团", "group", "quality-weak")
    for name, role in (("西一小", "lead"), ("西二小", "member")):
        join(school(here, name), group, role)
    loose = school(here, "孤小")
    foreign = consortium(there, "邻学区", "district", None)
    join(school(there, "邻一小"), foreign, "lead")
    second = School.objects.get(name="东二小")
    places = {
        "authority": here,
        "other": there,
        "city": city,
        "consortium": east,
        "lead": School.objects.get(name="东一小"),
        "member": second,
        "family": second,
    }
    cast = [play(each, places[each.place]) for each in players().values()]
    accounts = {account.username: account for account, _ in cast}
    actors = {account.username: actor for account, actor in cast}
    return Cast(
        authority=here,
        other=there,
        city=city,
        east=east,
        group=group,
        loose=loose,
        bureau=actors["bureau"],
        school=actors["school"],
        accounts=accounts,
        actors=actors,
    )


def authority(name: str, short: str, above: Authority | None = None, **values: Any) -> Authority:
    new = authorities.NewAuthority(
        name, short_name=short, profile="xingning", parent=above, **values
    )
    return authorities.register_authority(new, actor=MAKER)


def school(where: Authority, name: str) -> School:
    return schools.register_school(where, name, since=OPENING, actor=MAKER)


def consortium(where: Authority, label: str, kind: str, form: str | None) -> Consortium:
    new = consortia.NewConsortium(kind, label, name=label, form=form)
    return consortia.form_consortium(where, new, since=OPENING, actor=MAKER)


def join(who: School, where: Consortium, role: str) -> None:
    memberships.join_consortium(who, where, role=role, since=OPENING, actor=MAKER)


def play(who: Player, place: Any) -> tuple[Account, Actor]:
    """A person of the cast in the post or with the child that the table says."""
    where = place if isinstance(place, Authority) else place.authority
    person = people.register_person(where, who.name, actor=MAKER, is_synthetic=True)
    if who.place == "family":
        child = pupil(place)
        link_guardian(person, child, "mother", since=OPENING, actor=MAKER)
    else:
        at = None if isinstance(place, Authority) else place
        post = people.create_post(where, who.role, who.title, since=OPENING, actor=MAKER, place=at)
        people.appoint(person, post, since=OPENING, actor=MAKER)
    account = people.open_account(who.log_in, PASSWORD, person=person, actor=MAKER)
    [identity] = identities_of(person, OPENING)
    return account, actor_in(account, identity)


def pupil(where: School) -> Any:
    """A child in a class of this year."""
    size = classes.ClassSize("primary", 1, 1, 1)
    [room] = classes.report_classes(where, year_of(CAST_YEAR), [size], actor=MAKER)
    room = where.classes.get(grade=1, number=1)
    return register_pupil(room, NewPupil("小演示"), since=OPENING, actor=MAKER)


def staff(where: School, role: str, name: str) -> Holding:
    """A further person in a post of a school, without an account."""
    found = Holding.objects.filter(post__school=where, post__role=role, person__name=name).first()
    if found is not None:
        return found
    person = people.register_person(where.authority, name, actor=MAKER, is_synthetic=True)
    post = people.create_post(where.authority, role, role, since=OPENING, actor=MAKER, place=where)
    return people.appoint(person, post, since=OPENING, actor=MAKER)


def lone_actor(holding: Holding) -> Actor:
    """Somebody in a post, who needs no account for it here."""
    return actor_in(Account(username="nobody", person=holding.person), holding)
