"""The sentences of docs/package-places.md, section 5, each with an example worked out by hand."""

from __future__ import annotations

import pytest

from .places_packages import Row, ask, by, child, kind, rules_of, stage, tables

TWO = ["any", "any"]


def test_a_round_looks_at_the_next_only_if_the_rules_pass_over() -> None:
    children = [ask("1", "A", points=90), ask("t1", "A", points=80, bundle="t"),
                ask("t2", "A", points=80, bundle="t"), ask("2", "A", points=70)]  # fmt: skip
    passed = [["1,1,1,A,", "t1,,,,", "t2,,,,", "2,1,1,A,"], ["1,1,A,,2,4,2,2"],
              ["A,1,t1", "A,1,t2"]]  # fmt: skip
    a = {"school": "A", "plan": 2, "spare": 1}
    assert tables(by("rounds"), [a], children) == passed
    assert tables(by("rounds", last_seat="widen"), [{**a, "spare": 0}], children) == passed
    assert tables(by("rounds", last_seat="stop"), [a], children) == [
        ["1,1,1,A,", "t1,,,,", "t2,,,,", "2,,,,"],
        ["1,1,A,,2,4,1,1"],
        ["A,1,t1", "A,1,t2", "A,2,2"],
    ]
    assert tables(by("rounds", last_seat="widen"), [a], children) == [
        ["1,1,1,A,", "t1,1,1,A,", "t2,1,1,A,", "2,,,,"],
        ["1,1,A,,3,4,3,t"],
        ["A,1,2"],
    ]


def test_seats_are_widened_only_where_one_is_left_and_enough_are_spare() -> None:
    def result(plan: int, spare: int) -> list[str]:
        children = [ask(f"t{i}", "A", points=80, bundle="t") for i in range(3)]
        a = {"school": "A", "plan": plan, "spare": spare}
        return tables(by("rounds", last_seat="widen"), [a], children)[1]

    assert result(0, 9) == ["1,1,A,,0,3,0,"]
    assert result(1, 1) == ["1,1,A,,1,3,0,"]
    assert result(1, 2) == ["1,1,A,,3,3,3,"]


def test_rounds_go_by_choice_before_they_go_by_points() -> None:
    children = [ask("1", "A B", points=90), ask("2", "A B", points=80), ask("3", "B A", points=10)]
    schools = [{"school": "A", "plan": 1}, {"school": "B", "plan": 1}]
    assert tables(by("rounds"), schools, children) == [
        ["1,1,1,A,", "2,,,,", "3,1,1,B,"],
        ["1,1,A,,1,2,1,1", "1,1,B,,1,1,1,", "1,2,B,,0,1,0,"],
        ["A,1,2", "B,1,2"],
    ]
    assert tables(by("serial"), schools, children) == [
        ["1,1,1,A,", "2,1,2,B,", "3,,,,"],
        ["1,1,A,,1,3,1,1", "1,1,B,,1,2,1,2"],
        ["A,1,2", "A,2,3", "B,1,3"],
    ]


def test_a_choice_may_be_left_out_and_keeps_its_rank() -> None:
    found = tables(by("rounds"), [{"school": "A", "plan": 1}], [child("1", choice_2="A")])
    assert found == [["1,1,2,A,"], ["1,2,A,,1,1,1,"], []]


@pytest.mark.parametrize(("at", "entered"), [("any", "2"), ("first", "1")])
def test_the_bonus_is_for_the_own_school_at_any_rank_or_only_the_first(
    at: str, entered: str
) -> None:
    children = [ask("1", "B A", points="60.5", home="C"), ask("2", "C A", points=60, home="A"),
                ask("3", "B", points=99), ask("4", "C", points=99)]  # fmt: skip
    schools = [{"school": each, "plan": 1} for each in "ABC"]
    found = tables(by("rounds", bonus="0.51", bonus_at=at), schools, children)
    assert f"1,2,A,,1,2,1,{entered}" in found[1]


def test_the_bonus_counts_where_the_own_school_is_the_first_choice() -> None:
    children = [ask("1", "A", points=61), ask("2", "A", points=60, home="A")]
    rules = by("deferred", bonus="1.01", bonus_at="first")
    assert tables(rules, [{"school": "A", "plan": 1}], children)[0] == ["1,,,,", "2,1,1,A,"]


def kept(order: str, left: str, count: int = 1) -> tuple[Row, list[Row]]:
    rules = by("rounds", kinds=[kind("k", order, left)])
    return rules, [{"school": "A", "plan": 2, "kept": str(count)}]


def test_slots_come_in_their_order_and_the_kind_stands_first_in_its_own() -> None:
    children = [ask("x", "A", points=10, kinds="k"), ask("y", "A", points=50),
                ask("z", "A", points=40)]  # fmt: skip
    both = ["x,1,1,A,k", "y,1,1,A,", "z,,,,"]
    before = ["1,1,A,k,1,3,1,x", "1,1,A,,1,2,1,y"]
    assert tables(*kept("before", "others"), children) == [both, before, ["A,1,z"]]
    after = ["1,1,A,,1,3,1,y", "1,1,A,k,1,2,1,x"]
    assert tables(*kept("after", "others"), children) == [both, after, ["A,1,z"]]
    alone = ["1,1,A,k,1,1,1,", "1,1,A,,1,2,1,y"]
    assert tables(*kept("before", "empty"), children) == [both, alone, ["A,1,z"]]


def test_what_is_left_of_a_kept_slot_is_for_others_or_stays_empty() -> None:
    children = [ask("y", "A", points=50), ask("z", "A", points=40)]
    found = tables(*kept("before", "others"), children)
    assert found[:2] == [["y,1,1,A,k", "z,1,1,A,"], ["1,1,A,k,1,2,1,y", "1,1,A,,1,1,1,"]]
    found = tables(*kept("before", "empty"), children)
    assert found == [["y,1,1,A,", "z,,,,"], ["1,1,A,,1,2,1,y"], ["A,1,z"]]


def test_waiting_does_not_look_at_kept_slots() -> None:
    children = [ask("x", "A", points=10, kinds="k"), ask("y", "A", points=50),
                ask("w", "A", points=5, kinds="k")]  # fmt: skip
    rules = by("rounds", kinds=[kind("k")])
    school = {"school": "A", "plan": 0, "kept": "0"}
    found = tables(rules, [school], children)
    assert found[1:] == [["1,1,A,k,0,3,0,", "1,1,A,,0,3,0,"], ["A,1,y", "A,2,x", "A,3,w"]]


def test_catchment_asks_the_own_school_and_then_its_overflow() -> None:
    children = [child("1", points=90, home="A"), child("2", points=80, home="A"),
                child("3", points=70, home="A"), child("4", points=1)]  # fmt: skip
    schools = [{"school": "A", "plan": 1, "overflow": "C;B"}, {"school": "B", "plan": 1},
               {"school": "C", "plan": 1}]  # fmt: skip
    assert tables(by("catchment"), schools, children) == [
        ["1,1,1,A,", "2,1,2,C,", "3,1,3,B,", "4,,,,"],
        ["1,1,A,,1,3,1,1", "1,2,C,,1,2,1,2", "1,3,B,,1,1,1,"],
        ["A,1,2", "A,2,3", "C,1,3"],
    ]


def test_the_own_school_may_be_that_of_the_primary() -> None:
    schools = [{"school": "A", "plan": 9, "primaries": "p;q"}, {"school": "B", "plan": 9}]
    children = [child("1", primary="q"), child("2", primary="r"), child("3")]
    rules = by("catchment", belongs="primary")
    assert tables(rules, schools, children)[0] == ["1,1,1,A,", "2,,,,", "3,,,,"]


def test_a_class_of_claim_that_is_smaller_comes_first_and_ties_settle_the_rest() -> None:
    children = [child("1", home="A", **{"class": 2}, siblings=1), child("2", home="A", siblings=0),
                child("3", home="A", siblings=1), child("4", home="A", **{"class": 2})]  # fmt: skip
    schools = [{"school": "A", "plan": 3}]
    found = tables(by("catchment", "class", ties=["siblings"]), schools, children)
    assert found[1:] == [["1,1,A,,3,4,3,1"], ["A,1,4"]]


def test_plan_and_classes_both_limit_the_seats() -> None:
    for plan, classes, size, seats in [(9, 2, 3, 6), (5, 2, 3, 5), (9, 2, 0, 9), (9, "", 0, 9)]:
        schools = [{"school": "A", "plan": plan, "classes": classes}]
        found = tables(by("catchment", class_size=size), schools, [child("1", home="A")])
        assert found[1] == [f"1,1,A,,{seats},1,1,"]


def test_who_did_not_come_into_the_pool_takes_part_only_where_all_do() -> None:
    children = [ask("1", "A", points=90), ask("t1", "A", points=80, bundle="t"),
                ask("t2", "A", points=80, bundle="t"), ask("2", "A", points=70)]  # fmt: skip
    pool = stage("pool", places=2)
    for for_all, entered in ((False, "1,1,2,2,2,"), (True, "1,1,2,4,2,2")):
        rules = rules_of(choices=TWO, stages=[pool, stage("rounds", for_all=for_all)])
        found = tables(rules, [{"school": "A", "plan": 2}], children)
        assert found[0] == ["1,2,1,A,", "t1,,,,", "t2,,,,", "2,2,1,A,"]
        assert found[1] == ["1,1,,,2,4,2,2", "2,1,A,,2," + entered.split(",", 3)[3]]
        assert found[2] == (["A,1,t1", "A,1,t2"] if for_all else [])


def test_a_pool_that_nobody_or_everybody_comes_into_has_no_last() -> None:
    for count, line in ((0, "1,1,,,1,0,0,"), (1, "1,1,,,1,1,1,")):
        children = [ask(str(i), "A") for i in range(count)]
        assert tables(by("pool", places=1), [{"school": "A", "plan": 0}], children)[1] == [line]


def test_deferred_acceptance_lets_go_whom_it_held() -> None:
    children = [ask("1", "B A", points=3, home="A"), ask("2", "A B", points=2, home="B"),
                ask("3", "A", points=1)]  # fmt: skip
    schools = [{"school": each, "plan": 1} for each in "AB"]
    found = tables(by("deferred", bonus="5"), schools, children)
    assert found == [
        ["1,1,1,B,", "2,1,1,A,", "3,,,,"],
        ["1,1,A,,1,2,1,2", "1,1,B,,1,1,1,"],
        ["A,1,3"],
    ]
    children[2] = ask("3", "A", points=4, home="A")  # pushes 2 to B, and 2 there pushes 1 to A
    found = tables(by("deferred", bonus="5"), schools, children)
    assert found == [
        ["1,,,,", "2,1,2,B,", "3,1,1,A,"],
        ["1,1,A,,1,3,1,3", "1,1,B,,1,2,1,2"],
        ["A,1,1", "A,2,2", "B,1,1"],
    ]


def test_trading_gives_both_what_they_would_rather_have() -> None:
    children = [ask("1", "B A", points=3, home="A"), ask("2", "A B", points=2, home="B"),
                ask("3", "A", points=4)]  # fmt: skip
    schools = [{"school": each, "plan": 1} for each in "AB"]
    assert tables(by("trading", bonus="5"), schools, children) == [
        ["1,1,1,B,", "2,1,1,A,", "3,,,,"],
        ["1,1,A,,1,2,1,2", "1,1,B,,1,1,1,"],
        ["A,1,3"],
    ]
