"""Who belongs to what, from which day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casting import MAKER, consortium, school
from support_plugin import Cast
from xuequ.directory.queries.snapshot import county
from xuequ.directory.services import schools
from xuequ.directory.services.memberships import (
    join_consortium,
    make_primary,
    move_school,
    withdraw_membership,
)
from xuequ.directory.tests.belonging import (
    DAY,
    EVE,
    LATER,
    join,
    leave,
    move,
    named,
    of,
    places,
    primary,
    private,
)
from xuequ.record.fingerprint import fingerprint
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def test_a_school_belongs_from_the_day_it_joins(cast: Cast) -> None:
    join(cast.loose, cast.east)
    assert places(cast.loose, EVE) == {}
    assert places(cast.loose, DAY) == places(cast.loose, LATER) == {"东学区": "member"}


def test_a_school_belongs_up_to_the_day_it_leaves(cast: Cast) -> None:
    leave(of("东二小"))
    assert places(named("东二小"), EVE) == {"东学区": "member"}
    assert places(named("东二小"), DAY) == {}


def test_a_moved_school_belongs_here_before_the_day_and_there_from_it(cast: Cast) -> None:
    move(of("东二小"), cast.group)
    assert places(named("东二小"), EVE) == {"东学区": "member"}
    assert places(named("东二小"), DAY) == {"西集团": "member"}
    assert primary(named("东二小"), EVE) == ["东学区"]
    assert primary(named("东二小"), DAY) == ["西集团"]


def test_a_move_from_a_day_to_come_changes_nothing_until_then(cast: Cast) -> None:
    move(of("东二小"), cast.group, since=LATER)
    assert places(named("东二小"), DAY) == {"东学区": "member"}
    assert places(named("东二小"), LATER) == {"西集团": "member"}


def test_a_new_role_in_the_same_consortium_keeps_the_place_in_the_roster(cast: Cast) -> None:
    before = of("东二小").order
    assert move(of("东二小"), cast.east, "demonstration").order == before
    assert places(named("东二小"), EVE) == {"东学区": "member"}
    assert places(named("东二小"), DAY) == {"东学区": "demonstration"}


def test_a_membership_moved_before_its_end_still_ends_then(cast: Cast) -> None:
    moved = move(leave(of("东二小"), until=LATER), cast.group)
    assert (moved.since, moved.until) == (DAY, LATER)
    assert places(named("东二小"), LATER) == {}


def test_the_lead_may_change_from_the_day_the_former_one_leaves(cast: Cast) -> None:
    leave(of("东一小"))
    move(of("东二小"), cast.east, "lead")
    leads = cast.east.memberships.filter(role="lead")
    assert leads.on(EVE).get().school.name == "东一小"
    assert leads.on(DAY).get().school.name == "东二小"


@pytest.mark.clause("REG-35")
def test_a_school_of_a_group_may_also_join_a_district_and_counts_once(cast: Cast) -> None:
    second = join(named("西二小"), cast.east)
    assert places(named("西二小"), DAY) == {"西集团": "member", "东学区": "member"}
    assert primary(named("西二小"), DAY) == ["西集团"]
    make_primary(second, since=LATER, actor=MAKER)
    assert primary(named("西二小"), LATER - timedelta(days=1)) == ["西集团"]
    assert primary(named("西二小"), LATER) == ["东学区"]
    assert places(named("西二小"), LATER) == {"西集团": "member", "东学区": "member"}


def test_when_the_primary_membership_ends_another_is_primary_from_that_day(cast: Cast) -> None:
    join(named("西二小"), cast.east)
    leave(cast.group.memberships.get(school__name="西二小"), LATER)
    assert primary(named("西二小"), LATER - timedelta(days=1)) == ["西集团"]
    assert primary(named("西二小"), LATER) == ["东学区"]
    assert Line.objects.latest("number").note == {"primary": "东学区"}


def test_a_guest_is_not_counted_and_gives_way_to_a_real_membership(cast: Cast) -> None:
    join(cast.loose, cast.east, "guest")
    assert primary(cast.loose, DAY) == []
    assert cast.loose.pk not in county(cast.authority, DAY).covered
    join(cast.loose, cast.group)
    assert primary(cast.loose, DAY) == ["西集团"]
    assert cast.loose.pk in county(cast.authority, DAY).covered


def test_a_guest_who_becomes_a_member_is_counted_from_that_day(cast: Cast) -> None:
    move(join(cast.loose, cast.east, "guest"), cast.east, since=LATER)
    assert primary(cast.loose, DAY) == []
    assert primary(cast.loose, LATER) == ["东学区"]


@pytest.mark.clause("REG-30")
def test_a_famous_school_and_a_new_one_are_both_members_of_their_group(cast: Cast) -> None:
    pair = consortium(cast.authority, "名校集团", "group", None)
    join(cast.loose, pair, "demonstration")
    join(school(cast.authority, "新校"), pair, "member")
    [found] = [each for each in county(cast.authority, DAY).consortia if each.id == pair.pk]
    roles = {each.school.name: each.role for each in found.others}
    assert roles == {"孤小": "demonstration", "新校": "member"}


@pytest.mark.clause("REG-37")
def test_one_section_of_a_school_may_be_the_party(cast: Cast) -> None:
    schools.change_school(
        cast.loose, since=DAY, values={}, stages=["primary", "junior"], actor=cast.bureau
    )
    junior = cast.loose.sections.get(stage="junior")
    join_consortium(
        cast.loose, cast.east, role="member", since=DAY, section=junior, actor=cast.bureau
    )
    here = county(cast.authority, DAY)
    [east] = [each for each in here.consortia if each.id == cast.east.pk]
    [party] = [each.school for each in east.members if each.school.id == cast.loose.pk]
    assert party.stages == frozenset({"junior"})
    [whole] = [each for each in here.schools if each.id == cast.loose.pk]
    assert whole.stages == frozenset({"primary", "junior"})


def test_private_schools_join_where_the_locality_takes_them(cast: Cast) -> None:
    join(private(cast.loose), cast.east)
    assert places(cast.loose, DAY) == {"东学区": "member"}


def test_the_record_says_who_moved_what_and_how_it_was_before_and_after(cast: Cast) -> None:
    membership = of("东二小")
    was = fingerprint(membership)
    moved = move_school(membership, cast.group, role="member", since=DAY, actor=cast.bureau)
    line = Line.objects.latest("number")
    assert (line.verb, line.account, line.post) == ("move-school", "bureau", "教育局办公室")
    assert (line.before, line.after) == (was, fingerprint(moved))
    assert line.subject == f"directory.membership:{moved.pk}"
    assert line.authority == cast.authority.pk
    day = DAY.isoformat()
    assert line.note == {"from": "东学区", "to": "西集团", "role": "member", "since": day}


def test_a_move_on_the_day_it_began_corrects_it(cast: Cast) -> None:
    wrong = move_school(of("东二小"), cast.group, role="member", since=DAY, actor=MAKER)
    move_school(wrong, cast.east, role="guest", since=DAY, actor=MAKER)
    assert places(named("东二小"), DAY) == {"东学区": "guest"}
    assert places(named("东二小"), EVE) == {"东学区": "member"}


def test_a_change_to_come_can_be_withdrawn_and_the_membership_goes_on(cast: Cast) -> None:
    planned = move_school(of("东二小"), cast.group, role="member", since=LATER, actor=MAKER)
    withdraw_membership(planned, today=DAY, actor=MAKER)
    assert places(named("东二小"), LATER) == {"东学区": "member"}
    assert Line.objects.latest("number").verb == "withdraw-membership"
