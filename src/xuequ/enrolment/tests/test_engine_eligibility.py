"""Who may apply by Futian's four grounds: what is not shown is never taken for granted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from xuequ.enrolment.engine.asked import needs
from xuequ.enrolment.engine.eligibility import Finding, Shown, judged
from xuequ.enrolment.engine.policy import Eligibility, Enrolment
from xuequ.profiles.loader import load, policy

FUTIAN = policy(Enrolment, load("futian"), "enrolment", date(2026, 6, 1)).eligibility
RESIDENT: dict[str, bool | int] = {"grade": 6, "lives_in_area": True}
PARENT: dict[str, bool | int] = {
    "residence_permit": True, "residence": 12, "pension": 12, "medical": 12,
}  # fmt: skip


def found(stage: str = "junior", /, **shown: bool | int | None) -> Finding:
    return judged(FUTIAN, Shown(stage, {**RESIDENT, **shown}))


def of(parent: int, **changed: bool | int | None) -> dict[str, bool | int | None]:
    return {f"parent{parent}_{code}": each for code, each in {**PARENT, **changed}.items()}


def ground(finding: Finding) -> str:
    return finding.ground.code if finding.ground else ""


@pytest.mark.clause("ENR-14")
def test_grade_six_living_there_and_one_ground_are_all_needed() -> None:
    assert found(registered=True).state == "eligible"
    for lacking, zh, en in (
        ({"grade": 5}, "就读5年级，须为6年级", "attends grade 5, grade 6 is needed"),
        ({"grade": None}, "未提供就读年级", "grade attended not shown"),
        ({"lives_in_area": False}, "居住在本区：否", "lives in the area: no"),
        ({"lives_in_area": None}, "未提供居住在本区", "lives in the area not shown"),
    ):
        finding = found(registered=True, **lacking)
        assert finding.state == "not_shown" and ground(finding) == "registered"
        assert [(each.zh, each.en) for each in finding.missing] == [(zh, en)]
    finding = found()
    assert finding.state == "not_shown" and len(finding.missing) == 4
    assert all("未提供" in each.zh and "not shown" in each.en for each in finding.missing)


@pytest.mark.clause("ENR-15")
def test_the_childs_own_registration_is_a_ground() -> None:
    assert ground(found(registered=True)) == "registered"
    assert found(registered=False).missing[0].zh == "深圳市户籍：否"


@pytest.mark.clause("ENR-16")
def test_a_parent_under_the_citys_policies_is_a_ground() -> None:
    finding = found(registered=False, policy=True)
    assert (finding.state, ground(finding), finding.missing) == ("eligible", "policy", ())


@pytest.mark.clause("ENR-17")
@pytest.mark.parametrize("shown", list(product((True, False, None), repeat=2)))
def test_one_registered_parent_is_enough(shown: tuple[bool | None, bool | None]) -> None:
    one, other = shown
    finding = found(parent1_parent_registered=one, parent2_parent_registered=other)
    assert (finding.state == "eligible") is (True in shown)
    assert ground(finding) == ("parent_registered" if True in shown else "")


@pytest.mark.clause("ENR-18")
def test_permit_residence_and_both_insurances_of_one_parent_are_a_ground() -> None:
    assert ground(found(**of(1))) == ground(found(**of(2))) == "residence_permit"
    for changed, zh in (
        ({"residence_permit": False}, "家长1有效居住证：否"),
        ({"residence": 11}, "家长1居住时间11个月，须满12个月"),
        ({"pension": 11}, "家长1连续养老保险11个月，须满12个月"),
        ({"medical": None}, "未提供家长1连续医疗保险"),
    ):
        finding = found(**of(1, **changed))
        assert finding.state == "not_shown"
        assert finding.missing[-1].zh.endswith(f"参保满1年”：{zh}")
    halves = {**of(1, medical=0), **of(2, residence=0)}
    finding = found(**halves)
    assert finding.state == "not_shown", "one parent must meet all of it"
    assert "家长1连续医疗保险0个月" in finding.missing[-1].zh
    assert "parent 2 residence 0 months, 12 are needed" in finding.missing[-1].en


def test_both_parents_are_needed_where_the_policy_says_so() -> None:
    [group] = FUTIAN
    both = Eligibility(
        group.stages, 6, True, tuple(replace(each, parents=2) for each in group.any_of[2:])
    )
    shown = {**RESIDENT, "parent1_parent_registered": True}
    finding = judged([both], Shown("junior", shown))
    assert finding.state == "not_shown"
    assert finding.missing[0].zh.endswith("：未提供家长2深圳户籍")
    shown["parent2_parent_registered"] = True
    assert judged([both], Shown("junior", shown)).state == "eligible"


def test_a_stage_without_conditions_is_not_silently_eligible() -> None:
    finding = found("primary", registered=True)
    assert (finding.state, finding.ground, finding.missing) == ("not_stated", None, ())
    assert judged((), Shown("", {})).state == "not_stated"


def test_fewer_facts_never_make_a_child_eligible() -> None:
    """Every way to leave facts out of a family that shows all."""
    codes = [each.head.code for group in FUTIAN[0].any_of for one in needs(group) for each in one]
    full = {code: 12 if code.endswith(("residence", "pension", "medical")) else True
            for code in codes}  # fmt: skip
    for code in codes:
        alone = {other: full[other] if other == code else None for other in codes}
        without = found(**{**full, code: None})
        assert without.state == "eligible", "another ground still holds"
        by_itself = code in {"registered", "policy"} or code.endswith("parent_registered")
        assert (found(**alone).state == "eligible") is by_itself, code
