"""The district of rules.json, as the program, `verify.py` and the page read it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from xuequ.enrolment.engine.places.rules_file import rules_of, written
from xuequ.enrolment.engine.places.schools import schools_of
from xuequ.kernel.problems import Problems

from .places_packages import ask, by, inputs, results, sealed
from .test_engine_verifier_places import wrong

GOOD: dict[str, Any] = {
    "name": "东学区", "forms": ["joint_enrolment", "grade_division"], "campuses": ["A", "B"],
    "plan": 3, "division": "一年级部",
}  # fmt: skip
SCHOOLS = [{"school": "A", "plan": 1}, {"school": "B", "plan": 2}]
BAD: dict[str, dict[str, Any]] = {
    "name": {"name": ""},
    "forms": {"forms": ["circus"]},
    "forms alone": {"forms": ["grade_division"]},
    "forms twice": {"forms": ["joint_enrolment", "joint_enrolment"], "division": ""},
    "forms of both": {"forms": ["joint_enrolment", "nine_year_feed"], "division": ""},
    "division": {"division": ""},
    "campuses": {"campuses": ["A", "C"]},
    "campuses none": {"campuses": []},
    "plan": {"plan": 4},
}


def package(**more: Any) -> bytes:
    """A package of such a district, with what comes of it whatever its district says."""
    plain = by("rounds", zone=["A", "B"])
    children = [ask("1", "A"), ask("2", "B")]
    rules = {**plain, "district": {**GOOD, **more}}
    return sealed(inputs(rules, SCHOOLS, children), results(inputs(plain, SCHOOLS, children)))


def read(**more: Any) -> None:
    """As the program reads the same two files."""
    rules = {**by("rounds", zone=["A", "B"]), "district": {**GOOD, **more}}
    given = inputs(rules, SCHOOLS, [ask("1", "A")])
    known = rules_of(given.rules)
    assert rules_of(written(known)) == known
    schools_of(given.files["seats.csv"], known)


def test_a_district_that_fits_is_read_by_both() -> None:
    assert wrong(package()) == ""
    read()
    feed = {**GOOD, "forms": ["nine_year_feed"], "division": ""}
    rules = {**by("catchment", belongs="primary", zone=["A", "B"], choices=[]), "district": feed}
    assert wrong(sealed(inputs(rules, SCHOOLS, []))) == ""


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_fit_is_found_by_both_and_named(name: str) -> None:
    key = name.partition(" ")[0]
    assert wrong(package(**BAD[name])) == f"rules.json district: {key} is not as it must be"
    with pytest.raises(Problems, match="district"):
        read(**BAD[name])


def test_an_entry_too_many_or_of_another_type_is_found() -> None:
    assert "exactly these keys" in wrong(package(more=1))
    with pytest.raises(Problems):
        read(more=1)
    plain = by("rounds", zone=["A", "B"])
    odd = inputs({**plain, "district": []}, SCHOOLS, [])
    assert "district is not as it must be" in wrong(
        sealed(odd, results(inputs(plain, SCHOOLS, [])))
    )


def test_a_file_without_a_district_has_no_such_key() -> None:
    rules = by("rounds", zone=["A", "B"])
    given = inputs(rules, SCHOOLS, [])
    assert "district" not in json.loads(written(rules_of(given.rules)))
