"""The engine and the file that verifies it, written apart from docs/classes.md, agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from xuequ.enrolment.engine.package import classes
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.engine.package.sealing import About
from xuequ.kernel.refusal import Refused
from xuequ.methods.classes import making
from xuequ.methods.lottery.seeds import Part

from .classes_packages import (
    Inputs,
    anything,
    came_late,
    crowded,
    inputs,
    pupil,
    results,
    rules_of,
    sealed,
)
from .places_packages import VERIFY, Files
from .test_engine_verifier_places import wrong

CHUNK = 30


def of_engine(given: Inputs) -> classes.Inputs:
    return classes.Inputs(given.listed, given.rules, [Part(**each) for each in given.parts])


def by_engine(given: Inputs) -> Files | None:
    """The two tables; none if the engine finds no classes."""
    mine = of_engine(given)
    read = classes.understood(mine)
    try:
        return classes.tables_of(read, classes.seed_of(mine, read.hash))
    except Refused as refused:
        assert refused.code == "classes-contradict"
        return None


def by_other(given: Inputs) -> Files | None:
    try:
        return results(given)
    except VERIFY.Wrong as found:
        assert "no classes within the limits" in str(found)
        return None


def possible(make: Callable[[int], Inputs], seed: int) -> Inputs:
    """The first of some inputs of which classes come."""
    several = map(make, range(20 * seed, 20 * seed + 20))
    return next(each for each in several if by_engine(each) is not None)


@pytest.mark.parametrize("first", range(0, 240, CHUNK))
def test_the_engine_makes_the_very_tables_that_the_other_program_makes(first: int) -> None:
    made = 0
    for seed in range(first, first + CHUNK):
        for given in (anything(seed), crowded(seed)):
            tables = by_engine(given)
            assert tables == by_other(given), seed
            made += tables is not None
    assert made > CHUNK


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_they_draw_the_same_for_whoever_comes_late(first: int) -> None:
    made = 0
    for seed in range(first, first + 100):
        tables = by_engine(came_late(seed))
        assert tables == by_other(came_late(seed)), seed
        made += tables is not None
    assert 40 < made < 100


@pytest.mark.parametrize("seed", [1696, 3478, 5806])
def test_they_agree_where_all_dealing_is_in_vain_and_lot_alone_begins(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: Counter[str] = Counter()
    for name in ("dealt", "scattered"):
        step = getattr(making, name)

        def noted(*args: object, name: str = name, step: object = step) -> object:
            begun[name] += 1
            assert callable(step)
            return step(*args)

        monkeypatch.setattr(making, name, noted)
    tables = by_engine(crowded(seed))
    assert tables is not None and tables == by_other(crowded(seed))
    assert begun == {"dealt": 20, "scattered": 1}


@pytest.mark.parametrize("seed", range(40))
def test_a_package_of_the_engine_is_genuine_to_both_and_of_the_other_program_too(seed: int) -> None:
    given = possible(anything if seed % 4 else came_late, seed)
    mine = classes.sealed(of_engine(given), About("编班", "xuequ 1"))
    for data in (mine, sealed(given, rehearsal=seed % 2 == 0)):
        assert wrong(data) == ""
        assert checked(data).is_genuine
    frozen = classes.frozen(of_engine(given))
    for published in (frozen, checked(mine).digest):
        assert wrong(mine, published) == "" and checked(mine, published).is_genuine
    assert "whose digest was published" in wrong(mine, "0" * 64)
    assert not checked(mine, "0" * 64).is_genuine


def test_a_list_of_which_no_classes_come_has_no_genuine_package() -> None:
    """Whoever seals a result all the same is found out by both."""
    boys = [pupil(f"b{i}", twins="Z", together="yes") for i in range(2)]
    girls = [pupil(f"g{i}", "female") for i in range(2)]
    given = inputs(rules_of(), [*boys, *girls])
    assert by_engine(given) is by_other(given) is None
    found = {"result.csv": b"number,class\nb0,1\nb1,1\ng0,2\ng1,2\n",
             "teams.csv": b"team,class\n"}  # fmt: skip
    data = sealed(given, found)
    assert wrong(data).startswith("list.csv: no classes within the limits come of this list")
    assert not checked(data).is_genuine


def test_a_class_that_stays_empty_has_no_mean() -> None:
    twins = [pupil(f"b{i}", score=f"{90 + i}", twins="Z", together="yes") for i in range(2)]
    given = inputs(rules_of(size=2, sex=2, mean="0"), twins)
    tables = by_engine(given)
    assert tables is not None and tables == by_other(given)
    assert len(set(tables["result.csv"].split()[1].split(b",")[1:])) == 1


def test_the_order_of_lines_means_nothing_to_either() -> None:
    given = anything(2)
    header, *rows = given.listed.decode().splitlines(keepends=True)
    turned = "".join([header, *rows[::-1]]).encode()
    key = VERIFY.keyed(VERIFY.digest_called("sha256"), bytes(32))
    found = []
    for listed in (given.listed, turned):
        rules = VERIFY.division_of({"rules.json": given.rules})
        pupils = VERIFY.pupils_of({"list.csv": listed}, rules)
        found.append(list(VERIFY.class_rows(VERIFY.Grade(pupils, rules, key))))
        read = classes.understood(classes.Inputs(listed, given.rules))
        rows_ = classes.tables_of(read, bytes(32))["result.csv"].decode().splitlines()
        assert rules["hash"] != "sha256" or rows_ == found[-1]
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_what_is_promised_holds_of_every_package(seed: int) -> None:
    """Measured from the tables alone."""
    given = possible(crowded, seed)
    tables = results(given)
    rules = VERIFY.division_of(given.files)
    room = dict(line.split(",") for line in tables["result.csv"].decode().splitlines()[1:])
    pupils = VERIFY.pupils_of(given.files, rules)
    assert len(room) == len(pupils)
    rooms = [[each for each in pupils if room[each.number] == f"{r}"]
             for r in range(1, rules["classes"] + 1)]  # fmt: skip
    for limit, counts in (
        ("size", [len(each) for each in rooms]),
        ("sex", [sum(p.group % 2 for p in each) for each in rooms]),
        ("sex", [sum(1 - p.group % 2 for p in each) for each in rooms]),
        ("special", [sum(p.group < 2 for p in each) for each in rooms]),
    ):
        assert max(counts) - min(counts) <= rules[limit]
    if rules["mean"] is not None:
        means = [sum(p.score for p in each) / len(each) / 100 for each in rooms if each]
        assert max(means) - min(means) <= float(rules["mean"]) + 1e-9
    for code in {each.twins for each in pupils if each.twins}:
        members = [each for each in pupils if each.twins == code]
        wanted = 1 if members[0].bound else len(members)
        assert len({room[each.number] for each in members}) == wanted
