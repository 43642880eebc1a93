"""The single file that verifies a package of classes: what it accepts, and what it names."""

from __future__ import annotations

import random

import pytest

from xuequ.enrolment.engine.package.checking import checked

from .classes_packages import Inputs, forged, inputs, late_rules, pupil, results, rules_of, sealed
from .test_engine_verifier_places import swapped, wrong


def plain() -> Inputs:
    """Inputs for one to damage."""
    rules = rules_of(method="serpentine", mean="30.5", teams=["T2", "T1"], size=2, sex=3)
    pupils = [
        pupil("A-1", score="92.5"), pupil("A-2", "female", score="88"),
        pupil("b3", score="85", twins="Z", together="yes"),
        pupil("b4", "female", score="81.07", twins="Z", together="yes"),
        pupil("c5", score="76", special="yes"), pupil("c6", "female", score="95"),
        pupil("d7", score="70", twins="Y", together="no"),
        pupil("d8", score="71", twins="Y", together="no"), pupil("e9", "female", score="60"),
    ]  # fmt: skip
    return inputs(rules, pupils)


def late() -> Inputs:
    pupils = [
        pupil("1"), pupil("2", "female"), pupil("3", score="9", twins="Z", together="no"),
        pupil("4", "female", twins="Z", together="no"), pupil("5", special="yes"),
        pupil("6", twins="Y", together="yes"), pupil("7", "female", twins="Y", together="yes"),
    ]  # fmt: skip
    rules = late_rules([[3, 4, 0], [4, 3, 1], [3, 3, 0]], free=[3, 3, 4])
    return inputs(rules, pupils)


def wrong_here(data: bytes) -> str:
    """What the program itself names as wrong first."""
    return next((step.wrong.en for step in checked(data).steps if step.wrong), "")


@pytest.mark.parametrize("given", [plain(), late()])
def test_any_byte_that_is_changed_is_named_where_it_is(given: Inputs) -> None:
    data = sealed(given)
    assert wrong(data) == wrong_here(data) == ""
    source = random.Random(3)
    for i in range(len(data)):
        byte = data[i] ^ source.choice([1 << i % 8, 0xFF])
        damaged = data[:i] + bytes([byte]) + data[i + 1 :]
        assert wrong(damaged).startswith("字节 byte "), i
        assert wrong_here(damaged), i
    for at in (data.index(b"list.csv"), data.index(b"PK\1\2"), len(data) - 3):
        damaged = data[:at] + bytes([data[at] ^ 32]) + data[at + 1 :]
        assert wrong(damaged).startswith(f"字节 byte {at}: in the headers of"), at


def test_a_package_is_whole_or_none() -> None:
    """A byte more or less anywhere is named, and so is an entry left out or moved."""
    data = sealed(plain())
    for i in range(0, len(data), 3):
        for damaged in (data[:i] + data[i + 1 :], data[:i] + b"0" + data[i:], data[:i]):
            assert damaged == data or (wrong(damaged) and wrong_here(damaged)), i
    assert "must end here" in wrong(data + b"\0")
    start, end = data.index(b"PK\3\4", 4), data.index(b"PK\1\2")
    first, rest = data[:start], data[start:end]
    for damaged in (rest + data[end:], rest + first + data[end:], first + data[:end]):
        assert wrong(damaged) and wrong_here(damaged)


@pytest.mark.parametrize("given", [plain(), late()])
def test_a_result_with_any_line_changed_is_named_with_what_belongs_there(given: Inputs) -> None:
    for name, content in results(given).items():
        lines = content.decode().split("\n")[:-1]
        for i, line in enumerate(lines):
            told = wrong(forged(given, name, swapped(f"{line}\n", f"{line}0\n")))
            assert told == f"{name} 行 line {i + 1}: the classes made again give {line}"
        for more in ("x\n", "\n"):
            data = forged(given, name, swapped(lines[-1] + "\n", f"{lines[-1]}\n{more}"))
            assert wrong(data) == f"{name} 行 line {len(lines) + 1}: it must end here"
            assert wrong_here(data)


def test_two_pupils_who_change_places_are_named_by_both() -> None:
    given = plain()
    room = dict(line.split(",") for line in results(given)["result.csv"].decode().split()[1:])
    for one, other in (("A-2", "c6"), ("A-2", "e9"), ("d7", "d8"), ("A-1", "c5")):
        if room[one] != room[other]:

            def exchange(data: bytes, one: str = one, other: str = other) -> bytes:
                text = data.decode().replace(f"{one},{room[one]}", f"{one},{room[other]}")
                return text.replace(f"{other},{room[other]}", f"{other},{room[one]}").encode()

            data = forged(given, "result.csv", exchange)
            told = wrong(data)
            assert told.startswith("result.csv 行 line ")
            assert f"the classes made again give {min(one, other)},{room[min(one, other)]}" in told
            assert wrong_here(data).startswith("line ")


FORGERIES: list[tuple[str, str, str, str]] = [
    ("package.json", '"classes"', '"allocation"', "in the headers of applications.csv"),
    ("package.json", '"classes"', '"other"', "package.json: kind"),
    ("package.json", '"classes"', '["classes"]', "package.json: kind"),
    ("package.json", "{", "", "package.json 行 line 1: this is not a JSON object"),
    ("digests.txt", "  list", " *list", "digests.txt 行 line 2: this is not the digest"),
    ("digests.txt", "log.txt\n", "log.txt\n\n", "digests.txt 行 line 8: it must end here"),
    ("seed.json", '"thrown": []', '"thrown": [1]', "seed.json: thrown"),
    ("seed.json", '"seed": "', '"seed": "0', "seed.json: seed is not"),
    ("seed.json", '"frozen": "', '"frozen": "0', "seed.json: frozen is not"),
    ("seed.json", '"value": "x"', '"value": "y"', "seed.json: seed is not"),
    ("list.csv", "92.5", "91.5", "seed.json: frozen is not"),
    ("list.csv", "A-1,male", "A-1,female", "seed.json: frozen is not"),
    ("rules.json", '"size": 2', '"size": 3', "seed.json: frozen is not"),
    ("rules.json", '"30.5"', '"30"', "seed.json: frozen is not"),
    ("rules.json", '"T2", "T1"', '"T1", "T2"', "seed.json: frozen is not"),
    ("log.txt", "冻", "\ufeff", "log.txt 行 line 1: this is not UTF-8"),
    *[("list.csv", old, new, f"list.csv 行 line {line}: {told}") for old, new, line, told in [
        ("number,sex", "sex,number", 1, "this does not fit number,sex"),
        ("number", "\ufeffnumber", 1, "this is not UTF-8"),
        ("A-2", "A-1", 3, "A-1 stands here a second time"),
        ("A-2", "A_2", 3, "number is not"),
        ("A-2", "", 3, "number is not"),
        ("A-2", "A" * 33, 3, "number is not"),
        ("A-2,female", "A-2,girl", 3, "sex is not"),
        ("92.5", "092.5", 2, "score is not"),
        ("92.5", "92.", 2, "score is not"),
        ("92.5", "92.555", 2, "score is not"),
        ("92.5", "10000", 2, "score is not"),
        ("92.5", "", 2, "score is not"),
        ("85,Z,yes", "85,Z Z,yes", 4, "twins is not"),
        ("85,Z,yes", "85,,yes", 4, "together is not"),
        ("85,Z,yes", "85,Z,", 4, "together is not"),
        ("85,Z,yes", "85,Z,maybe", 4, "together is not"),
        ("85,Z,yes", "85,X,yes", 4, "nobody else is of the birth X"),
        ("81.07,Z,yes", "81.07,Z,no", 5, "this is not like the others of the birth Z"),
        ("60,,", "60,Y,no", 10, "there are fewer classes than pupils of the birth Y"),
        (",yes\n", ",maybe\n", 6, "special is not"),
        (",no\n", ",no\r\n", 2, "special is not"),
        (",no\n", ",no,\n", 2, "this does not fit number"),
        ("e9,female,60,,,no\n", "e9,female,60,,,no", 10, "every line must end with one LF"),
        ("e9,female,60,,,no\n", "e9,female,60,,,no\n\n", 11, "this does not fit number"),
    ]],
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "told"), FORGERIES)
def test_a_forgery_that_fits_itself_is_named(name: str, old: str, new: str, told: str) -> None:
    data = forged(plain(), name, swapped(old, new))
    assert told in wrong(data)
    assert wrong_here(data)


RULES: list[tuple[str, str, str]] = [
    ('"regime": "classes"', '"regime": "draw"', "regime"),
    ('"regime": "classes"', '"regime": []', "regime"),
    ('"regime": "classes"', '"regime": "late"', "exactly these keys"),
    ('"sha256"', '"md5"', "hash"),
    ('"2026 一"', '"2026|一"', "round"),
    ('"2026 一"', '"\\u007f"', "round"),
    ('"2026 一"', '" \\u3000"', "round"),
    ('"2026 一"', '""', "round"),
    ('"serpentine"', '"best"', "method"),
    ('"classes": 2', '"classes": 1', "classes"),
    ('"classes": 2', '"classes": 61', "classes"),
    ('"classes": 2', '"classes": true', "classes"),
    ('"classes": 2', '"classes": 2.0', "2.0"),
    ('"size": 2', '"size": 1001', "size"),
    ('"sex": 3', '"sex": null', "sex"),
    ('"special": 1', '"special": -1', "-1"),
    ('"30.5"', "30", "mean"),
    ('"30.5"', '"30.555"', "mean"),
    ('"30.5"', '"030"', "mean"),
    ('"30.5"', "null", "mean"),
    ('["T2", "T1"]', '["T1", "T1"]', "teams"),
    ('["T2", "T1"]', '["T1"]', "teams"),
    ('["T2", "T1"]', '["T1", "T 2"]', "teams"),
    ('["T2", "T1"]', '["T1", {}]', "teams"),
    ('"teams"', '"held": [[1, 1]], "teams"', "exactly these keys"),
    ("{", '{"hash": "sha256", ', "this is not a JSON object"),
]


@pytest.mark.parametrize(("old", "new", "told"), RULES)
def test_rules_that_are_none_are_named(old: str, new: str, told: str) -> None:
    data = forged(plain(), "rules.json", swapped(old, new))
    assert wrong(data).startswith("rules.json") and told in wrong(data)
    assert wrong_here(data)


def test_there_are_as_many_pupils_as_classes_and_one_part_of_the_seed() -> None:

    def few(data: bytes) -> bytes:
        return data.split(b"\n")[0] + b"\n"

    told = "list.csv 行 line 2: there must be at least"
    assert wrong(forged(plain(), "list.csv", few)) == f"{told} 2"
    assert wrong(forged(late(), "list.csv", few)) == f"{told} 1"
    bare = Inputs(plain().listed, plain().rules)
    found = results(plain())
    assert wrong(sealed(bare, found)) == "seed.json: parts is not as it must be"
    assert wrong_here(sealed(bare, found))
