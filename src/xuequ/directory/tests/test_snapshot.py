"""The registry as the rules see it on a day, and what they say of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casting import MAKER, OPENING, authority, consortium, school
from support_plugin import CAST_DAY, Cast
from xuequ.directory.engine import rules, types
from xuequ.directory.models import Consortium, School
from xuequ.directory.queries.settings import policy_of
from xuequ.directory.queries.snapshot import county
from xuequ.directory.queries.verdicts import verdicts
from xuequ.directory.services import people, schools
from xuequ.directory.services.consortia import change_consortium
from xuequ.directory.tests.belonging import DAY, EVE, LATER, join, leave, named, of
from xuequ.directory.tests.crowd import crowd
from xuequ.kernel.rulebook import State, Verdict
from xuequ.profiles import loader

pytestmark = pytest.mark.django_db

XINGNING = loader.load("xingning")


def said(cast: Cast, clause: str, of: str, on: date = CAST_DAY) -> list[Verdict]:
    """What the rules of a clause say of one subject."""
    found = verdicts(cast.authority, on, XINGNING)
    return [j.verdict for j in found if (j.rule.clause, j.subject.name) == (clause, of)]


def states(cast: Cast, clause: str, of: str, on: date = CAST_DAY) -> list[State]:
    return [each.state for each in said(cast, clause, of, on)]


def know(name: str, stages: list[str], **facts: str) -> None:
    schools.change_school(named(name), since=OPENING, values=facts, stages=stages, actor=MAKER)


def seen(where: Consortium, on: date) -> types.Consortium:
    [found] = [each for each in county(where.authority, on).consortia if each.id == where.pk]
    return found


def stand(where: Consortium, since: date, **facts: str) -> None:
    """Record form, mode, recognition and goal; what is not given is not known."""
    every: dict[str, Any] = {"form": None, "mode": None, "recognition": None, "goal": None}
    change_consortium(where, since=since, values={**every, **facts}, actor=MAKER)


def test_the_snapshot_is_what_the_services_made(cast: Cast) -> None:
    know("孤小", ["primary"], ownership="private", strength="weak", locality="village")
    schools.add_teaching_point(cast.loose, "山坳", since=OPENING, actor=MAKER)
    at = {"longitude": 108.4, "latitude": 22.8}
    schools.place_campus(cast.loose, "本部", since=OPENING, values=at, actor=MAKER)
    join(cast.loose, cast.group, "guest", since=OPENING)
    join(named("东二小"), cast.group)
    plain = {
        each.name: types.School(each.pk, each.name)
        for each in School.objects.filter(authority=cast.authority).exclude(name="孤小")
    }
    lone = types.School(
        id=cast.loose.pk,
        name="孤小",
        stages=frozenset({"primary"}),
        ownership="private",
        strength="weak",
        locality="village",
        point=(108.4, 22.8),
        teaching_points=1,
    )
    member, both = frozenset({"member"}), plain["东二小"]
    east = (
        types.Member(plain["东一小"], "lead"),
        types.Member(both, "member", True, member),
        types.Member(plain["东三小"], "member"),
    )
    group = (
        types.Member(plain["西一小"], "lead"),
        types.Member(plain["西二小"], "member"),
        types.Member(lone, "guest", False),
        types.Member(both, "member", False, member),
    )
    found = county(cast.authority, CAST_DAY)
    assert set(found.schools) == {*plain.values(), lone}
    assert found.consortia == (
        types.Consortium(cast.east.pk, "东学区", "district", "public-private", members=east),
        types.Consortium(cast.group.pk, "西集团", "group", "quality-weak", members=group),
    )
    assert (found.id, found.name, found.on) == (cast.authority.pk, "测试区教育局", CAST_DAY)
    assert (found.teaching_points, found.covered_a_year_ago) == (1, (5, 6))


@pytest.mark.parametrize("read", [county, lambda a, on: verdicts(a, on, XINGNING)])
def test_reading_costs_the_same_number_of_queries_however_many_schools(
    cast: Cast, read: Any
) -> None:
    costs = []
    for name, count in (("三校局", 3), ("三十校局", 30)):
        where = authority(name, name)
        crowd(where, count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(where, CAST_DAY)
        assert len(county(where, CAST_DAY).schools) == count
        costs.append(len(queries))
    assert costs[0] == costs[1] > 5


@pytest.mark.clause("REG-03", "REG-36")
def test_the_counts_of_the_document_are_compared_with_the_registry(cast: Cast) -> None:
    counts = {(each.found, each.wanted) for each in said(cast, "REG-03", "测试区教育局")}
    assert counts == {(6, 65), (2, 10)}
    assert states(cast, "REG-36", "测试区教育局") == [State.BROKEN]


@pytest.mark.clause("REG-01")
def test_a_school_that_joins_is_covered_from_that_day(cast: Cast) -> None:
    join(cast.loose, cast.east, since=DAY)
    before, after = (said(cast, "REG-01", "测试区教育局", on)[0] for on in (EVE, DAY))
    assert (before.state, before.found, before.wanted) == (State.BROKEN, 5, 6)
    assert (after.state, after.found, after.wanted) == (State.MET, 6, 6)


@pytest.mark.clause("REG-02")
def test_coverage_is_measured_against_the_year_before(cast: Cast) -> None:
    assert states(cast, "REG-02", "测试区教育局", DAY) == [State.MET]
    leave(of("东三小"))
    [verdict] = said(cast, "REG-02", "测试区教育局", DAY)
    assert (verdict.state, verdict.found) == (State.BROKEN, Decimal(4) / 6)


@pytest.mark.clause("REG-10")
def test_a_district_without_its_lead_breaks_the_clause_from_that_day(cast: Cast) -> None:
    leave(of("东一小"))
    assert states(cast, "REG-10", "东学区", EVE) == [State.MET]
    assert states(cast, "REG-10", "东学区", DAY) == [State.BROKEN]
    assert states(cast, "REG-10", "西集团", DAY) == [State.MET]


@pytest.mark.clause("REG-14", "REG-18", "REG-27")
def test_forms_are_judged_as_soon_as_the_facts_are_known(cast: Cast) -> None:
    assert states(cast, "REG-14", "东学区") == states(cast, "REG-14", "西集团") == [State.MET]
    assert states(cast, "REG-27", "东学区") == states(cast, "REG-18", "西集团") == [State.UNKNOWN]
    know("东一小", ["primary"], ownership="public", strength="quality")
    know("东二小", ["primary"], ownership="public")
    know("东三小", ["primary"], ownership="private")
    know("西一小", ["primary"], strength="quality")
    know("西二小", ["primary"], strength="quality")
    assert states(cast, "REG-27", "东学区") == [State.MET]
    assert states(cast, "REG-18", "西集团") == [State.BROKEN]
    assert states(cast, "REG-18", "东学区") == [State.NOT_APPLICABLE]


@pytest.mark.clause("REG-35")
def test_a_school_in_two_consortia_is_lawful_with_one_primary_membership(cast: Cast) -> None:
    assert states(cast, "REG-35", "测试区教育局") == [State.NOT_APPLICABLE]
    join(named("西二小"), cast.east)
    assert states(cast, "REG-35", "测试区教育局") == [State.MET]


def test_on_the_day_before_formation_there_is_nothing_to_judge(cast: Cast) -> None:
    eve = OPENING - timedelta(days=1)
    found = verdicts(cast.authority, eve, XINGNING)
    assert {each.subject.name for each in found} == {"测试区教育局"}
    assert states(cast, "REG-01", "测试区教育局", eve) == [State.NOT_APPLICABLE]
    assert len({each.subject.name for each in verdicts(cast.authority, OPENING, XINGNING)}) == 3


def test_before_the_policy_speaks_no_day_is_judged(cast: Cast) -> None:
    for day in (date(2018, 4, 8), date.min):
        with pytest.raises(LookupError):
            verdicts(cast.authority, day, XINGNING)


@pytest.mark.clause("REG-33", "REG-41")
def test_mode_and_goal_hold_from_the_day_they_are_recorded(cast: Cast) -> None:
    stand(cast.east, DAY, mode="compact", goal="初中品牌")
    policy = policy_of(cast.authority, DAY)
    for rule in (rules.mode_is_recorded, rules.goal_is_recorded):
        assert rule(seen(cast.east, EVE), policy).state is State.UNKNOWN
        assert rule(seen(cast.east, DAY), policy).state is State.MET
    assert (seen(cast.east, DAY).mode, seen(cast.east, DAY).goal) == ("compact", "初中品牌")
    assert seen(cast.east, EVE).form == "public-private"


@pytest.mark.clause("REG-48")
def test_recognition_rises_from_district_to_city_level(cast: Cast) -> None:
    stand(cast.group, DAY, recognition="district")
    stand(cast.group, LATER, recognition="city")
    found = [seen(cast.group, day).recognition for day in (EVE, DAY, LATER)]
    assert found == [None, "district", "city"]


@pytest.mark.clause("REG-45")
def test_a_senior_school_may_lead_a_group_across_stages(cast: Cast) -> None:
    group = consortium(cast.authority, "高中集团", "group", None)
    join(school(cast.authority, "某高中"), group, "lead")
    join(cast.loose, group)
    know("某高中", ["senior"])
    know("孤小", ["primary", "junior"])
    [lead], [other] = seen(group, DAY).leads, seen(group, DAY).others
    assert lead.school.stages == frozenset({"senior"})
    assert other.school.stages == frozenset({"primary", "junior"})
    [covered] = said(cast, "REG-01", "测试区教育局")
    assert (covered.state, covered.found) == (State.MET, 6)  # the senior school is not counted


@pytest.mark.clause("REG-49")
def test_a_cluster_has_two_heads_at_once(cast: Cast) -> None:
    cluster = consortium(cast.authority, "研究集群", "cluster", None)
    for title in ("学院研究员领衔", "校长领衔"):
        post = people.create_post(
            cast.authority, "district_head", title, since=DAY, actor=MAKER, place=cluster
        )
        person = people.register_person(cast.authority, f"演示{title[:2]}", actor=MAKER)
        people.appoint(person, post, since=DAY, actor=MAKER)
    assert seen(cluster, DAY).kind == "cluster"
    assert [each.holdings.on(DAY).count() for each in cluster.posts.all()] == [1, 1]
