"""The single file that verifies a package of an allocation: what it accepts, and what it names."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest

from .places_anything import anything
from .places_packages import (
    VERIFY,
    Inputs,
    ask,
    forged,
    inputs,
    kind,
    results,
    rules_of,
    sealed,
    stage,
)


def wrong(data: bytes, published: str = "") -> str:
    """What verify.py names as wrong first; "" if the package is genuine."""
    try:
        VERIFY.examine(data, published, lambda zh, en: None)
    except VERIFY.Wrong as found:
        assert found.zh and found.en
        return str(found.en)
    return ""


def plain() -> Inputs:
    """Inputs for one to damage."""
    rules = rules_of(
        draw=True, choices=["zone", "any"], ties=["lot"], zone=["东", "西"], class_size=9,
        kinds=[kind("k")], stages=[stage("pool", places=5), stage("rounds", bonus="10"),
                                   stage("nearest", "class", for_all=True)],
    )  # fmt: skip
    schools = [{"school": "东", "plan": 2, "classes": 1, "overflow": "西;北", "kept": "1"},
               {"school": "西", "plan": 2, "classes": 1, "primaries": "甲小;乙小"},
               {"school": "北", "plan": 1, "classes": 1, "spare": 1}]  # fmt: skip
    children = [ask("A-1", "东 西", points="90.5", home="东", kinds="k", place="p"),
                ask("A-2", "东 北", points=80, place="p"), ask("b3", "西 北", points=70, lot=1),
                ask("t1", "东", points=60, bundle="tt", place="q"), ask("b4", "东", points=75),
                ask("t2", "东", points=60, bundle="tt", place="q")]  # fmt: skip
    return inputs(rules, schools, children, [("p", "东", 5), ("q", "北", 0), ("q", "西", 900)])


@pytest.mark.parametrize("seed", range(200))
def test_packages_of_all_kinds_are_genuine(seed: int) -> None:
    assert wrong(sealed(anything(seed), rehearsal=seed % 2 == 0)) == ""


def test_any_byte_that_is_changed_is_named_where_it_is() -> None:
    data = sealed(plain())
    assert wrong(data) == ""
    source = random.Random(3)
    for i in range(len(data)):
        byte = data[i] ^ source.choice([1 << i % 8, 0xFF])
        told = wrong(data[:i] + bytes([byte]) + data[i + 1 :])
        assert told.startswith("字节 byte "), i
    for at in (data.index(b"applications.csv"), data.index(b"PK\1\2"), len(data) - 3):
        damaged = data[:at] + bytes([data[at] ^ 32]) + data[at + 1 :]
        assert wrong(damaged).startswith(f"字节 byte {at}: in the headers of"), at


def test_a_byte_more_or_less_anywhere_is_named() -> None:
    data = sealed(plain())
    for i in range(0, len(data), 3):
        for damaged in (data[:i] + data[i + 1 :], data[:i] + b"0" + data[i:], data[:i]):
            assert damaged == data or wrong(damaged), i
    assert "must end here" in wrong(data + b"\0")


def test_a_result_with_any_line_changed_is_named_with_what_belongs_there() -> None:
    given = plain()
    for name, content in results(given).items():
        lines = content.decode().split("\n")[:-1]
        assert len(lines) > 1
        for i, line in enumerate(lines):
            told = wrong(forged(given, name, swapped(f"{line}\n", f"{line}0\n")))
            assert told == f"{name} 行 line {i + 1}: the allocation made again gives {line}"
        told = wrong(forged(given, name, lambda data: data + b"x\n"))
        assert told == f"{name} 行 line {len(lines) + 1}: it must end here"


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change of an entry."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


FORGERIES: list[tuple[str, str, str, str]] = [
    ("package.json", '"allocation"', '"draw"', "in the headers of roster.csv"),
    ("package.json", '"allocation"', '"other"', "package.json: kind"),
    ("package.json", '"kind"', '"kinds"', "package.json: exactly these keys"),
    ("package.json", "{", "", "package.json 行 line 1: this is not a JSON object"),
    ("digests.txt", "  seats", " *seats", "digests.txt 行 line 3: this is not the digest"),
    ("digests.txt", "log.txt\n", "log.txt\n\n", "digests.txt 行 line 11: it must end here"),
    ("seed.json", '"thrown": []', '"thrown": [1]', "seed.json: thrown"),
    ("seed.json", '"seed": "', '"seed": "0', "seed.json: seed is not"),
    ("seed.json", '"frozen": "', '"frozen": "0', "seed.json: frozen is not"),
    ("applications.csv", "90.5", "91.5", "seed.json: frozen is not"),
    ("travel.csv", "900", "901", "seed.json: frozen is not"),
    ("seats.csv", "school", "\ufeffschool", "seats.csv 行 line 1: this is not UTF-8"),
    ("log.txt", "冻", "\ufeff", "log.txt 行 line 1: this is not UTF-8"),
    *[("seats.csv", old, new, f"seats.csv 行 line {line}: {told}") for old, new, line, told in [
        ("school,plan", "plan,school", 1, "this does not fit school,plan"),
        ("东,2", "东,2,1", 2, "this does not fit school,plan"),
        ("东,2", "东,02", 2, "plan is not"),
        ("东,2", "东,-2", 2, "plan is not"),
        ("东,2", "东,1000000000", 2, "plan is not"),
        ("东,2", "东,", 2, "plan is not"),
        ("东,2,1", "东,2,", 2, "classes is not"),
        ("东,2", "东 ,2", 2, "school is not"),
        ("东,2", "东;,2", 2, "school is not"),
        ("东,2", ",2", 2, "school is not"),
        ("北,1,1,1,,,0\n", "北,1,1,1,,,0\n" * 2, 5, "北 stands here a second time"),
        ("西;北", "西;西", 2, "overflow is not"),
        ("西;北", "西;", 2, "overflow is not"),
        ("西;北", "西; 北", 2, "overflow is not"),
        ("西;北", "西;南", 2, "there is no school 南"),
        ("西;北", "西;东", 2, "there is no school 东"),
        ("乙小", "甲小", 3, "primaries is not"),
        ("北,1,1,1,,", "北,1,1,1,,乙小", 4, "乙小 stands here a second time"),
        ("西;北,,1", "西;北,,3", 2, "kept is not"),
        ("西;北,,1", "西;北,,", 2, "kept is not"),
        ("西;北,,1", "西;北,,1;0", 2, "kept is not"),
        ("西;北,,1\n", "西;北,,1\r\n", 2, "kept is not"),
    ]],
    *[("travel.csv", old, new, f"travel.csv 行 line {line}: {told}") for old, new, line, told in [
        ("q,西,900\n", "q,西,900", 4, "every line must end with one LF"),
        ("q,西", "q,北", 4, "q,北 stands here a second time"),
        ("q,西", "q,南", 4, "there is no school 南"),
        ("q,西", ",西", 4, "place is not"),
        ("900", "9.0", 4, "metres is not"),
        ("p,东", '"p",东', 2, "place is not"),
        ("900\n", "900\n\n", 5, "this does not fit place"),
    ]],
    *[("applications.csv", old, new, f"applications.csv 行 line {line}: {told}")
      for old, new, line, told in [
        ("choice_2", "choice_3", 1, "this does not fit number,bundle"),
        ("A-2", "A-1", 3, "A-1 stands here a second time"),
        ("A-2", "A_2", 3, "number is not"),
        ("A-2", "A" * 33, 3, "number is not"),
        ("t1,tt", "t1,b4", 5, "bundle is not"),
        ("t1,tt", "t1,t t", 5, "bundle is not"),
        ("t2,tt,,,q,1,60", "t2,tt,,,q,1,60.0", 7, "this is not like the other children of tt"),
        (",k,东", ",k;k,东", 2, "kinds is not"),
        (",k,东", ",j,东", 2, "there is no kind j"),
        (",k,东", ",k,南", 2, "there is no school 南"),
        (",p,1,90.5", ",p;q,1,90.5", 2, "place is not"),
        (",1,90.5", ",0,90.5", 2, "class is not"),
        (",1,90.5", ",,90.5", 2, "class is not"),
        (",1,90.5", ",1000000,90.5", 2, "class is not"),
        ("90.5", "090.5", 2, "points is not"),
        ("90.5", "90.", 2, "points is not"),
        ("90.5", "90.555", 2, "points is not"),
        ("90.5", "1000000", 2, "points is not"),
        ("90.5", "", 2, "points is not"),
        ("东,西", "东,东", 2, "choice is not"),
        ("东,西", "东,南", 2, "there is no school 南"),
        ("东,西", "北,西", 2, "北 is not a school of the zone"),
        ("东,西,0", "东,西,", 2, "lot is not"),
        ("东,西,0", "东,西,0.5", 2, "lot is not"),
    ]],
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "told"), FORGERIES)
def test_a_forgery_that_fits_itself_is_named(name: str, old: str, new: str, told: str) -> None:
    assert told in wrong(forged(plain(), name, swapped(old, new)))


RULES: list[tuple[str, str, str]] = [
    ('"allocation"', '"draw"', "rules.json: regime"),
    ('"sha256"', '"md5"', "rules.json: hash"),
    ('"2026"', '"20,26"', "rules.json: round"),
    ('"2026"', '""', "rules.json: round"),
    ('"source": ""', '"source": 1', "rules.json: source"),
    ('"class_size": 9', '"class_size": 9.0', "rules.json: 9.0"),
    ('"class_size": 9', '"class_size": true', "rules.json: class_size"),
    ('"home"', '"away"', "rules.json: belongs"),
    ('["东", "西"]', '["东", "东"]', "rules.json: zone"),
    ('["东", "西"]', '["东", 1]', "rules.json: zone"),
    ('["东", "西"]', '["东", "南"]', "rules.json zone: there is no school 南"),
    ('["zone", "any"]', '["zone", "all"]', "rules.json: choices"),
    ('["zone", "any"]', json.dumps(["any"] * 13), "rules.json: choices"),
    ('["lot"]', '["Lot"]', "rules.json: ties"),
    ('["lot"]', '["lot", "lot"]', "rules.json: ties"),
    ('["lot"]', '["choice_2"]', "rules.json: ties"),
    ('["lot"]', '["choice_13"]', "rules.json: ties"),
    ('["lot"]', '["primary"]', "rules.json: ties"),
    ('["lot"]', f'["{"a" * 33}"]', "rules.json: ties"),
    ('"draw": true', '"draw": 1', "rules.json: draw"),
    ('"draw": true', '"draw": false', "seed.json: frozen"),
    ('"kind": "k"', '"kind": "k;"', "rules.json kinds 1: kind"),
    ('"kind": "k"', '"kind": ""', "rules.json kinds 1: kind"),
    ('"kinds": [', '"kinds": [1, ', "rules.json kinds 1: exactly these keys"),
    ('"before"', '"first"', "rules.json kinds 1: order"),
    ('"others"', '"all"', "rules.json kinds 1: left"),
    ('"pass_over"', '"split"', "rules.json: last_seat"),
    ('"pool"', '"lake"', "rules.json stages 1: method"),
    ('"points", "bonus": "0"', '"points", "bonus": "0.0"', "rules.json stages 1: bonus"),
    ('"bonus": "10"', '"bonus": "-1"', "rules.json stages 2: bonus"),
    ('"bonus_at": "any"', '"bonus_at": "last"', "rules.json stages 1: bonus_at"),
    ('"places": 0', '"places": 1', "rules.json stages 2: places"),
    ('"draws": "one"', '"draws": "each"', "rules.json stages 1: draws"),
    ('"for_all": false', '"for_all": true', "rules.json stages 1: for_all"),
    ('"by": "class"', '"by": ["class"]', "rules.json stages 3: by"),
    ('"stages": [', '"stages": [], "more": [', "rules.json: exactly these keys"),
]


@pytest.mark.parametrize(("old", "new", "told"), RULES)
def test_rules_that_are_none_are_named(old: str, new: str, told: str) -> None:
    assert told in wrong(forged(plain(), "rules.json", swapped(old, new)))
