"""Profiles: the shipped ones load, and a bad one is told what is wrong, line by line."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from xuequ.directory.engine.policy import SECTIONS, Formation, Slot
from xuequ.kernel.problems import Problem, Problems
from xuequ.profiles.clauses import clauses
from xuequ.profiles.loader import load, load_file, localities, policy, read, sections

GOOD = """\
name = { zh = "甲县", en = "County A" }
sources = ["002-4"]

[formation.max_schools]
clause = "REG-12"
unit = { zh = "所", en = "schools" }
binding = "should"
values = [{ from = 2018-04-09, value = 10 }]
"""
FORMS = """
[formation.forms]
clause = "REG-14"
unit = { zh = "形式", en = "forms" }
binding = "must"
values = [{ from = 2018-04-09, value = [
  { code = "x", family = "group", clause = "REG-18", name = { zh = "子", en = "X" }, slots = [
    { zh = "丑", en = "Y", SLOT },
  ] },
] }]
"""
TWICE = "{ from = 2018-04-09, value = 10 },\n  { from = 2018-04-09, value = 9 }"


def but(old: str, new: str) -> str:
    """The good profile with one thing changed."""
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def slot(words: str) -> str:
    """The good profile with a form whose only slot says `words`."""
    return GOOD + FORMS.replace("SLOT", words)


def faults(text: str, code: str = "own") -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        read(code, text)
    return caught.value.problems


KEY = "formation.max_schools"
VALUES = f"{KEY}.values"
SLOTS = "formation.forms.values"
BAD = {
    "syntax error": (but('"REG-12"', '"REG-12'), 5, "", "not valid TOML"),
    "wrong section": (but("[formation.", "[formatoin."), 4, "formatoin", "no such section"),
    "wrong key": (but(".max_schools", ".max_school"), 4, "formation.max_school", "max_schools"),
    "stray key": (GOOD + 'colour = "red"\n', 9, f"{KEY}.colour", "no such key"),
    "no unit": (but("unit = ", "# "), 4, f"{KEY}.unit", "unit is missing"),
    "no binding": (but("binding", "# "), 4, f"{KEY}.binding", "binding is missing"),
    "no clause": (but("clause", "# "), 4, f"{KEY}.clause", "clause is missing"),
    "no values": (but("values", "# "), 4, f"{KEY}.values", "values is missing"),
    "no value": (but("[{ from = 2018-04-09, value = 10 }]", "[]"), 8, VALUES, "at least one"),
    "bare value": (but("[{ from = 2018-04-09, value = 10 }]", "10"), 8, VALUES, "at least one"),
    "value without a date": (but("from = 2018-04-09, ", ""), 8, VALUES, "2018-04-09, unquoted"),
    "quoted date": (but("2018-04-09", '"2018-04-09"'), 8, VALUES, "2018-04-09, unquoted"),
    "date without a value": (but(", value = 10", ""), 8, VALUES, "just the two keys"),
    "value with a stray key": (but("= 10", "= 10, till = 2"), 8, VALUES, "just the two keys"),
    "two values on one day": (
        but("{ from = 2018-04-09, value = 10 }", TWICE),
        8,
        VALUES,
        "same day",
    ),
    "unknown clause": (
        but("REG-12", "REG-99"),
        5,
        f"{KEY}.clause",
        "REG-99 is not in the register",
    ),
    "list for a clause": (but('"REG-12"', "[]"), 5, f"{KEY}.clause", "not in the register"),
    "other binding": (but('"should"', '"may"'), 7, f"{KEY}.binding", "must, should"),
    "list for a binding": (but('"should"', "[]"), 7, f"{KEY}.binding", "must, should"),
    "unit in one language": (but(', en = "schools"', ""), 6, f"{KEY}.unit", "en ="),
    "number for a unit": (but('"schools"', "3"), 6, f"{KEY}.unit", "en ="),
    "text for a number": (but("= 10", '= "10"'), 8, VALUES, "whole number"),
    "truth for a number": (but("= 10", "= true"), 8, VALUES, "whole number"),
    "half a school": (but("= 10", "= 9.5"), 8, VALUES, "whole number"),
    "key that is a value": (
        "formation.leads = 1\n" + GOOD.split("\n\n")[0],
        1,
        "formation.leads",
        "table",
    ),
    "no name": (but("name", "# "), 0, "name", "en ="),
    "other status": ('status = "law"\n' + GOOD, 1, "status", "in_force, draft"),
    "list for a status": ("status = []\n" + GOOD, 1, "status", "in_force, draft"),
    "text for a list": (but('["002-4"]', '"002-4"'), 2, "sources", "list of texts"),
    "unknown parent": ('extends = "atlantis"\n' + GOOD, 1, "extends", "atlantis, which does not"),
    "register for a parent": ('extends = "clauses"\n' + GOOD, 1, "extends", "does not exist"),
    "itself for a parent": ('extends = "own"\n' + GOOD, 1, "extends", "own → own"),
    "slot with a misspelt key": (slot("mim = 2"), 14, SLOTS, "0.slots.0.mim"),
    "slot with a wrong stage": (slot('stage = ["primery"]'), 14, SLOTS, "0.slots.0.stage.0"),
    "slot with text for truth": (slot('newly_built = "yes"'), 14, SLOTS, "0.slots.0.newly_built"),
    "slot with crossed bounds": (slot("min = 3, max = 2"), 14, SLOTS, "max is less than min"),
}


@pytest.mark.parametrize(("text", "line", "field", "said"), BAD.values(), ids=BAD)
def test_a_mistake_is_named_with_its_line_its_field_and_its_cure(
    text: str, line: int, field: str, said: str
) -> None:
    [problem] = faults(text)
    assert (problem.file, problem.line, problem.field) == ("own.toml", line, field)
    assert said in problem.text.en
    assert re.search(r"[\u4e00-\u9fff]", problem.text.zh)
    assert problem.say("en").startswith(f"own.toml, line {line}" if line else "own.toml, name")
    assert problem.say("zh-hans").startswith(f"own.toml 第{line}行" if line else "own.toml“name”")


def test_every_mistake_is_named_at_once() -> None:
    text = but("REG-12", "REG-99").replace("= 10", '= "ten"').replace('"should"', '"may"')
    assert {each.line for each in faults(text)} == {5, 7, 8}


def test_a_circle_is_named_where_it_closes() -> None:
    [problem] = faults('extends = "guilin"\n' + GOOD, code="base")
    assert (problem.file, problem.field) == ("guilin.toml", "extends")
    assert "base → guilin → base" in problem.text.en


def test_the_good_profile_is_good() -> None:
    profile = read("own", slot("min = 2"))
    assert profile.entries["formation", "max_schools"].line == 4
    forms = policy(Formation, profile, "formation", date(2018, 4, 9)).forms
    assert forms[0].slots == (Slot(zh="丑", en="Y", min=2),)


@pytest.mark.parametrize("code", localities())
def test_shipped_profiles_load_into_their_dataclasses(code: str) -> None:
    profile = load(code)
    assert profile.code == code
    assert profile.name.zh != profile.name.en
    for name, kind in sections().items():
        if name in SECTIONS or profile.section(name):
            assert isinstance(policy(kind, profile, name, date(2030, 1, 1)), kind)


@pytest.mark.parametrize("code", localities())
def test_the_forms_of_a_catalogue_differ_and_cite_the_register(code: str) -> None:
    forms = policy(Formation, load(code), "formation", date(2030, 1, 1)).forms
    assert len({each.code for each in forms}) == len(forms)
    assert {each.clause for each in forms} <= set(clauses())
    assert all(each.slots for each in forms)


def test_sections_are_declared_by_the_packages_that_read_them() -> None:
    assert sections()["formation"] is Formation


def test_an_unknown_locality_is_told_which_there_are() -> None:
    with pytest.raises(
        Problems, match="no profile atlantis; there are babu, futian, guilin"
    ) as caught:
        load("atlantis")
    assert "没有名为“atlantis”的地方配置" in caught.value.say("zh")[0]


CHANGING = but(
    "{ from = 2018-04-09, value = 10 }",
    "{ from = 2020-09-01, value = 8 }, { from = 2018-04-09, value = 10 }",
)


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2018, 4, 9), 10),
        (date(2020, 8, 31), 10),
        (date(2020, 9, 1), 8),
        (date(2030, 1, 1), 8),
    ],
)
def test_a_value_changes_on_its_day(on: date, value: int) -> None:
    profile = read("own", CHANGING)
    assert profile.entries["formation", "max_schools"].value(on) == value
    assert policy(Formation, profile, "formation", on).max_schools == value


def test_a_day_before_the_first_value_has_none() -> None:
    profile = read("own", CHANGING)
    assert profile.since == date(2018, 4, 9)
    with pytest.raises(LookupError, match=r"formation\.max_schools has no value on 2018-04-08"):
        profile.entries["formation", "max_schools"].value(date(2018, 4, 8))
    with pytest.raises(LookupError):
        policy(Formation, profile, "formation", date(2018, 4, 8))


def test_what_a_document_does_not_settle_takes_the_silent_default() -> None:
    formation = policy(Formation, read("own", GOOD), "formation", date(2019, 1, 1))
    assert (formation.max_schools, formation.min_members, formation.forms) == (10, None, ())


def test_numbers_with_a_point_stay_exact() -> None:
    profile = read("own", but("max_schools", "near_km").replace("= 10", "= 0.1"))
    assert profile.entries["formation", "near_km"].value(date(2019, 1, 1)) == Decimal("0.1")


def test_extending_a_profile_overrides_one_key_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text('extends = "guilin"\n' + GOOD.replace("= 10", "= 6"), "utf-8")
    own, parent = load_file(path), load("guilin")
    key = ("formation", "max_schools")
    assert (own.code, own.entries[key].file, own.entries[key].line) == ("county", "county.toml", 5)
    assert own.entries[key].value(date(2019, 1, 1)) == 6
    assert parent.entries[key].value(date(2019, 1, 1)) == 10
    assert {k: v for k, v in own.entries.items() if k != key} == {
        k: v for k, v in parent.entries.items() if k != key
    }


@pytest.mark.parametrize(
    ("bindings", "binding"),
    [(("should", "should"), "should"), (("must", "should"), "must"), (("must", "must"), "must")],
)
def test_a_clause_is_only_advice_if_every_entry_citing_it_says_so(
    bindings: tuple[str, str], binding: str
) -> None:
    first, second = (GOOD.replace('"should"', f'"{each}"') for each in bindings)
    text = first + "\n" + second.split("\n\n")[1].replace("max_schools", "max_members")
    assert read("own", text).binding("REG-12") == binding
    assert read("own", text).binding("REG-10") == "must"
