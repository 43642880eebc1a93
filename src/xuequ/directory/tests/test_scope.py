"""Which rows each place sees: the upper level sees the lower, equals do not see each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casting import MAKER, OPENING, authority, consortium, join, lone_actor, school, staff
from support_plugin import CAST_DAY, Cast
from xuequ.directory.models import Account, Membership, School
from xuequ.directory.queries.identities import actor_in, identities_of
from xuequ.directory.queries.scope import authorities, consortia, own_schools, people, schools
from xuequ.directory.services import memberships
from xuequ.directory.services.people import appoint, create_body, create_post, register_person
from xuequ.directory.tests.belonging import of
from xuequ.kernel.actors import Actor, program

pytestmark = pytest.mark.django_db

EAST = {"东一小", "东二小", "东三小"}
HERE = EAST | {"西一小", "西二小", "孤小"}
DAY = CAST_DAY


def seen(actor: Actor, on: date = DAY) -> tuple[set[str], set[str], set[str]]:
    """Names of consortia, schools, and schools seen from inside."""
    return (
        set(consortia(seen_by=actor, on=on).values_list("label", flat=True)),
        set(schools(seen_by=actor, on=on).values_list("name", flat=True)),
        set(own_schools(seen_by=actor, on=on).values_list("name", flat=True)),
    )


EXPECTED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "bureau": ({"东学区", "西集团"}, HERE, HERE),
    "city": ({"东学区", "西集团"}, HERE, HERE),
    "other": ({"邻学区"}, {"邻一小"}, {"邻一小"}),
    "head": ({"东学区"}, EAST, EAST),
    "office": ({"东学区"}, EAST, EAST),
    "principal": ({"东学区"}, EAST, {"东二小"}),
    "school": ({"东学区"}, EAST, {"东二小"}),
    "teacher": ({"东学区"}, EAST, {"东二小"}),
    "guardian": ({"东学区"}, {"东二小"}, set()),
    "system": ({"东学区", "西集团"}, HERE, set()),
    "security": ({"东学区", "西集团"}, HERE, set()),
    "audit": ({"东学区", "西集团"}, HERE, set()),
}


@pytest.mark.parametrize("audience", EXPECTED)
def test_everybody_sees_just_what_the_place_of_the_post_reaches(cast: Cast, audience: str) -> None:
    assert set(EXPECTED) == set(cast.actors)
    assert seen(cast.actors[audience]) == EXPECTED[audience]


def test_the_programs_of_the_installation_see_everything_and_a_stranger_nothing(
    cast: Cast,
) -> None:
    assert seen(program("check")) == ({"东学区", "西集团", "邻学区"}, *[HERE | {"邻一小"}] * 2)
    assert seen(Actor("stranger", "", frozenset())) == (set(), set(), set())


def test_a_city_sees_every_authority_below_it_however_deep_and_none_sees_upwards(
    cast: Cast,
) -> None:
    branch = authority("测试区东片教办", "东片", above=cast.authority)
    school(branch, "片一小")
    names = {name: set(authorities(seen_by=cast.actors[name])) for name in ("city", "bureau")}
    assert names == {
        "city": {cast.city, cast.authority, branch},
        "bureau": {cast.authority, branch},
    }
    assert "片一小" in seen(cast.actors["city"])[1] & seen(cast.actors["bureau"])[1]
    assert set(authorities(seen_by=cast.actors["head"])) == {cast.authority}
    assert "片一小" not in seen(cast.actors["head"])[1]


def test_a_ring_of_authorities_is_walked_once(cast: Cast) -> None:
    type(cast.city).objects.filter(pk=cast.city.pk).update(parent=cast.authority)
    assert set(authorities(seen_by=cast.actors["bureau"])) == {cast.city, cast.authority}


def test_the_day_looked_at_decides_who_belongs(cast: Cast) -> None:
    yesterday = DAY - timedelta(days=1)
    memberships.leave_consortium(of("东三小"), until=DAY, actor=MAKER)
    head, principal = cast.actors["head"], cast.actors["principal"]
    for actor in (head, principal):
        assert "东三小" in seen(actor, yesterday)[1]
        assert "东三小" not in seen(actor, DAY)[1]


def test_a_school_whose_membership_ended_yesterday_sees_only_itself(cast: Cast) -> None:
    memberships.leave_consortium(of("东二小"), until=DAY, actor=MAKER)
    assert seen(cast.actors["principal"]) == (set(), {"东二小"}, {"东二小"})
    assert seen(cast.actors["head"])[1] == {"东一小", "东三小"}


def test_a_guest_stands_in_the_list_but_is_not_seen_from_inside(cast: Cast) -> None:
    guest = Membership(consortium=cast.east, school=cast.loose, role="guest", is_primary=False)
    guest.since = OPENING
    guest.save()
    found = seen(cast.actors["head"])
    assert found[1] == EAST | {"孤小"} and found[2] == EAST


def test_a_body_sees_like_the_consortium_or_the_authority_it_belongs_to(cast: Cast) -> None:
    found = {}
    for name, place in (("管理中心", cast.east), ("领导小组办公室", cast.authority)):
        body = create_body(place, "centre", name, since=OPENING, actor=MAKER)
        post = create_post(
            cast.authority, "body_member", name, since=OPENING, actor=MAKER, place=body
        )
        person = register_person(cast.authority, "组演示", actor=MAKER)
        found[name] = seen(lone_actor(appoint(person, post, since=OPENING, actor=MAKER)))
    assert found["管理中心"] == EXPECTED["head"]
    assert found["领导小组办公室"] == EXPECTED["bureau"]


@pytest.mark.clause("GOV-02")
def test_who_heads_two_consortia_sees_one_at_a_time(cast: Cast) -> None:
    person = cast.accounts["head"].person
    post = create_post(
        cast.authority, "district_head", "集团长", since=OPENING, actor=MAKER, place=cast.group
    )
    appoint(person, post, since=OPENING, actor=MAKER)
    account = Account(username="head", person=person)
    found = [seen(actor_in(account, each))[0] for each in identities_of(person, DAY)]
    assert found == [{"东学区"}, {"西集团"}]


def test_a_second_consortium_of_the_same_school_opens_its_members(cast: Cast) -> None:
    more = consortium(cast.authority, "南联盟", "alliance", None)
    second = School.objects.get(name="东二小")
    join(cast.loose, more, "lead")
    Membership.objects.create(consortium=more, school=second, since=OPENING, is_primary=False)
    found = seen(cast.actors["principal"])
    assert found == ({"东学区", "南联盟"}, EAST | {"孤小"}, {"东二小"})


def names_of(actor: Any) -> set[str]:
    return set(people(seen_by=actor, on=DAY).values_list("name", flat=True))


def test_people_are_seen_where_they_work_and_parents_are_nobodys_staff(cast: Cast) -> None:
    sister = School.objects.get(name="东三小")
    staff(sister, "principal", "姐演示")
    staff(School.objects.get(name="西一小"), "principal", "西演示")
    everybody = names_of(cast.actors["bureau"])
    assert {"莫演示", "韦演示", "姐演示", "西演示", "甲演示"} <= everybody
    assert "陆演示" not in everybody and "邻演示" not in everybody
    assert names_of(cast.actors["head"]) == {
        "韦演示", "梁演示", "农演示", "覃演示", "黄演示", "姐演示",
    }  # fmt: skip
    assert names_of(cast.actors["principal"]) == {"农演示", "覃演示", "黄演示"}
    assert names_of(cast.actors["guardian"]) == set()


def test_scope_is_part_of_the_one_query_of_a_list(cast: Cast) -> None:
    for actor in cast.actors.values():
        for read in (consortia, schools, own_schools, people):
            with CaptureQueriesContext(connection) as queries:
                found = read(seen_by=actor, on=DAY)
                assert len(queries) == 0
                len(found)
            assert len(queries) <= 1


def test_an_identity_without_a_place_reaches_nothing(cast: Cast) -> None:
    lost = replace(cast.actors["head"], authority=None)
    assert seen(lost) == (set(), set(), set())
