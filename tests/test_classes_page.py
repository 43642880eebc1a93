"""docs/classes.md and its Chinese twin: the commands typed, and the children placed as told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pages import tables, typed
from xuequ import enrolment
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture
from xuequ.enrolment.engine.class_files.lists import children_of, seats_of, teams_of
from xuequ.enrolment.engine.package.brought import brought
from xuequ.enrolment.engine.package.classes import Inputs, seed_of, tables_of, understood

EXAMPLE = Path(__file__).parent.parent / "docs/examples/classes"
VERIFIER = Path(enrolment.__path__[0]) / "verifier" / "verify.py"
FROZEN = {"rules": ("6a200dde11ccd0d553ba7578edcff0d5406174733b5994f4beda3f55e8b93a07",)}
WRONG = {"contradict.csv", "late-alone.csv"}
PAGES = ("classes.md", "classes.zh.md")


def made(listed: str, rules: str) -> dict[str, bytes]:
    """The tables that come of two files and the seed thrown."""
    parts, _ = brought((EXAMPLE / "seed-opened.json").read_bytes())
    files = [(EXAMPLE / each).read_bytes() for each in (listed, rules)]
    inputs = Inputs(files[0], files[1], parts)
    read = understood(inputs)
    return tables_of(read, seed_of(inputs, read.hash))


@pytest.mark.parametrize("page", PAGES)
def test_every_child_is_in_the_class_told(page: str) -> None:
    children, teams, late = tables(page)[:3]
    listed = {each.number: each for each in children_of((EXAMPLE / "list.csv").read_bytes())}
    assert [row[0] for row in children] == sorted(listed)
    for column, rules in ((5, "rules.json"), (6, "rules-random.json")):
        found = seats_of(made("list.csv", rules)["result.csv"])
        assert found == {row[0]: int(row[column]) for row in children}
    for number, sex, score, twins, special, *_ in children:
        child = listed[number]
        assert (child.sex, child.twins or "–") == (sex, twins)
        assert (child.score, child.special) == (int(float(score) * 100), special == "yes")
    told = {team: int(room) for team, room in teams}
    assert teams_of(made("list.csv", "rules.json")["teams.csv"]) == told
    lines = made("late.csv", "rules-late.json")["result.csv"].decode().splitlines()[1:]
    drawn = {each.split(",")[0]: each.split(",")[1:] for each in lines}
    assert drawn == {row[0]: [row[3], row[2]] for row in late}


def test_the_file_that_verifies_finds_all_three_packages_genuine(tmp_path: Path) -> None:
    for listed, rules in (("list", "rules"), ("list", "rules-random"), ("late", "rules-late")):
        package = tmp_path / f"{rules}.zip"
        given = [str(EXAMPLE / each) for each in (f"{listed}.csv", f"{rules}.json")]
        seed, out = str(EXAMPLE / "seed-opened.json"), str(package)
        made = ["make", given[0], "--rules", given[1], "--seed", seed, "--title", "编班"]
        assert main(["classes", *made, "--out", out]) == 0
        told = subprocess.run(
            [sys.executable, "-I", "-S", str(VERIFIER), out, *FROZEN.get(rules, ()), "--en"],
            capture_output=True, encoding="utf-8", env={"PYTHONUTF8": "1"}, check=False,
        )  # fmt: skip
        assert told.returncode == 0 and "✓ GENUINE" in told.stdout, told
        if rules in FROZEN:
            assert "GENUINE, as published before the making of classes." in told.stdout
        package.write_bytes(package.read_bytes()[:-1])
        assert subprocess.run([sys.executable, str(VERIFIER), out], check=False).returncode == 1


@pytest.mark.parametrize("page", PAGES)
def test_the_frozen_digest_of_the_page_is_that_of_its_example(page: str) -> None:
    assert FROZEN["rules"][0] in (EXAMPLE.parent.parent / page).read_text("utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_shows_what_the_page_says(
    page: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    language = "zh-hans" if ".zh" in page else "en"
    commands = typed(page)
    assert len(commands) == 7
    for command, shown in commands:
        assert command[0] == "xuequ"
        code = main(["--language", language, *command[1:]])
        assert code == (2 if WRONG & set(command) else 0), command
        caught = capsys.readouterr()
        said = caught.out + caught.err
        for line in shown:
            for word in line.split("  "):
                assert word.strip() in said, (command, word)
