"""The engine and the file that verifies it, written apart from one page, give the same bytes."""

from __future__ import annotations

import json

import pytest

from xuequ.enrolment.engine.package import allocations
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.engine.package.sealing import About
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.methods.lottery.seeds import Part

from .places_anything import anything
from .places_packages import VERIFY, Inputs, forged, results, sealed

FROZEN = ("applications.csv", "seats.csv", "travel.csv", "rules.json")
CHUNK = 40


def of_engine(given: Inputs) -> allocations.Inputs:
    tables = [given.files[name] for name in FROZEN]
    parts = [Part(**each) for each in given.parts]
    return allocations.Inputs(tables[0], tables[1], tables[2], tables[3], parts)


def verdict(data: bytes) -> str:
    """What verify.py names as wrong first; "" if the package is genuine."""
    try:
        VERIFY.examine(data, "", lambda zh, en: None)
    except VERIFY.Wrong as found:
        return str(found.en)
    return ""


@pytest.mark.parametrize("first", range(0, 400, CHUNK))
def test_the_engine_makes_the_very_tables_that_the_other_program_makes(first: int) -> None:
    made = refused = 0
    for seed in range(first, first + CHUNK):
        given = anything(seed, settled=seed % 4 == 3)
        inputs = of_engine(given)
        read = allocations.understood(inputs)
        try:
            tables = allocations.tables_of(read, allocations.seed_of(inputs, read.rules))
        except Problems as found:
            assert "do not settle" in str(found)
            assert "do not settle" in verdict(sealed(given))
            refused += 1
            continue
        assert tables == results(given), seed
        made += 1
    assert made > refused


@pytest.mark.parametrize("seed", range(0, 160, 8))
def test_a_package_of_the_engine_is_genuine_to_both_and_of_the_other_program_too(seed: int) -> None:
    given = anything(seed)
    mine = allocations.sealed(of_engine(given), About("分配", "xuequ 1"))
    for data in (mine, sealed(given)):
        assert verdict(data) == ""
        assert checked(data).is_genuine
    assert checked(mine, json.loads(VERIFY.contents(mine)["seed.json"])["frozen"]).is_genuine
    assert not checked(mine, "0" * 64).is_genuine


@pytest.mark.parametrize(
    ("name", "there", "instead"),
    [
        ("result.csv", b",1,", b",2,"),
        ("schools.csv", b",1,1,", b",1,2,"),
        ("waiting.csv", b"\n", b"\r\n"),
        ("rules.json", b'"round"', b'"rount"'),
        ("seed.json", b'"thrown": []', b'"thrown": [1]'),
        ("seats.csv", b",0\n", b",9\n"),
        ("travel.csv", b"metres", b"meters"),
        ("applications.csv", b"\n", b"\n\n"),
        ("digests.txt", b"0", b"1"),
        ("package.json", b"allocation", b"allotment"),
    ],
)
def test_what_was_forged_is_wrong_to_both(name: str, there: bytes, instead: bytes) -> None:
    tried = 0
    for seed in range(24):
        given = anything(seed)
        if there not in VERIFY.contents(sealed(given))[name]:
            continue
        data = forged(given, name, lambda held: held.replace(there, instead, 1))
        found = checked(data)
        assert not found.is_genuine and verdict(data), seed
        wrong = [step.wrong for step in found.steps if step.wrong]
        assert len(wrong) == 1 and wrong[0].zh and wrong[0].en
        tried += 1
    assert tried > 3


def test_rules_without_a_draw_have_no_parts_and_rules_with_one_need_them() -> None:
    given = next(each for each in map(anything, range(99)) if not each.parts)
    inputs = of_engine(given)
    more = allocations.Inputs(
        inputs.applications, inputs.seats, inputs.travel, inputs.rules, [Part("public", "a", "b")]
    )
    with pytest.raises(Refused, match="seed-without-draw"):
        allocations.sealed(more, About("t", "e"))
    drawn = of_engine(next(each for each in map(anything, range(99)) if each.parts))
    bare = allocations.Inputs(drawn.applications, drawn.seats, drawn.travel, drawn.rules)
    with pytest.raises(Refused, match="seed-without-parts"):
        allocations.sealed(bare, About("t", "e"))
