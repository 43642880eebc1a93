"""The single file that verifies a draw for late pupils: what it names, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .classes_packages import Inputs, forged, inputs, late_rules, pupil, sealed
from .test_engine_verifier_classes import late, wrong_here
from .test_engine_verifier_places import swapped, wrong
from .test_engine_verifier_places_file import run


def hopeless() -> Inputs:
    """Twins who stay together come to two classes that are alike; sizes may differ by one."""
    twins = [pupil("1", twins="Z", together="yes"), pupil("2", "female", twins="Z", together="yes")]
    return inputs(late_rules([[3, 3, 0], [3, 3, 0]]), twins)


NO_DRAW = {"result.csv": b"number,class,among\n1,1,1;2\n2,1,1;2\n", "teams.csv": b"team,class\n"}
HELD, FREE = "[[3, 4, 0], [4, 3, 1], [3, 3, 0]]", "[3, 3, 4]"
LATE: list[tuple[str, str, str, str]] = [
    *[("rules.json", HELD, held, "rules.json: held is not") for held in (
        "[]", "[[1, 2]]", "[[1, 2, 3, 0]]", "[[1, 1001, 0]]", "[[1, true, 0]]", "{}", "[3]",
        "[[1, 2, 4]]", json.dumps([[1, 1, 0]] * 61),
    )],
    ("rules.json", HELD, "[[1, 2.0, 0]]", "rules.json: 2.0 is not"),
    *[("rules.json", f'"free": {FREE}', f'"free": {free}', "rules.json: free is not") for free in (
        "[3, 3]", "[3, 3, 4, 1]", "[3, 3, 1001]", "[3, 3, true]", "[3, 3, null]", "{}", "3",
    )],
    ("rules.json", '"size": 1', '"size": 1001', "rules.json: size is not"),
    ("rules.json", '"sex": 1', '"sex": null', "rules.json: sex is not"),
    ("rules.json", '"special": 1', '"special": "1"', "rules.json: special is not"),
    ("rules.json", f'"free": {FREE}, ', "", "exactly these keys"),
    ("rules.json", '"held"', '"mean": null, "held"', "exactly these keys"),
    ("rules.json", f"{FREE}", "[3, 4, 4]", "seed.json: frozen is not"),
    ("rules.json", f"{FREE}", "null", "seed.json: frozen is not"),
    ("rules.json", f"{FREE}", "[0, 3, 3]", "list.csv 行 line 8: the classes have 6 free places"),
    ("list.csv", "4,female", "4,male", "seed.json: frozen is not"),
    ("list.csv", "9,Z,no", "9,X,no", "list.csv 行 line 4: nobody else is of the birth X"),
    ("list.csv", "9,Z,no", "9,Z,yes", "line 5: this is not like the others of the birth Z"),
    ("list.csv", "1,male,,,,no\n2,female,,,,no", "1,male,,Z,no,no\n2,female,,Z,no,no",
     "line 5: there are fewer classes than pupils of the birth Z"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "told"), LATE)
def test_a_forged_draw_for_late_pupils_is_named(name: str, old: str, new: str, told: str) -> None:
    data = forged(late(), name, swapped(old, new))
    assert told in wrong(data)
    assert wrong_here(data)


def test_a_late_draw_that_cannot_be_is_not_genuine(tmp_path: Path) -> None:
    """Whoever seals one all the same is found out."""
    path = tmp_path / "late.zip"
    path.write_bytes(sealed(hopeless(), NO_DRAW))
    told = run(path, "--en")
    assert told.returncode == 1
    assert "list.csv: no classes within the limits come of this list, these rules" in told.stdout
    assert "编不出各项限值之内的班" in run(path).stdout
    assert wrong_here(path.read_bytes())
