"""Every rule of governance on cases in words, and on subjects of which nothing is known."""

from __future__ import annotations

import pytest

from xuequ.directory.tests.cast import consortium
from xuequ.governance.engine.types import County, Unit
from xuequ.governance.tests.units import CASES, DAY, RULES, Case, policy_of
from xuequ.kernel.rulebook import State
from xuequ.profiles.clauses import clauses
from xuequ.profiles.loader import load, localities

SHOWN = sorted({each.clause for each in CASES})


@pytest.mark.parametrize("case", CASES, ids=lambda each: f"{each.clause} {each.says}")
def test_a_rule_says_of_a_case_what_the_table_says(case: Case) -> None:
    verdict = case.judge()
    assert verdict.state == State(case.state), verdict
    if case.found is not None:
        assert verdict.found == case.found
    if case.wanted is not None:
        assert verdict.wanted == case.wanted


@pytest.mark.clause(
    "GOV-01", "GOV-02", "GOV-06", "GOV-07", "GOV-08", "GOV-09", "GOV-10", "GOV-11", "GOV-15",
    "GOV-16", "GOV-17", "GOV-18", "GOV-19", "GOV-20", "GOV-21", "GOV-25", "GOV-28", "GOV-30",
    "GOV-31", "GOV-32", "GOV-34", "GOV-36", "GOV-37", "GOV-38", "GOV-44", "GOV-45", "GOV-46",
    "GOV-47", "GOV-48", "GOV-49", "GOV-50", "GOV-57", "GOV-58", "GOV-62", "GOV-63", "GOV-66",
)  # fmt: skip
def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert set(SHOWN) == set(RULES)


@pytest.mark.parametrize("clause", RULES)
@pytest.mark.parametrize("locality", localities())
def test_of_nothing_a_rule_never_says_that_it_is_met(clause: str, locality: str) -> None:
    rule = RULES[clause]
    if not clauses()[clause].is_in(load(locality).sources):
        return
    subject = County(1, "县", DAY) if rule.of == "county" else Unit(consortium(()), DAY)
    verdict = rule(subject, policy_of(locality))
    assert verdict.state in {State.UNKNOWN, State.NOT_APPLICABLE} or clause in {"GOV-30", "GOV-31"}
    if verdict.state is State.UNKNOWN:
        assert verdict.missing


@pytest.mark.parametrize("case", CASES, ids=lambda each: f"{each.clause} {each.says}")
def test_a_verdict_speaks_both_languages_and_names_nobody(case: Case) -> None:
    for finding in case.judge().findings:
        assert finding.text.zh
        assert finding.text.en
        assert not any(fact.kind == "person" for fact in finding.facts)
