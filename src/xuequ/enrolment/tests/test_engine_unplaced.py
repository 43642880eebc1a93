"""Whoever is admitted by none of its choices goes into coordinated placement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xuequ.enrolment.tests.county import FUTIAN, ask, of, placed


@pytest.mark.clause("ENR-13")
def test_all_whom_no_choice_admits_go_into_coordinated_placement() -> None:
    policy = of("futian")
    assert policy.unplaced == "coordinated"
    found = placed(policy, ask(FUTIAN, regime="greater_zone"))
    assert all(found.values())  # three seats in the zone, four children: nobody is left out
    [outside] = [number for number, school in found.items() if school == "外校"]
    chosen = next(line for line in FUTIAN.splitlines() if line.startswith(outside))
    assert "外校" not in chosen  # it is none of its choices
    alone = replace(policy, unplaced=None, allocation=tuple(
        each for each in policy.allocation if each.method != "coordinated"
    ))  # fmt: skip
    assert sorted(placed(alone, ask(FUTIAN, regime="greater_zone")).values()).count("") == 1
