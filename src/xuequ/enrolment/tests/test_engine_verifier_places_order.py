"""Who stands before whom, and who waits: docs/package-places.md, sections 3 and 6, by hand."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from .places_packages import (
    VERIFY,
    Inputs,
    Row,
    ask,
    by,
    child,
    inputs,
    kind,
    results,
    rules_of,
    sealed,
    seed_of,
    stage,
    tables,
)

A, B = {"school": "A", "plan": 1}, {"school": "B", "plan": 1}
FIVE = [ask(str(i), "A B", points=i, lot=i) for i in range(5)]


def wrong(given: Inputs) -> str:
    try:
        VERIFY.examine(sealed(given), "", lambda zh, en: None)
    except VERIFY.Wrong as found:
        return str(found.en)
    return ""


def tickets(given: Inputs, label: str) -> list[str]:
    """The tickets of 0 to 4, as anybody can make them."""
    key = bytes.fromhex(seed_of(given)["seed"])
    return [hmac.new(key, f"{label}|{i}".encode(), hashlib.sha256).hexdigest() for i in range(5)]


def entered(given: Inputs, choice: str, school: str) -> list[int]:
    rows = results(given)["result.csv"].decode().split("\n")[1:-1]
    return [i for i, row in enumerate(rows) if row.split(",")[2:5] == ["1", choice, school]]


def test_by_draw_only_the_tickets_count() -> None:
    given = inputs(by("rounds", "draw", draw=True, ties=["lot"]), [A, B], FIVE)
    drawn = tickets(given, "2026")
    rows = results(given)["result.csv"].decode().split("\n")[1:-1]
    assert [row.split(",")[1] for row in rows] == drawn
    assert entered(given, "1", "A") == [drawn.index(min(drawn))]
    assert entered(given, "2", "B") == [drawn.index(sorted(drawn)[1])]


def test_the_ticket_of_a_bundle_is_that_of_its_id() -> None:
    twins = [ask("x", "A", bundle="3"), ask("y", "A", bundle="3")]
    given = inputs(by("rounds", draw=True), [A], twins)
    rows = results(given)["result.csv"].decode().split("\n")[1:-1]
    assert [row.split(",")[1] for row in rows] == [tickets(given, "2026")[3]] * 2


def test_where_schools_draw_each_for_itself_each_has_its_own_tickets() -> None:
    for seed in "uvwxyz":
        for method in ("rounds", "deferred"):
            rules = by(method, "draw", draw=True, draws="each")
            given = inputs(rules, [A, B], FIVE, seed=seed)
            at_a, at_b = tickets(given, "2026/A"), tickets(given, "2026/B")
            first = at_a.index(min(at_a))
            assert entered(given, "1", "A") == [first]
            at_b[first] = "g"
            assert entered(given, "2", "B") == [at_b.index(min(at_b))]


def test_a_draw_settles_equal_claims_and_the_kind_still_comes_first_in_its_slot() -> None:
    children = [{**one, "points": 5} for one in FIVE] + [ask("k", "A", kinds="k", points=1)]
    rules = by("rounds", draw=True, kinds=[kind("k")])
    school = {"school": "A", "plan": 2, "kept": "1"}
    given = inputs(rules, [school, {**B, "kept": 0}], children)
    drawn = tickets(given, "2026")
    assert entered(given, "1", "A") == [drawn.index(min(drawn)), 5]


def test_without_a_draw_ties_that_matter_are_refused() -> None:
    one, other = ask("1", "A", points=5), ask("2", "A", points="5.0")
    found = wrong(inputs(by("rounds"), [A], [one, other]))
    assert "line 2: the rules do not settle who stands before whom" in found and "1,,,,," in found
    assert wrong(inputs(by("rounds"), [{**A, "plan": 2}], [one, other])) == ""
    assert wrong(inputs(by("rounds", draw=True), [A], [one, other])) == ""
    tie: Row = by("rounds", ties=["lot"])
    assert wrong(inputs(tie, [A], [one, {**other, "lot": 1}])) == ""
    near = inputs(by("nearest"), [A, B], [child("1", place="p"), child("2", place="p")],
                  [("p", "A", 1), ("p", "B", 2)])  # fmt: skip
    assert "line 2: the rules do not settle" in wrong(near)


def test_without_a_draw_equals_who_all_wait_share_a_place() -> None:
    children = [ask("b", "A"), ask("a", "A"), ask("B", "A"), ask("c", "A", points=5)]
    found = tables(by("rounds"), [{**A, "plan": 0}], children)
    assert found[2] == ["A,1,c", "A,2,B", "A,2,a", "A,2,b"]


@pytest.mark.parametrize("method", ["deferred", "trading"])
def test_stages_for_single_children_refuse_a_bundle_wherever_it_is(method: str) -> None:
    twins = [ask(f"t{i}", "A", bundle="t") for i in range(2)]
    found = wrong_in_making(inputs(by(method), [{**A, "plan": 2}], twins))
    assert found == "applications.csv 行 line 3: stage 1 cannot place children together"
    rules = rules_of(choices=["any"], stages=[stage("rounds"), stage(method)])
    found = wrong_in_making(inputs(rules, [{**A, "plan": 2}], twins))
    assert found == "applications.csv 行 line 3: stage 2 cannot place children together"
    assert tables(by(method), [A], [ask("t", "A", bundle="alone")])[0] == ["t,1,1,A,"]


def wrong_in_making(given: Inputs) -> str:
    with pytest.raises(VERIFY.Wrong) as found:
        results(given)
    return str(found.value)


def test_a_stage_gives_what_those_before_left_but_no_spare_seats() -> None:
    rules = rules_of(choices=["any"], last_seat="widen",
                     stages=[stage("catchment"), stage("rounds", for_all=True)])  # fmt: skip
    children = [child("1", home="A", points=9), ask("2", "A", points=8), ask("3", "A", points=7)]
    found = tables(rules, [{"school": "A", "plan": 2, "spare": 3}], children)
    assert found[1:] == [["1,1,A,,2,1,1,", "2,1,A,,1,2,1,2"], ["A,1,3"]]


def test_who_asked_in_vain_twice_waits_at_the_first_place() -> None:
    rules = rules_of(choices=["any"], stages=[stage("catchment"), stage("rounds")])
    children = [child("1", home="A", points=9), ask("2", "A", points=8, home="A"),
                ask("3", "A", points=99)]  # fmt: skip
    found = tables(rules, [A], children)
    assert found[2] == ["A,1,2", "A,2,3"]  # 2 from the first stage, 3 from the second


def test_in_rounds_a_better_choice_waits_before_more_points() -> None:
    children = [ask("0", "A", points=99), ask("1", "B A", points=90), ask("2", "A", points=1),
                ask("3", "B", points=99)]  # fmt: skip
    assert tables(by("rounds"), [A, B], children)[2] == ["A,1,2", "A,2,1", "B,1,1"]
    assert tables(by("serial"), [A, B], children)[2] == ["A,1,1", "A,2,2", "B,1,1"]


def test_who_has_a_better_choice_of_the_same_list_does_not_wait() -> None:
    # The twins stop 1 at A in the first stage; in the third they are out of the pool.
    rules = rules_of(choices=["any", "any"], last_seat="stop", stages=[stage("rounds")])
    children = [ask("t1", "A", points=9, bundle="t"), ask("t2", "A", points=9, bundle="t"),
                ask("1", "A B", points=8), ask("2", "B", points=9)]  # fmt: skip
    found = tables(rules, [A, B], children)
    assert found[2] == ["A,1,t1", "A,1,t2", "A,2,1", "B,1,1"]
    rules["stages"] = [stage("rounds"), stage("pool", "class", places=1), stage("rounds")]
    children = [{**one, "class": 1 if one["number"] == "1" else 2} for one in children]
    found = tables(rules, [A, B], children)
    assert found[0] == ["t1,,,,", "t2,,,,", "1,3,1,A,", "2,1,1,B,"]
    assert found[2] == ["A,1,t1", "A,1,t2"]  # 1 waits no longer for B, its second choice


def test_who_has_a_place_by_another_list_or_by_none_still_waits() -> None:
    children = [ask("1", "A", points=9), ask("2", "A", points=8, home="B", place="p")]
    for last, row in ((stage("catchment"), "2,2,1,B,"), (stage("nearest"), "2,2,,B,")):
        rules = rules_of(choices=["any", "any"], stages=[stage("rounds"), last])
        found = tables(rules, [A, B], children, ("p", "B", 1))
        assert found[0] == ["1,1,1,A,", row] and found[2] == ["A,1,2"]


def test_who_is_there_now_does_not_wait_there() -> None:
    children = [ask("1", "A", points=8, home="A"), ask("t1", "A", points=9, bundle="t"),
                ask("t2", "A", points=9, bundle="t")]  # fmt: skip
    rules = rules_of(
        choices=["any"], last_seat="stop", stages=[stage("rounds"), stage("catchment")]
    )
    found = tables(rules, [A], children)
    assert found[0][0] == "1,2,1,A," and found[2] == ["A,1,t1", "A,1,t2"]


def test_all_slots_down_to_the_own_count_as_asked() -> None:
    children = [ask("1", "A B", points=9, kinds="k"), ask("2", "A B", points=8),
                ask("3", "B", points=1)]  # fmt: skip
    rules = by("serial", kinds=[kind("k", "after", "empty")])
    schools = [{"school": "A", "plan": 1, "kept": "1"}, {"school": "B", "plan": 1, "kept": "0"}]
    found = tables(rules, schools, children)
    assert found[0] == ["1,1,1,A,k", "2,1,2,B,", "3,,,,"]
    assert found[1] == ["1,1,A,,0,2,0,", "1,1,A,k,1,1,1,", "1,1,B,,1,2,1,2"]
    assert found[2] == ["A,1,2", "B,1,3"]
