"""verify.py as somebody runs it on an allocation, and on what was made to hurt it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from .places_anything import anything
from .places_packages import (
    FILE,
    VERIFY,
    Inputs,
    ask,
    by,
    forged,
    inputs,
    kind,
    public,
    sealed,
    seed_of,
)
from .test_engine_verifier_places import plain, swapped, wrong


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The file as somebody runs it who has nothing of ours."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(FILE), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        check=False,
    )


def test_the_file_says_in_two_languages_what_it_does(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(sealed(plain()))
    frozen = seed_of(plain())["frozen"]
    english = run(path, frozen, "--en")
    assert english.returncode == 0 and "GENUINE, as published before the allocation" in str(english)
    assert "分配: 6 numbers" in english.stdout and "three tables" in english.stdout
    chinese = run(path, frozen)
    assert chinese.returncode == 0 and "✓ 为真，与录取前公布的冻结摘要一致" in chinese.stdout
    assert "NOT compared" in run(path, "--en").stdout
    other = run(path, "0" * 64, "--en")
    assert other.returncode == 1 and "not the package whose digest was published" in other.stdout
    path.write_bytes(forged(plain(), "waiting.csv", lambda data: data + b"x"))
    chinese = run(path)
    assert chinese.returncode == 1 and "waiting.csv 行 line" in chinese.stdout
    path.write_bytes(sealed(anything(2), rehearsal=True))
    assert "REHEARSAL" in run(path, "--en").stdout


def test_parts_belong_to_a_draw_and_to_nothing_else() -> None:
    drawn, settled = by("rounds", draw=True), by("rounds")
    none = inputs(drawn, [{"school": "A", "plan": 1}], [ask("1", "A")])
    more = inputs(settled, [{"school": "A", "plan": 1}], [ask("1", "A")])
    assert wrong(sealed(none)) == wrong(sealed(more)) == ""
    none, more = replace(none, parts=[]), replace(more, parts=[public("球", "1")])
    assert wrong(sealed(none)) == wrong(sealed(more)) == "seed.json: parts is not as it must be"


def test_points_and_class_may_be_empty_where_no_stage_goes_by_them() -> None:
    rules = by("rounds", "draw", draw=True)
    child = ask("1", "A", points="", **{"class": ""})
    assert wrong(sealed(inputs(rules, [{"school": "A", "plan": 1}], [child]))) == ""


def test_tables_may_have_no_rows_but_there_is_a_school() -> None:
    assert wrong(sealed(inputs(by("rounds"), [{"school": "A", "plan": 1}], []))) == ""
    lonely = forged(plain(), "seats.csv", lambda data: data[: data.index(b"\n") + 1])
    assert wrong(lonely).startswith("seats.csv 行 line 2: this does not fit school,plan")
    for name in ("applications.csv", "seats.csv", "travel.csv"):
        for damage in (lambda data: b"", lambda data: data[: data.index(b"\n")]):
            assert wrong(forged(plain(), name, damage)).startswith(f"{name} 行 line 1:")


def test_a_school_has_at_most_eleven_others_to_overflow_to_and_rules_six_kinds() -> None:
    for count, told in ((11, ""), (12, "seats.csv 行 line 2: overflow is not as it must be")):
        names = [str(i) for i in range(count)]
        schools = [{"school": name, "plan": 1} for name in ("A", *names)]
        schools[0]["overflow"] = ";".join(names)
        assert wrong(sealed_as_it_is(inputs(by("catchment"), schools, []))) == told
    for count, told in ((6, ""), (7, "rules.json: kinds is not as it must be")):
        rules = by("rounds", kinds=[kind(f"k{i}") for i in range(count)])
        assert wrong(sealed_as_it_is(inputs(rules, [{"school": "A", "plan": 1}], []))) == told


def sealed_as_it_is(given: Inputs) -> bytes:
    """A package without rows of results."""
    headers = (
        "number,ticket,stage,choice,school,kept",
        "stage,round,school,kept,seats,asked,entered,last",
        "school,place,number",
    )
    names = ("result.csv", "schools.csv", "waiting.csv")
    found = {name: f"{header}\n".encode() for name, header in zip(names, headers, strict=True)}
    return sealed(given, found)


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "deep": swapped('"zone": [', '"zone": ' + "[" * 100_000),
    "huge": swapped('"class_size": 9', '"class_size": ' + "9" * 1_000_000),
    "not a number": swapped('"class_size": 9', '"class_size": NaN'),
    "half a character": swapped('"source": "', '"source": "\\ud800'),
    "a key twice": swapped("{", '{"hash": "sha256", '),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "a mark": lambda data: b"\xef\xbb\xbf" + data,
    "a list": lambda data: b"[" + data + b"]",
    "objects for names": swapped('"ties": ["lot"]', '"ties": [{}]'),
    "objects for schools": swapped('"zone": ["东"', '"zone": [{}'),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_hostile_rules_end_in_a_named_error(how: str) -> None:
    assert wrong(forged(plain(), "rules.json", HOSTILE[how])).startswith("rules.json")


@pytest.mark.parametrize("damage", [b"", b"{", b"[" * 100_000, b"[1]", b"9" * 1_000_000, b"\xff"])
def test_a_hostile_first_entry_is_named(damage: bytes) -> None:
    assert wrong(forged(plain(), "package.json", lambda data: damage)).startswith("package.json")


def test_circles_and_chains_of_many_need_no_recursion() -> None:
    count = 3000
    schools = [{"school": f"s{i}", "plan": 1} for i in range(count)]
    children = [ask(f"{i:04}", f"s{(i + 1) % count} s{i}", home=f"s{i}", points=1, lot=i)
                for i in range(count)]  # fmt: skip
    for method, choice in (("trading", "1"), ("deferred", "1"), ("serial", "1")):
        rules = by(method, ties=["lot"])
        rows = sealed(inputs(rules, schools, children))
        assert wrong(rows) == ""
        assert f"\n0000,,1,{choice},s1,\n".encode() in VERIFY.contents(rows)["result.csv"]


def test_rules_are_read_whatever_their_order_of_keys() -> None:
    given = plain()
    rules = dict(reversed(json.loads(given.rules).items()))
    other = json.dumps(rules, indent=1).encode()
    assert wrong(sealed(replace(given, rules=other))) == ""
