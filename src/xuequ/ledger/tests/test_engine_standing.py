"""When a commitment is reported, when its report is too old, and where it applies."""

from __future__ import annotations

from datetime import date

import pytest

from xuequ.kernel.rulebook import Fact, State
from xuequ.ledger.engine.policy import Change, Commitment, Commitments
from xuequ.ledger.engine.standing import (
    Report,
    applicable,
    applies_in,
    judge,
    judge_all,
    next_review,
)
from xuequ.profiles.clauses import clauses
from xuequ.profiles.loader import load, localities, policy

DAY = date(2026, 3, 1)
EAST = Fact("consortium", 1, "东学区")
COMMON = policy(Commitments, load("xingning"), "commitments", DAY)


def report(status: str = "done", since: date = DAY, until: date = date(2027, 3, 1)) -> Report:
    return Report(1, status, since, until)


@pytest.mark.parametrize("status", ["not_begun", "under_way", "done", "stopped"])
def test_a_report_in_date_is_reported_and_never_met(status: str) -> None:
    verdict = judge(EAST, report(status), DAY)
    assert verdict.state is State.REPORTED
    assert not verdict.missing


@pytest.mark.parametrize(
    "made",
    [None, report(until=DAY), report(since=date(2026, 3, 2)), report(until=date(2026, 2, 1))],
)
def test_without_a_report_in_date_nobody_can_tell(made: Report | None) -> None:
    verdict = judge(EAST, made, DAY)
    assert verdict.state is State.UNKNOWN
    assert [each.field for each in verdict.missing] == ["commitment"]


def test_schools_are_reported_once_all_of_them_are() -> None:
    county = Fact("county", 1, "区")
    states = [judge_all(county, have, 3).state for have in (0, 2, 3)]
    assert states == [State.UNKNOWN, State.UNKNOWN, State.REPORTED]
    assert judge_all(county, 0, 0).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("made", "months", "review"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 6, date(2027, 6, 15)),
        (date(2026, 3, 1), 12, date(2027, 3, 1)),
    ],
)
def test_the_next_review_is_so_many_months_on(made: date, months: int, review: date) -> None:
    assert next_review(made, months) == review


def test_a_mode_nobody_recorded_is_loose() -> None:
    compact = Commitment("GOV-03", "consortium", mode="compact")
    loose = Commitment("GOV-05", "consortium", mode="loose")
    assert [applies_in(compact, mode) for mode in ("compact", "loose", None)] == [
        True,
        False,
        False,
    ]
    assert [applies_in(loose, mode) for mode in ("compact", "loose", None)] == [False, True, True]


def test_a_locality_changes_owner_and_interval_of_its_own() -> None:
    policy = Commitments(COMMON.items, (Change("GOV-52", owner="authority", months=3),))
    [mine] = [each for each in applicable(policy, ("001",), clauses()) if each.clause == "GOV-52"]
    assert (mine.owner, mine.months) == ("authority", 3)


@pytest.mark.clause(
    "GOV-03", "GOV-04", "GOV-05", "GOV-12", "GOV-13", "GOV-14", "GOV-22", "GOV-23", "GOV-24",
    "GOV-26", "GOV-27", "GOV-29", "GOV-33", "GOV-35", "GOV-40", "GOV-42", "GOV-43", "GOV-51",
    "GOV-52", "GOV-53", "GOV-54", "GOV-55", "GOV-56", "GOV-59", "GOV-60", "GOV-61", "GOV-64",
    "GOV-65", "REG-39", "REG-44", "REG-46", "REG-50",
)  # fmt: skip
def test_every_commitment_of_registration_and_governance_applies_somewhere() -> None:
    marked = {
        "GOV-03", "GOV-04", "GOV-05", "GOV-12", "GOV-13", "GOV-14", "GOV-22", "GOV-23", "GOV-24",
        "GOV-26", "GOV-27", "GOV-29", "GOV-33", "GOV-35", "GOV-40", "GOV-42", "GOV-43", "GOV-51",
        "GOV-52", "GOV-53", "GOV-54", "GOV-55", "GOV-56", "GOV-59", "GOV-60", "GOV-61", "GOV-64",
        "GOV-65", "REG-39", "REG-44", "REG-46", "REG-50",
    }  # fmt: skip
    found = {
        each.clause
        for code in localities()
        for each in applicable(COMMON, load(code).sources, clauses())
        if each.clause.startswith(("REG", "GOV"))
    }
    assert found == marked


def test_no_clause_is_listed_twice() -> None:
    listed = [each.clause for each in COMMON.items]
    assert len(listed) == len(set(listed))


def test_what_a_document_explores_or_plans_is_encouraged_and_not_demanded() -> None:
    putuo, babu = load("putuo"), load("babu")
    explored = ("REG-44", "REG-46", "GOV-54", "ENR-35", "QMS-22", "TCU-24", "INF-04")
    assert {putuo.binding(clause) for clause in explored} == {"should"}
    assert {babu.binding(clause) for clause in ("GOV-13", "MOR-19", "SHR-15")} == {"should"}
    assert {putuo.binding(clause) for clause in ("GOV-40", "GOV-60", "SOC-07")} == {"must"}


def test_a_locality_may_name_another_owner_for_a_shared_clause() -> None:
    def owner(code: str) -> str:
        profile = load(code)
        held = policy(Commitments, profile, "commitments", DAY)
        return next(
            each.owner
            for each in applicable(held, profile.sources, clauses())
            if each.clause == "TCU-15"
        )

    assert (owner("xian"), owner("putuo")) == ("consortium", "authority")
