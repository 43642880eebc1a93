"""What holds of the settings of every shipped profile: clauses, codes, targets, references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from xuequ.planning.engine.policy import Milestone, Norms, Phase, Plan
from xuequ.profiles.clauses import clauses
from xuequ.profiles.entries import Profile
from xuequ.profiles.loader import load, localities, policy

LATER = date(2030, 1, 1)
EVERY = pytest.mark.parametrize("profile", [load(each) for each in localities()], ids=localities())


def records(value: Any) -> Iterator[Any]:
    """Every record inside a value, at any depth."""
    if isinstance(value, tuple):
        for each in value:
            yield from records(each)
    elif is_dataclass(value):
        yield value
        for each in fields(value):
            yield from records(getattr(value, each.name))


def lists(value: Any) -> Iterator[tuple[Any, ...]]:
    """Every list inside a value, at any depth."""
    if isinstance(value, tuple):
        yield value
    for each in records(value):
        for field in fields(each):
            if isinstance(held := getattr(each, field.name), tuple):
                yield held


@EVERY
def test_what_a_locality_settles_cites_its_own_document(profile: Profile) -> None:
    for entry in (each for each in profile.entries.values() if not each.is_common):
        assert clauses()[entry.clause].is_in(profile.sources), f"{entry.name}: {entry.clause}"


@EVERY
def test_no_code_stands_twice_in_one_list(profile: Profile) -> None:
    for entry in profile.entries.values():
        for some in lists(entry.value(LATER)):
            codes = [each.code for each in some if hasattr(each, "code")]
            assert len(codes) == len(set(codes)), entry.name


@EVERY
def test_an_interim_target_is_not_above_the_final_one(profile: Profile) -> None:
    targets = policy(Plan, profile, "plan", LATER).targets
    for early in (each for each in targets if each.stage == "interim"):
        [final] = [t for t in targets if t.indicator == early.indicator and t.stage == "final"]
        assert early.value is not None and final.value is not None
        assert early.value <= final.value
        assert targets.index(early) < targets.index(final)
        assert (early.due or date.min) <= (final.due or date.max)


@pytest.mark.clause("PLN-06", "PLN-08")
def test_masked_years_give_xian_an_order_and_no_dates() -> None:
    plan = policy(Plan, load("xian"), "plan", LATER)
    dated: list[Phase | Milestone] = [*plan.phases, *plan.milestones]
    assert {(each.begins, each.due) for each in dated} == {(None, None)}
    assert {each.due for each in plan.targets} == {None}


@pytest.mark.clause("QMS-23")
def test_putuo_alone_forbids_promotion_rates_and_no_other_speaks_of_them() -> None:
    held = {code for code in localities() if ("quality", "promotion_rate") in load(code).entries}
    assert held == {"putuo"}
    rates = load("mingzhu").entries["quality", "rates"].value(LATER)
    assert "promotion" not in {each.code for each in rates}


def test_references_are_common_and_say_what_is_still_to_be_confirmed() -> None:
    norms = load("xingning").section("norms")
    assert all(each.is_common for each in norms)
    assert {each.key for each in norms if each.confirmed} == {
        "exchange_share",
        "exchange_backbone_share",
        "teachers_per_100",
        "entry_age",
    }
    held = policy(Norms, load("xingning"), "norms", LATER)
    assert held.class_size is not None and held.staffing is not None
    assert (held.class_size.primary, held.class_size.junior) == (Decimal(45), Decimal(50))
    assert (held.large_class, held.oversized_class) == (56, 66)
    assert (held.staffing.primary, held.staffing.junior) == (Decimal(19), Decimal("13.5"))
    assert (held.exchange_share, held.exchange_backbone_share) == (Decimal("0.1"), Decimal("0.2"))


@EVERY
def test_references_change_neither_the_beginning_nor_how_a_clause_binds(profile: Profile) -> None:
    own = {key: each for key, each in profile.entries.items() if not each.is_common}
    assert profile.since == min(each.values[0].since for each in own.values())
    for entry in profile.section("norms"):
        said = {each.binding for each in own.values() if each.clause == entry.clause}
        assert profile.binding(entry.clause) == ("should" if said == {"should"} else "must")
