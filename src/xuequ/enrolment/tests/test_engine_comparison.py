"""What a comparison tells, against slow obvious ways to the same figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from xuequ.enrolment.engine.comparison.figures import Ground, figures, ground_of
from xuequ.enrolment.engine.comparison.names import OTHERS
from xuequ.enrolment.engine.comparison.standing import envious, wasteful
from xuequ.enrolment.engine.comparison.ways import ways_of
from xuequ.enrolment.engine.places.carried import Carried
from xuequ.enrolment.engine.places.prepared import Prepared
from xuequ.enrolment.engine.places.rules import Rules, Step

from .comparing import (
    KINDS,
    ROUNDS,
    carried,
    county,
    draw_of,
    position,
    rules,
    school,
    slow_envy,
    slow_waste,
)

NEAREST = Step("nearest", "points", for_all=True)
POLICIES = (
    rules(),
    rules(ROUNDS, NEAREST, k=2),
    rules(kinds=KINDS, ties=("insured",)),
    rules(Step("rounds", "draw"), kinds=KINDS),
    rules(Step("serial", "points"), NEAREST, kinds=KINDS, ties=("insured", "age")),
    rules(Step("rounds", "points", bonus=200, bonus_at="first"), k=2),
)


def every(held: Prepared, seed: int) -> list[tuple[Ground, Carried]]:
    """Every regime that can run, on one draw."""
    read, ground, draw = held.read, ground_of(held.read), draw_of(held, seed)
    ways = [each for each in ways_of(read.rules, read.units, OTHERS) if each.rules]
    return [(ground, carried(held, each.rules, draw)) for each in ways if each.rules]


@pytest.mark.parametrize(("number", "bundles"), [*product(range(len(POLICIES)), (False, True))])
def test_envy_and_waste_are_those_found_one_family_after_another(
    number: int, bundles: bool
) -> None:
    seen = Counter[str]()
    for seed in range(25):
        held = county(seed, POLICIES[number], bundles=bundles)
        for ground, found in every(held, seed):
            assert ground.standing is not None
            envy, waste = envious(ground.standing, found), wasteful(ground.standing, found)
            assert envy.tolist() == slow_envy(found, POLICIES[number])
            assert waste.tolist() == slow_waste(found)
            seen.update(envy=int(envy.sum()), waste=int(waste.sum()))
    assert seen["envy"] or POLICIES[number].stages[0].by == "draw"


@pytest.mark.parametrize("number", range(len(POLICIES)))
def test_shares_and_ways_are_those_counted_one_child_after_another(number: int) -> None:
    for seed in range(25):
        held = county(seed, POLICIES[number], bundles=True)
        units, travel = held.read.units, held.read.travel
        for ground, found in every(held, seed):
            told = figures(ground, found)
            for group in ground.groups:
                inside = [u for u in units.unit.tolist() if group.inside[u]]
                counts = Counter(position(found, unit) for unit in inside)
                k = units.prefs.shape[1]
                assert [told[group.code, f"choice_{at + 1}"] for at in range(k)] == [
                    counts[at] for at in range(k)
                ]
                assert told[group.code, "otherwise"] == counts[k]
                assert told[group.code, "unplaced"] == counts[k + 1]
                here = [
                    (units.places[u], school(found, u)) for u in inside if school(found, u) >= 0
                ]
                known = sorted(travel[each] for each in here if each in travel)
                if not travel:
                    assert (group.code, "metres_mean") not in told
                    continue
                assert told[group.code, "metres_unknown"] == len(here) - len(known)
                if known:
                    assert told[group.code, "metres_mean"] == pytest.approx(np.mean(known))
                    at = -(-9 * len(known) // 10) - 1
                    assert told[group.code, "metres_90"] == known[at]
                else:
                    assert told[group.code, "metres_90"] is None


def test_deferred_acceptance_leaves_no_envy_and_no_seat() -> None:
    """By the claims with which it runs; where two are equal the draw is not looked at."""
    for seed in range(60):
        for policy in (POLICIES[0], POLICIES[2]):
            held = county(seed, policy)
            read, ground = held.read, ground_of(held.read)
            for way in ways_of(read.rules, read.units, ("deferred", "deferred-each"))[1:]:
                assert way.rules is not None and ground.standing is not None
                found = carried(held, way.rules, draw_of(held, seed))
                assert not envious(ground.standing, found).any()
                assert not wasteful(ground.standing, found).any()


def test_a_regime_that_cannot_run_says_why_and_is_told_once() -> None:
    twins = next(
        held
        for held in (county(seed, POLICIES[0], bundles=True) for seed in range(20))
        if (held.read.units.heads > 1).any()
    )
    found = ways_of(POLICIES[0], twins.read.units, OTHERS)
    why = {each.code: each.why.en if each.why else "" for each in found}
    assert why["own"] == why["serial"] == why["lottery"] == ""
    assert all("bundles" in why[code] for code in ("deferred", "deferred-each", "trading"))
    assert why["rounds"] == "the same as «the policy's own»"
    single = county(1, POLICIES[3]).read.units
    drawn = {each.code: each for each in ways_of(POLICIES[3], single, OTHERS)}
    assert drawn["serial"].why is not None and drawn["trading"].why is None
    assert drawn["lottery"].rules is None and drawn["rounds"].rules is None
    catchment = Rules("sha256", "r", "s", (Step("catchment", "class"),))
    assert all(each.why for each in ways_of(catchment, single, OTHERS)[1:])


def test_stages_before_and_after_stay_as_the_policy_has_them() -> None:
    pool = Step("pool", "points", places=2)
    own = rules(pool, ROUNDS, Step("rounds", "draw", for_all=True), NEAREST)
    single = county(1, own).read.units
    made = {each.code: each.rules for each in ways_of(own, single, ("trading", "lottery"))}
    assert made["trading"] is not None and made["lottery"] is not None
    assert made["trading"].stages == (
        pool, replace(ROUNDS, method="trading"), Step("trading", "draw", for_all=True), NEAREST,
    )  # fmt: skip
    assert [each.by for each in made["lottery"].stages] == ["points", "draw", "draw", "points"]
