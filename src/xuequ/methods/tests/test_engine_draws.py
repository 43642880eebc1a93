"""Draws: the published procedures, and places in the order drawn."""

from __future__ import annotations

import hashlib
import hmac
import random
from collections import Counter
from dataclasses import replace
from math import sqrt
from typing import Any

import pytest

from xuequ.kernel.refusal import Refused
from xuequ.methods.lottery.digests import HASHES, digest
from xuequ.methods.lottery.ring import digits_left, onwards, removal, step
from xuequ.methods.lottery.seats import Unit, give
from xuequ.methods.lottery.tickets import random_number, ticket
from xuequ.methods.lottery.variants import VARIANTS, Drawing, draw

ROSTER, RULES = digest("sha256", b"roster"), digest("sha256", b"rules")
SECRET = bytes(range(32))


def refused(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as found:
        act(*args, **more)
    return found.value.code


# the ring


def test_the_ring_with_removal_gives_nanchangs_published_example() -> None:
    drawn = removal(20, 6, 3)
    assert drawn[:15] == [6, 9, 12, 15, 18, 1, 4, 8, 13, 17, 2, 7, 14, 20, 10]
    assert sorted(drawn) == list(range(1, 21))


def test_the_ring_agrees_with_counting_by_hand() -> None:
    for n in range(1, 14):
        for start in range(1, n + 1):
            for interval in range(1, n + 1):
                left, at, slowly = list(range(1, n + 1)), start - 1, []
                while left:
                    at %= len(left)
                    slowly.append(left.pop(at))
                    at += interval - 1
                assert removal(n, start, interval) == slowly


def test_fuzhous_step_is_eight_and_every_start_draws_everybody_equally_often() -> None:
    drawn = Counter(each for start in range(1, 667) for each in step(666, 90, start)[:90])
    assert set(drawn.values()) == {90} and len(drawn) == 666
    assert step(666, 90, 1)[:3] == [1, 9, 17]


def test_a_step_passes_over_those_already_drawn() -> None:
    assert step(6, 2, 1) == [1, 4, 2, 5, 3, 6]
    for n in range(1, 12):
        for plan in range(1, n + 2):
            for start in range(1, n + 1):
                width, at, slowly = -(-n // plan), start - 1, []
                for _ in range(n):
                    while at % n + 1 in slowly:
                        at += 1
                    slowly.append(at % n + 1)
                    at += width
                assert step(n, plan, start) == slowly


def test_onwards_goes_round_in_either_direction() -> None:
    assert onwards(5, 4, "up") == [4, 5, 1, 2, 3] and onwards(5, 2, "down") == [2, 1, 5, 4, 3]


def test_starts_beyond_the_list_are_refused() -> None:
    assert refused(removal, 20, 0, 3) == refused(removal, 20, 6, 21) == "ring-out-of-range"
    assert refused(step, 20, 3, 21) == refused(onwards, 5, 6, "up") == "ring-out-of-range"
    assert refused(step, 20, 0, 1) == "ring-without-places"


def test_digits_that_lead_beyond_the_list_are_taken_out_before() -> None:
    assert digits_left(666, "") == list("0123456") and digits_left(666, "6") == list("0123456")
    assert digits_left(666, "66") == list("0123456") and digits_left(666, "666") == []
    assert digits_left(666, "00") == list("123456789")
    every = [a + b for a in digits_left(42, "") for b in digits_left(42, a)]
    assert [int(each) for each in every] == list(range(1, 43))


# tickets and variants


def test_a_ticket_is_what_a_parent_computes_with_a_common_tool() -> None:
    by_hand = hmac.new(SECRET, "第一轮|0042".encode(), hashlib.sha256).digest()
    assert ticket("sha256", SECRET, "第一轮", "0042") == by_hand
    expected = int.from_bytes(by_hand[:16], "big") % 10**10
    assert random_number("sha256", SECRET, "第一轮", "0042") == expected


NUMBERS = [f"{each:04d}" for each in range(1, 41)]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", HASHES)
def test_every_variant_draws_everybody_once_and_the_same_again(variant: str, name: Any) -> None:
    of = Drawing(name, SECRET, "一", NUMBERS, 7)
    drawn = draw(variant, of)
    assert sorted(drawn) == NUMBERS and draw(variant, of) == drawn
    assert draw(variant, replace(of, numbers=[])) == []
    another = {tuple(draw(variant, replace(of, seed=bytes([each]) * 32))) for each in range(20)}
    assert len(another) > 10


@pytest.mark.parametrize("variant", ["ticket", "random_number"])
def test_the_order_of_the_list_does_not_touch_a_draw_by_tickets(variant: str) -> None:
    of = Drawing("sha256", SECRET, "一", NUMBERS, 7)
    shuffled = random.Random(3).sample(NUMBERS, len(NUMBERS))
    assert draw(variant, of) == draw(variant, replace(of, numbers=shuffled))


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_place_on_the_list_is_luckier(variant: str) -> None:
    """Rank against place on the list, and wins of every place, over a thousand seeds."""
    draws, places, wins, covariance = 1_000, 10, Counter[str](), 0.0
    middle = (len(NUMBERS) - 1) / 2
    for each in range(draws):
        key = hashlib.sha256(f"{variant}{each}".encode()).digest()
        drawn = draw(variant, Drawing("sha256", key, "一", NUMBERS, places))
        wins.update(drawn[:places])
        ranks = {number: rank for rank, number in enumerate(drawn)}
        covariance += sum((ranks[n] - middle) * (at - middle) for at, n in enumerate(NUMBERS))
    share = places / len(NUMBERS)
    spread = sqrt(draws * share * (1 - share))
    worst = max(abs(wins[n] - draws * share) / spread for n in NUMBERS)
    assert worst < 4.2  # forty places: 4.2 standard errors lie beyond one in a thousand
    if VARIANTS[variant].outcomes(40) is None:
        one = (len(NUMBERS) ** 2 - 1) / 12 * len(NUMBERS) / sqrt(len(NUMBERS) - 1)
        assert abs(covariance) / (one * sqrt(draws)) < 3.5


def test_what_is_thrown_by_hand_counts_and_is_checked() -> None:
    of = Drawing("sha256", SECRET, "一", NUMBERS[:20], 15, {"start": 6, "interval": 3})
    assert draw("ring", of)[:3] == ["0006", "0009", "0012"]
    beyond = replace(of, thrown={"start": 21})
    assert refused(draw, "ring", beyond) == "draw-parameter-out-of-range"
    assert refused(draw, "ticket", of) == "draw-unknown-parameter"
    assert refused(draw, "coin", of) == "draw-unknown-variant"
    assert refused(draw, "ticket", Drawing("sha256", SECRET, "一", ["1", "1"], 1)) == (
        "draw-number-twice"
    )


def test_the_outcomes_of_a_variant_are_as_many_as_it_says() -> None:
    numbers = NUMBERS[:5]
    for variant, names in (("step", ["start"]), ("onwards", ["start", "direction"])):
        highest = {"start": 5, "direction": 2}
        thrown: list[dict[str, int]] = [{}]
        for name in names:
            thrown = [{**t, name: v} for t in thrown for v in range(1, highest[name] + 1)]
        found = {
            tuple(draw(variant, Drawing("sha256", SECRET, "一", numbers, 2, each)))
            for each in thrown
        }
        assert len(found) == VARIANTS[variant].outcomes(5)


# places


def test_siblings_wait_when_the_last_place_is_one() -> None:
    drawn = [Unit("1"), Unit("2", 2), Unit("3"), Unit("4")]
    found = give(drawn, 2, "pass_over")
    assert list(found.placed) == [("1", 1), ("3", 1)]
    assert list(found.waiting) == [("2", 2), ("4", 1)] and found.left == 0


def test_siblings_are_parted_only_where_rule_and_family_say_so() -> None:
    drawn = [Unit("1"), Unit("2", 2, may_split=True), Unit("3")]
    assert list(give(drawn, 2, "split").placed) == [("1", 1), ("2", 1)]
    assert list(give(drawn, 2, "split").waiting) == [("2", 1), ("3", 1)]
    unwilling = [drawn[0], replace(drawn[1], may_split=False), drawn[2]]
    assert list(give(unwilling, 2, "split").placed) == [("1", 1), ("3", 1)]


def test_places_are_never_more_than_there_are() -> None:
    source = random.Random(5)
    for _ in range(500):
        drawn = [
            Unit(str(each), source.randint(1, 3), source.random() < 0.5)
            for each in range(source.randint(0, 12))
        ]
        places = source.randint(0, 15)
        for rule in ("pass_over", "split"):
            found = give(drawn, places, rule)
            given = Counter(dict(found.placed)) + Counter(dict(found.waiting))
            assert given == Counter({each.number: each.children for each in drawn})
            assert sum(n for _, n in found.placed) + found.left == places
            assert all(n > found.left for _, n in found.waiting)


def test_impossible_places_and_units_are_refused() -> None:
    assert refused(give, [], -1, "pass_over") == "places-negative"
    assert refused(give, [Unit("1", 0)], 1, "pass_over") == "unit-without-children"
    assert refused(give, [Unit("1"), Unit("1")], 1, "pass_over") == "unit-twice"
