"""Xingning's profile as a whole, its districts, powers and staff, against the document."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest

from xuequ.activities.engine.policy import Activities
from xuequ.directory.engine.policy import Formation, Membership
from xuequ.enrolment.engine.policy import Enrolment
from xuequ.exchange.engine.policy import Exchange, Staff
from xuequ.finance.engine.policy import Funds
from xuequ.governance.engine.policy import Authority, Governance, Unification
from xuequ.kernel.text import Text
from xuequ.mentoring.engine.policy import Training
from xuequ.planning.engine.policy import Plan, Reporting
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile
from xuequ.profiles.loader import load, policy, sections
from xuequ.quality.engine.policy import Quality
from xuequ.sharing.engine.policy import Sharing
from xuequ.teaching.engine.policy import Research, Teaching

P = TypeVar("P")
ISSUED = date(2018, 4, 9)
OPENING = date(2018, 9, 1)


@pytest.fixture(scope="module")
def xingning() -> Profile:
    return load("xingning")


def settled(kind: type[P], profile: Profile, on: date = OPENING) -> P:
    """The section that `kind` types."""
    [name] = [name for name, each in sections().items() if each is kind]
    return policy(kind, profile, name, on)


def test_every_setting_cites_a_clause_of_the_document(xingning: Profile) -> None:
    for entry in (each for each in xingning.entries.values() if not each.is_common):
        value = entry.value(OPENING)
        items = value if isinstance(value, tuple) else ()
        cited = {getattr(each, "clause", None) or entry.clause for each in (entry, *items)}
        for clause in cited:
            assert clauses()[clause].is_in(("004",)), f"{entry.section}.{entry.key}: {clause}"


def test_no_code_stands_twice_in_a_list(xingning: Profile) -> None:
    for entry in (each for each in xingning.entries.values() if not each.is_common):
        value = entry.value(OPENING)
        items = value if isinstance(value, tuple) else ()
        codes = [each.code for each in items if hasattr(each, "code")]
        assert len(codes) == len(set(codes)), f"{entry.section}.{entry.key}"


@pytest.mark.parametrize("kind", [Governance, Authority, Enrolment, Staff, Funds, Plan, Reporting])
def test_what_the_authority_settles_holds_from_the_day_of_issue(
    xingning: Profile, kind: type[object]
) -> None:
    assert settled(kind, xingning, ISSUED) == settled(kind, xingning, OPENING)
    with pytest.raises(LookupError):
        settled(kind, xingning, date(2018, 4, 8))


@pytest.mark.parametrize("kind", [Research, Teaching, Quality, Training, Activities, Sharing])
def test_what_districts_owe_begins_with_the_opening_of_term(
    xingning: Profile, kind: type[object]
) -> None:
    with pytest.raises(LookupError):
        settled(kind, xingning, date(2018, 8, 31))
    assert settled(kind, xingning, OPENING) != kind()


def test_only_what_the_document_leaves_open_is_not_binding(xingning: Profile) -> None:
    loose = {f"{e.section}.{e.key}" for e in xingning.entries.values() if e.binding == "should"}
    assert loose == {
        "formation.pilot_growth",
        "formation.principles",
        "formation.same_stage_public",
        "governance.member_autonomy",
        "enrolment.default_mode",
        "enrolment.allowed_modes",
        "enrolment.multi_conditions",
        "staff.transfer_encouraged",
    }


@pytest.mark.clause("REG-03", "REG-10", "REG-34", "REG-36")
def test_65_schools_form_10_districts_with_one_lead_each(xingning: Profile) -> None:
    formation = settled(Formation, xingning)
    assert formation.coverage
    assert (formation.expected_schools, formation.expected_consortia) == (65, 10)
    assert (formation.expected_teaching_points, formation.leads) == (11, 1)
    assert [(each.lead, each.members) for each in formation.named_groups] == [
        ("中兴小学", ("四塘小学",)),
        ("澳华小学", ("西龙小学",)),
    ]


@pytest.mark.clause("REG-14")
def test_three_families_hold_six_forms_each_led_by_one_quality_school(xingning: Profile) -> None:
    forms = settled(Formation, xingning).forms
    assert len(forms) == 6
    assert {each.family for each in forms} == {"urban_rural", "alliance", "group"}
    for form in forms:
        [lead] = [slot for slot in form.slots if slot.role == ("lead",)]
        assert (lead.min, lead.max, lead.strength) == (1, 1, ("quality",))


@pytest.mark.clause("REG-27", "REG-35")
def test_a_school_may_belong_twice_and_private_schools_may_belong(xingning: Profile) -> None:
    membership = settled(Membership, xingning)
    assert membership.allow_multiple
    assert membership.allow_private


@pytest.mark.clause("GOV-01", "GOV-02")
def test_the_leads_principal_is_the_one_district_head(xingning: Profile) -> None:
    governance = settled(Governance, xingning)
    assert governance.head_title == Text("学区长", "district head")
    assert governance.head_ex_officio == "lead_principal"
    assert governance.heads == 1
    assert [(each.zh, each.min, each.max) for each in governance.team] == [
        ("副学区长", 1, None),
        ("管理人员", 1, None),
    ]
    assert governance.team_from_members


@pytest.mark.clause("GOV-26", "GOV-28", "GOV-29", "GOV-31", "GOV-32")
def test_the_lead_coordinates_and_members_keep_four_fields(xingning: Profile) -> None:
    governance = settled(Governance, xingning)
    assert [each.zh for each in governance.lead_duties] == ["教育教学管理", "示范引领", "帮扶"]
    assert governance.lead_coordinates
    assert [each.zh for each in governance.member_autonomy] == ["行政", "财务", "后勤", "安全"]
    assert {each.rule for each in governance.member_autonomy} == {"own_or_improved"}
    kinds = [each.kind for each in governance.founding_rules]
    assert kinds == ["plan", "rules", "rules", *["cooperation"] * 3]
    assert governance.workload_counts


@pytest.mark.clause("GOV-08")
def test_six_things_are_unified_and_enrolment_only_advised(xingning: Profile) -> None:
    items = settled(Unification, xingning).items
    assert [each.zh for each in items] == [
        "教学管理",
        "教学研究",
        "教学评价",
        "资源配置",
        "师资调配",
        "学校招生",
    ]
    assert [each.zh for each in items if each.consortium == "advises"] == ["学校招生"]


@pytest.mark.clause("GOV-45", "GOV-46")
def test_the_leading_group_is_one_head_two_deputies_four_members(xingning: Profile) -> None:
    authority = settled(Authority, xingning)
    group, office = authority.leading_group, authority.office
    assert group is not None and office is not None
    assert group.head is not None and office.seat is not None and office.director is not None
    assert group.head.zh == "兴宁区人民政府副区长"
    assert [each.zh for each in group.deputies] == ["兴宁区政府办副主任", "兴宁区教育局局长"]
    assert [each.zh.removeprefix("兴宁区") for each in group.members] == [
        "宣传部副部长",
        "编办主任",
        "人力资源和社会保障局局长",
        "财政局局长",
    ]
    assert (office.seat.zh, office.director.zh) == ("教育局", "教育局局长")


@pytest.mark.clause("ENR-32", "ENR-33", "ENR-34")
def test_one_school_per_catchment_unless_three_conditions_hold(xingning: Profile) -> None:
    enrolment = settled(Enrolment, xingning)
    assert enrolment.default_mode == "single"
    assert set(enrolment.allowed_modes) == {"single", "multi"}
    assert len(enrolment.multi_conditions) == 3
    assert enrolment.drawn_by == "authority"
    assert [each.zh for each in enrolment.zoning_inputs] == ["适龄生源", "学校学位容量"]


@pytest.mark.clause("STF-03", "STF-09", "STF-10", "STF-11")
def test_support_and_itinerant_teachers_keep_their_relation_and_return(xingning: Profile) -> None:
    staff = settled(Staff, xingning)
    assert staff.pool_mode == "district_person"
    assert staff.county_managed
    assert staff.relation_stays == staff.returns == ("support", "itinerant")
    assert staff.transfer_encouraged == ("manager", "backbone")


@pytest.mark.clause("EXC-09", "EXC-11", "EXC-12")
def test_four_forms_of_exchange_are_paid_by_two_documents(xingning: Profile) -> None:
    exchange = settled(Exchange, xingning)
    assert [each.zh for each in exchange.forms] == ["跨校兼课", "支教", "走教", "轮岗"]
    assert exchange.allowance is not None
    assert exchange.allowance.forms == ("support", "itinerant")
    numbers = [each.number for each in exchange.allowance.documents]
    assert numbers == ["南兴府办函〔2016〕66号", "南兴府办函〔2015〕86号"]
    assert exchange.performance_linked
