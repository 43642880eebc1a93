"""The formation rules under the settings of single localities."""

from __future__ import annotations

import pytest

from xuequ.directory.engine import rules
from xuequ.directory.engine.policy import Formation, Membership
from xuequ.directory.engine.types import Policy
from xuequ.directory.tests.cast import consortium
from xuequ.directory.tests.form_cases import policy_of
from xuequ.directory.tests.test_engine_rules import of_size, open_facts
from xuequ.kernel.rulebook import State

MET, BROKEN, UNKNOWN = State.MET, State.BROKEN, State.UNKNOWN


@pytest.mark.clause("REG-06")
@pytest.mark.parametrize(
    ("lead", "other", "state", "lacking"),
    [
        ("quality", "ordinary", MET, set()),
        ("quality junior", "quality primary", MET, set()),
        ("quality primary city public", "quality primary city public", BROKEN, set()),
        ("quality primary city", "quality primary city", UNKNOWN, {"ownership"}),
    ],
)
def test_schools_complement_each_other_by_what_they_differ_in(
    lead: str, other: str, state: State, lacking: set[str]
) -> None:
    subject = consortium((f"lead {lead}", f"member {other}"))
    complementary = Policy(Formation(principles=("complementary",)), Membership())
    verdict = rules.principles_of_xian(subject, complementary)
    assert verdict.state is state
    assert {field for _, _, field in open_facts(verdict)} == lacking


@pytest.mark.clause("REG-11")
def test_the_district_of_xian_takes_two_to_five_members() -> None:
    limits = policy_of("xian")
    states = [rules.two_to_five_members(of_size(each), limits).state for each in (1, 2, 5, 6)]
    assert states == [BROKEN, MET, MET, BROKEN]


@pytest.mark.clause("REG-30")
def test_shuangtaizis_own_group_fits_its_model() -> None:
    own = consortium(("demonstration", "member"), form="famous-brings-new", kind="group")
    assert rules.famous_brings_new(own, policy_of("shuangtaizi")).state is MET
    three = consortium(("demonstration", "member", "member"), form="famous-brings-new")
    assert rules.famous_brings_new(three, policy_of("shuangtaizi")).state is BROKEN


@pytest.mark.clause("REG-13")
def test_putuo_controls_the_scale_without_a_number() -> None:
    verdict = rules.scale_is_controlled(of_size(12), policy_of("putuo"))
    assert (verdict.state, verdict.wanted) == (UNKNOWN, None)
