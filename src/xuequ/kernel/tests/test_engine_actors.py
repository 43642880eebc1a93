"""The reach of an actor: seeing goes down, changing stays at home."""

from __future__ import annotations

import pytest

from xuequ.kernel.actors import Actor, program

CITY = Actor("city", "市局", frozenset({"board.view", "directory.change"}), authority=1)


@pytest.mark.parametrize("seeing", ["board.view", "directory.export", "api.use"])
def test_whoever_looks_keeps_the_whole_reach(seeing: str) -> None:
    assert CITY.using(seeing) == CITY and CITY.reaches_down


@pytest.mark.parametrize(
    "changing", ["directory.change", "directory.waive", "policy.adopt", "commitment.report"]
)
def test_whoever_changes_stays_in_the_own_authority_and_loses_nothing_else(changing: str) -> None:
    hands = CITY.using(changing)
    assert not hands.reaches_down
    assert (hands.account, hands.permissions, hands.authority) == ("city", CITY.permissions, 1)


def test_home_is_the_own_authority_and_for_programs_everywhere() -> None:
    assert CITY.is_at_home(1) and not CITY.is_at_home(2)
    assert program("backup").is_at_home(2)
