"""The sheets of districts and groups and of memberships."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.engine.policy import Membership as Rules
from xuequ.directory.models import Consortium, Membership, School
from xuequ.directory.queries.giving.unions import give_consortia, give_memberships
from xuequ.directory.services.schools import change_school
from xuequ.directory.sheets import CONSORTIA, MEMBERSHIPS
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named, places, primary, private
from xuequ.directory.tests.round_trip import Mistake, again, everything, is_told, take
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

HEADS = "学区名称,正式名称,类别,组建形式,管理模式,认定级别,特色发展目标,成立日期,变更日期,终止日期"


def unions(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, CONSORTIA, HEADS, *rows, since=since)


def facts(label: str, on: date) -> list[tuple[str | None, ...]]:
    found = Consortium.objects.get(label=label).standings.on(on)
    return list(found.values_list("form", "mode", "goal"))


def test_districts_and_groups_are_registered_with_form_mode_and_goal(cast: Cast) -> None:
    rows = (
        "南学区,,学区,学校联盟：公办+民办,紧凑型,,衔接,2024-09-01",
        "北集团,无,,,,,,,,2030-09-01",
    )
    assert unions(cast, *rows) == {"consortia": 2, "changed": 0}
    south = Consortium.objects.get(label="南学区")
    assert (south.name, south.kind, south.since) == ("南学区", "district", date(2024, 9, 1))
    assert facts("南学区", DAY) == [("public-private", "compact", "衔接")]
    north = Consortium.objects.get(label="北集团")
    assert (north.name, north.kind, north.until) == (None, "group", date(2030, 9, 1))
    before = everything()
    assert set(unions(cast, rows[0], since=LATER).values()) == {0}
    assert everything() == before


def test_a_changed_mode_holds_from_the_day_and_the_rest_stays(cast: Cast) -> None:
    assert unions(cast, "东学区,,,,松散型,,,,,")["changed"] == 1
    assert unions(cast, "东学区,,,,紧凑型,,品牌", since=LATER)["changed"] == 1
    assert facts("东学区", EVE) == [("public-private", None, None)]
    assert facts("东学区", DAY) == [("public-private", "loose", None)]
    assert facts("东学区", LATER) == [("public-private", "compact", "品牌")]


UNION_FAULTS: dict[str, tuple[tuple[str, ...], list[Mistake]]] = {
    "a name twice": (("南学区", "南学区"), [(3, "学区（集团）名称", "already stands in line 2")]),
    "an unknown form": (("南学区,,,强强联合",), [(2, "组建形式", "no form «强强联合»")]),
    "days in the wrong order": (
        ("南学区,,,,,,,2026-09-01,,2026-09-01",),
        [(2, "终止日期", "but begins on 2026-09-01")],
    ),
    "a change before it was formed": (
        ("东学区,,,,松散型,,,,2019-09-01",),
        [(2, "变更日期", "only from 2020-09-01")],
    ),
    "what no sheet changes": (
        ("东学区,,教育集团,,,,,2019-09-01,,2027-09-01",),
        [
            (2, "成立日期", "from 2020-09-01"),
            (2, "终止日期", "do it on its page"),
            (2, "类别", "which no sheet changes"),
        ],
    ),
    "a wrong choice": (("南学区,,大学区",), [(2, "类别", "is not one of")]),
}


@pytest.mark.parametrize("what", UNION_FAULTS)
def test_a_mistake_about_a_union_is_told(cast: Cast, what: str) -> None:
    rows, wanted = UNION_FAULTS[what]
    is_told(cast, CONSORTIA, HEADS, rows, *wanted)


MEMBERS = "学区,学校标识码,学校,学部,角色,主属,起始日期,终止日期"


def members(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, MEMBERSHIPS, MEMBERS, *rows, since=since)


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """The locality lets a school belong to several."""
    allow(monkeypatch, Rules(allow_multiple=True))


def allow(monkeypatch: pytest.MonkeyPatch, rules: Rules) -> None:
    from xuequ.directory.queries.taking import unions as found

    monkeypatch.setattr(found, "_rules", lambda authority: lambda on: rules)


def test_schools_join_leave_and_change_roles_and_earlier_days_stay(cast: Cast) -> None:
    loose = cast.loose
    assert members(cast, "东学区,,孤小,,成员校,,,") == {"memberships": 1, "changed": 0}
    assert (places(loose, EVE), places(loose, DAY)) == ({}, {"东学区": "member"})
    assert members(cast, "东学区,,孤小,,示范成员校", since=LATER) == {
        "memberships": 1, "changed": 1,
    }  # fmt: skip
    assert (places(loose, DAY), places(loose, LATER)) == (
        {"东学区": "member"},
        {"东学区": "demonstration"},
    )
    end = date(2028, 9, 1)
    assert members(cast, "东学区,,孤小,,示范成员校,,,2028-09-01", since=LATER)["changed"] == 1
    assert places(loose, end) == {}
    line = Line.objects.latest("number")
    assert (line.verb, line.note["rows"]) == ("import-memberships", 1)


def test_the_same_memberships_taken_again_change_nothing(cast: Cast) -> None:
    rows = ("东学区,,孤小,,成员校,,2026-10-01,2027-03-01", "西集团,,孤小,,列席校")
    members(cast, rows[1])
    members(cast, rows[0])
    before = everything()
    for since in (DAY, LATER):
        assert set(members(cast, *rows, since=since).values()) == {0}
    assert everything() == before


def test_a_role_mistaken_on_the_first_day_is_put_right(cast: Cast) -> None:
    members(cast, "东学区,,孤小,,成员校")
    assert members(cast, "东学区,,孤小,,示范成员校") == {"memberships": 0, "changed": 1}
    assert Membership.objects.filter(school=cast.loose).count() == 1


def test_a_lead_hands_over_on_one_day_in_whatever_order_the_rows_stand(cast: Cast) -> None:
    members(cast, "东学区,,东二小,,龙头学校", "东学区,,东一小,,成员校", since=LATER)
    assert places(named("东二小"), LATER) == {"东学区": "lead"}
    assert places(named("东一小"), LATER) == {"东学区": "member"}
    assert places(named("东一小"), DAY) == {"东学区": "lead"}


@pytest.mark.usefixtures("several")
def test_a_second_membership_is_not_primary_unless_it_is_said_to_be(cast: Cast) -> None:
    second = named("东二小")
    members(cast, "西集团,,东二小,,成员校")
    assert (len(places(second, DAY)), primary(second, DAY)) == (2, ["东学区"])
    assert members(cast, "西集团,,东二小,,成员校,是", since=LATER)["changed"] > 0
    assert (primary(second, DAY), primary(second, LATER)) == (["东学区"], ["西集团"])
    members(cast, "西集团,,东二小,,成员校,,,2028-09-01", since=LATER)
    assert primary(second, date(2028, 9, 1)) == ["东学区"]
    members(cast, "东学区,,东二小,,成员校,否", since=date(2027, 10, 1))
    assert primary(second, date(2027, 10, 1)) == ["西集团"]


def test_part_of_a_school_may_belong(cast: Cast) -> None:
    change_school(cast.loose, since=OPENING, values={}, stages=["primary", "junior"], actor=MAKER)
    members(cast, "东学区,,孤小,初中,成员校")
    assert Membership.objects.get(school=cast.loose).section == cast.loose.sections.get(
        stage="junior"
    )


def none_private(cast: Cast) -> None:
    private(cast.loose)


def ends(cast: Cast) -> None:
    School.objects.filter(pk=cast.loose.pk).update(until=LATER)


def nothing(cast: Cast) -> None:
    """What stands there is the cast alone."""


Fault = tuple[Callable[[Cast], None], tuple[str, ...], list[Mistake]]
FAULTS: dict[str, Fault] = {
    "an unknown school": (
        nothing, ("东学区,,无小,,成员校",), [(2, "学校", "there is no school 无小")],
    ),
    "an unknown union": (
        nothing, ("无学区,,孤小,,成员校",), [(2, "学区（集团）", "no district or group 无学区")],
    ),
    "an unknown role": (nothing, ("东学区,,孤小,,核心校",), [(2, "角色", "is not one of")]),
    "a row twice": (
        nothing, ("东学区,,孤小,,成员校", "东学区,,孤小,,龙头学校"),
        [(3, "学校", "already stands in line 2")],
    ),
    "a second membership": (
        nothing, ("西集团,,东二小,,成员校",),
        [(2, "学区（集团）", "this locality allows one membership")],
    ),
    "a second lead": (
        nothing, ("东学区,,孤小,,龙头学校",), [(2, "角色", "already has a lead school")],
    ),
    "a private school where none is taken": (
        none_private, ("东学区,,孤小,,成员校",), [(2, "学校", "does not take private schools")],
    ),
    "a guest who would be counted": (
        nothing, ("东学区,,孤小,,列席校,是",), [(2, "是否主属", "is only a guest of 东学区")],
    ),
    "the only one, not primary": (
        nothing, ("东学区,,东二小,,成员校,否",), [(2, "是否主属", "belongs to 东学区 alone")],
    ),
    "before the school and the union": (
        nothing, ("东学区,,孤小,,成员校,,2019-09-01",), [(2, "起始日期", "only from 2020-09-01")],
    ),
    "beyond the life of the school": (
        ends, ("东学区,,孤小,,成员校,,,2028-09-01",),
        [(2, "终止日期", "ends on 2027-09-01")],
    ),
    "days in the wrong order": (
        nothing, ("东学区,,孤小,,成员校,,2026-09-01,2026-08-01",),
        [(2, "终止日期", "but begins on 2026-09-01")],
    ),
    "a section the school does not have": (
        nothing, ("东学区,,孤小,初中,成员校",), [(2, "参加的学段", "does not teach that stage")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_a_mistake_about_a_membership_is_told(
    cast: Cast, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, rows, wanted = FAULTS[what]
    prepare(cast)
    allow(monkeypatch, Rules(allow_private=False))
    is_told(cast, MEMBERSHIPS, MEMBERS, rows, *wanted)


@pytest.mark.usefixtures("several")
def test_what_is_given_says_nothing_new_when_taken(cast: Cast) -> None:
    unions(cast, "南学区,,,学校联盟：公办+民办,紧凑型,区级紧密型学区（集团）,目标", "北集团,无")
    members(cast, "西集团,,东二小,,成员校", "南学区,,孤小,,列席校,,,2027-09-01")
    members(cast, "西集团,,东二小,,成员校,是", since=date(2026, 11, 1))
    before = everything()
    for day in (DAY, date(2026, 12, 1)):
        for sheet, give in ((CONSORTIA, give_consortia), (MEMBERSHIPS, give_memberships)):
            given = list(give(cast.authority, day, cast.bureau))
            assert len(given) > 3
            assert set(again(cast, sheet, given, since=day).values()) == {0}
    assert everything() == before
