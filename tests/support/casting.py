"""The small cast: a county with fixed people and fixed rights, made through the services."""

from __future__ import annotations

from datetime import date

from support_plugin import PASSWORD, Cast
from xuequ.directory.models import Account, Authority, Consortium, School
from xuequ.directory.queries.access import actor_in
from xuequ.directory.services import authorities, consortia, memberships, people, schools
from xuequ.kernel.actors import Actor, program

OPENING = date(2020, 9, 1)
MAKER = program("cast")


def make() -> Cast:
    """The whole cast."""
    here, there = authority("测试区教育局", "测试"), authority("邻区教育局", "邻")
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
    bureau, bureau_actor = log_in(here, "bureau", "bureau_office", None)
    office, school_actor = log_in(here, "school", "school_office", second)
    stranger, _ = log_in(there, "other", "bureau_office", None)
    return Cast(
        authority=here,
        other=there,
        east=east,
        group=group,
        loose=loose,
        bureau=bureau_actor,
        school=school_actor,
        accounts={"bureau": bureau, "school": office, "other": stranger},
    )


def authority(name: str, short: str) -> Authority:
    new = authorities.NewAuthority(name, short_name=short, profile="xingning")
    return authorities.register_authority(new, actor=MAKER)


def school(where: Authority, name: str) -> School:
    return schools.register_school(where, name, since=OPENING, actor=MAKER)


def consortium(where: Authority, label: str, kind: str, form: str | None) -> Consortium:
    new = consortia.NewConsortium(kind, label, name=label, form=form)
    return consortia.form_consortium(where, new, since=OPENING, actor=MAKER)


def join(who: School, where: Consortium, role: str) -> None:
    memberships.join_consortium(who, where, role=role, since=OPENING, actor=MAKER)


def log_in(where: Authority, name: str, role: str, place: School | None) -> tuple[Account, Actor]:
    """A person in a post, with an account of the given name."""
    person = people.register_person(where, f"演示{name}", actor=MAKER, is_synthetic=True)
    post = people.create_post(where, role, role, since=OPENING, actor=MAKER, place=place)
    holding = people.appoint(person, post, since=OPENING, actor=MAKER)
    account = people.open_account(name, PASSWORD, person=person, actor=MAKER)
    return account, actor_in(account, holding)
