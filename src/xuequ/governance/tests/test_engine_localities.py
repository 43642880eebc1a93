"""What the nine documents settle about governance, as the profiles hold it."""

from __future__ import annotations

from datetime import date

import pytest

from xuequ.governance.engine.asked import bodies_of_authority
from xuequ.governance.engine.policy import SECTIONS
from xuequ.governance.tests.units import policy_of
from xuequ.profiles.clauses import clauses
from xuequ.profiles.loader import load, localities

SILENT = {"futian", "lantian"}
OURS = set(SECTIONS)


def catalogues(locality: str) -> dict[str, int]:
    return {each.zh: len(each.items) for each in policy_of(locality).unification.sets}


@pytest.mark.clause("GOV-06", "GOV-07", "GOV-08", "GOV-09", "GOV-10", "GOV-58")
def test_every_locality_has_the_catalogues_its_document_counts() -> None:
    assert catalogues("xian") == {"四共享": 4, "九统一": 9}
    assert catalogues("shuangtaizi") == {"四联": 4, "四统一": 4, "教育教学七项统一": 7}
    assert list(catalogues("mingzhu").values()) == [5, 5, 5, 5, 5]
    assert catalogues("guilin") == catalogues("xingning") == {"六统一": 6}
    assert catalogues("babu") == {"六个统一": 6}
    assert catalogues("putuo") == {"五项更紧密": 5}
    for locality in SILENT:
        assert catalogues(locality) == {}


def test_what_the_documents_do_not_list_is_marked_to_be_confirmed() -> None:
    open_ones = {
        code for code in localities()
        if any(not e.confirmed for e in load(code).section("unification"))
    }  # fmt: skip
    assert open_ones == {"babu", "putuo"}


@pytest.mark.clause("GOV-44", "GOV-45", "GOV-46", "GOV-47", "GOV-48", "GOV-49", "GOV-50")
def test_each_leading_group_is_what_its_document_says() -> None:
    def posts(locality: str) -> dict[str, int]:
        policy = policy_of(locality)
        asked = bodies_of_authority(policy.authority, policy.governance)
        return {each.code: len(each.posts) for each in asked}

    assert posts("xian") == {"leading_group": 17}
    assert posts("xingning") == {
        "leading_group": 7, "leading_group_office": 2, "management": 0,
    }  # fmt: skip
    assert posts("shuangtaizi") == {"leading_group": 0, "leading_group_office": 0}
    assert posts("putuo") == {"leading_group": 0}
    assert posts("guilin") == {"leading_group": 3}
    assert posts("mingzhu") == posts("babu") == {}
    missing = policy_of("shuangtaizi").authority.leading_group
    assert missing is not None
    assert missing.list_missing


@pytest.mark.clause("GOV-15", "GOV-16", "GOV-34", "GOV-38")
def test_each_consortium_has_the_bodies_its_document_names() -> None:
    def bodies(locality: str) -> list[str]:
        return [b.zh for b in policy_of(locality).governance.bodies if b.of == "consortium"]

    assert bodies("xian") == ["教学管理中心", "教研管理中心", "素质教育活动管理中心"]
    assert bodies("shuangtaizi") == ["集团管理中心"]
    assert bodies("mingzhu") == ["学区委员会", "学区委员会办公室"]
    assert bodies("babu") == ["学区管理办公室"]
    assert bodies("putuo") == ["决策机构", "执行机构", "监督机构"]
    assert bodies("guilin") == bodies("xingning") == []


@pytest.mark.clause("GOV-39")
def test_a_charter_of_putuo_wants_every_member() -> None:
    assert policy_of("putuo").governance.charter_threshold == 1


@pytest.mark.clause("GOV-28")
def test_no_document_gives_hours_and_none_is_made_up() -> None:
    for locality in localities():
        assert policy_of(locality).governance.workload_hours is None
    assert policy_of("guilin").governance.workload_counts


@pytest.mark.clause("GOV-12", "GOV-13", "GOV-14", "GOV-35", "GOV-55")
def test_meetings_without_a_frequency_start_once_a_term() -> None:
    meetings = [each for code in localities() for each in policy_of(code).governance.meetings]
    assert {each.clause for each in meetings} >= {"GOV-12", "GOV-13", "GOV-14", "GOV-35", "GOV-55"}
    assert {each.every for each in meetings} == {None}
    assert {each.period for each in meetings} == {"term"}


@pytest.mark.clause("GOV-03", "GOV-05", "GOV-22", "GOV-23", "GOV-24", "GOV-26", "GOV-27")
def test_powers_follow_the_mode_and_cite_clauses_of_their_own_document() -> None:
    modes = {each.mode for each in policy_of("xian").governance.powers}
    assert modes == {"compact", "loose", "any"}
    for locality in localities():
        sources = load(locality).sources
        governance = policy_of(locality).governance
        cited = [each.clause for each in governance.powers]
        cited += [each.clause for each in governance.bodies]
        cited += [each.clause for each in governance.meetings]
        for clause in cited:
            assert clauses()[clause].is_in(sources), f"{locality} {clause}"


def test_the_sections_begin_with_their_document_and_cite_it() -> None:
    for locality in localities():
        profile = load(locality)
        mine = [each for each in profile.entries.values() if each.section in OURS]
        assert bool(mine) == (locality not in SILENT)
        for each in mine:
            assert clauses()[each.clause].is_in(profile.sources), f"{locality} {each.key}"
            assert each.values[0].since >= profile.since
            assert each.values[0].since <= date(2023, 1, 1)
