"""`xuequ draw` and `xuequ verify`: from three files to a package and back, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of

ROSTER = "number,plan,children,may_split\n" + "".join(
    f"{each:02d},甲校,1,no\n" for each in range(1, 21)
)
RULES = {"regime": "draw", "hash": "sha256", "variant": "ring", "round": "2026"}
THROWN = [
    {"plan": "甲校", "name": "start", "value": 6},
    {"plan": "甲校", "name": "interval", "value": 3},
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The arguments that name the files of Nanchang's published example."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "seats.csv").write_text("plan,places\n甲校,15\n", encoding="utf-8")
    (tmp_path / "rules.json").write_text(json.dumps({**RULES, "last_seat": "pass_over"}))
    (tmp_path / "seed.json").write_text(json.dumps({"thrown": THROWN}), encoding="utf-8")
    named = [str(tmp_path / "roster.csv")]
    for each in ("seats.csv", "rules.json", "seed.json"):
        named += [f"--{each.split('.')[0]}", str(tmp_path / each)]
    return named


def test_a_draw_is_frozen_made_and_verified(
    capsys: Capture, files: list[str], tmp_path: Path
) -> None:
    code, rows = rows_of(capsys, "draw", "freeze", *files)
    before = rows[0]["value"]
    assert code == 0 and len(before) == 64 and rows[4]["value"] == "400"
    package = tmp_path / "package.zip"
    made = ("draw", "make", *files, "--title", "派位", "--out", str(package))
    code, [row] = rows_of(capsys, *made)
    assert code == 0 and len(row["value"]) == 64
    for published in (before, row["value"]):
        code, rows = rows_of(capsys, "verify", str(package), "--published", published)
        assert code == 0 and rows[-1]["found"] == row["value"]
    assert "exists" in complaint(capsys, *made)
    assert sorted(each.name for each in tmp_path.iterdir() if each.name[0] == ".") == []
    drawn = package.read_bytes().decode("utf-8", "replace")
    assert "甲校,1,06," in drawn and "甲校,15,10," in drawn


def test_a_changed_package_is_not_genuine(
    capsys: Capture, files: list[str], tmp_path: Path
) -> None:
    package = tmp_path / "package.zip"
    rows_of(capsys, "draw", "make", *files, "--title", "派位", "--out", str(package))
    data = package.read_bytes()
    package.write_bytes(data.replace("甲校,1,06,".encode(), "甲校,1,07,".encode()))
    code, rows = rows_of(capsys, "verify", str(package))
    assert code == 1 and "result.csv" in rows[-1]["why"]


def test_a_rehearsal_and_a_missing_comparison_are_said(
    capsys: Capture, files: list[str], tmp_path: Path
) -> None:
    package = str(tmp_path / "package.zip")
    main(["draw", "make", *files, "--title", "派位", "--out", package, "--rehearsal"])
    capsys.readouterr()
    assert main(["--language", "en", "verify", package]) == 0
    said = capsys.readouterr().out
    assert "rehearsal" in said and "--published" in said


def test_a_party_commits_to_a_secret_and_another_is_refused(
    capsys: Capture, files: list[str], tmp_path: Path
) -> None:
    code, rows = rows_of(capsys, "draw", "commit", "公证处")
    public, length, secret = (each["value"] for each in rows)
    assert code == 0 and len(secret) == 2 * int(length)
    part = {"kind": "sealed", "name": "公证处", "commitment": public, "length": int(length)}
    seed = tmp_path / "seed.json"
    out = ("--title", "派位", "--out", str(tmp_path / "package.zip"))
    seed.write_text(json.dumps({"parts": [{**part, "value": "00" * 32}]}), encoding="utf-8")
    assert "committed" in complaint(capsys, "draw", "make", *files, *out)
    seed.write_text(json.dumps({"parts": [part]}), encoding="utf-8")
    assert "not known yet" in complaint(capsys, "draw", "make", *files, *out)
    assert rows_of(capsys, "draw", "freeze", *files)[0] == 0
    seed.write_text(json.dumps({"parts": [{**part, "value": secret}]}), encoding="utf-8")
    assert rows_of(capsys, "draw", "make", *files, *out)[0] == 0


def test_bad_files_are_refused_with_row_and_reason(
    capsys: Capture, files: list[str], tmp_path: Path
) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER + "01,乙校,0,no\n", encoding="utf-8")
    said = complaint(capsys, "draw", "freeze", *files)
    assert "roster.csv, line 22" in said and "plan" in said and "children" in said
    assert "missing.csv" in complaint(capsys, "draw", "freeze", "missing.csv", *files[1:])
    assert "missing.zip" in complaint(capsys, "verify", "missing.zip")
