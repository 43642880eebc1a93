"""`xuequ profile`: check, start, compare and list profiles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.directory.tests.test_adoptions import OURS
from xuequ.profiles.loader import localities

pytestmark = pytest.mark.django_db


def checked(capsys: Capture, path: Path, language: str = "en") -> tuple[int, str]:
    code = main(["--language", language, "profile", "check", str(path)])
    return code, capsys.readouterr().out


def test_a_mistake_is_pointed_at_and_exits_1_in_both_languages(
    capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OURS.replace("REG-10", "REG-99"), "utf-8")
    code, said = checked(capsys, path)
    assert (code, said[:13]) == (1, "mine.toml, li") and "line 6, formation.leads.clause" in said
    code, said = checked(capsys, path, "zh-hans")
    assert code == 1 and "mine.toml 第6行" in said
    for data in (b"", b"\xff", b"\0", b"a = " + b"[" * 9000, b"x" * 600_000):
        path.write_bytes(data)
        assert checked(capsys, path)[0] == 1


def test_a_good_file_is_said_to_be_good(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OURS, "utf-8")
    code, said = checked(capsys, path)
    assert code == 0 and "no mistakes" in said and "2018-04-09" in said
    assert "gone.toml" in complaint(capsys, "profile", "check", str(tmp_path / "gone.toml"))


@pytest.mark.parametrize("more", [[], ["--from", "guilin"], ["--empty"]])
def test_what_is_started_passes_the_check_and_nothing_is_written_over(
    capsys: Capture, tmp_path: Path, more: list[str]
) -> None:
    path = tmp_path / "yucheng.toml"
    ask = ["profile", "new", "yucheng", *more, "-o", str(path)]
    assert main(ask) == 0
    assert checked(capsys, path)[0] == 0
    before = path.read_bytes()
    assert "not written over" in complaint(capsys, *ask) and path.read_bytes() == before
    assert main(ask[:-2]) == 0
    assert capsys.readouterr().out.encode() == before


@pytest.mark.parametrize("code", ["xingning", "base", "own", "../x", "A", "", "x" * 60])
def test_a_code_that_cannot_be_is_refused(capsys: Capture, code: str) -> None:
    assert "cannot be a code" in complaint(capsys, "profile", "new", code)


def test_an_unknown_locality_is_told_which_there_are(capsys: Capture) -> None:
    said = complaint(capsys, "profile", "new", "yucheng", "--from", "atlantis")
    assert "guilin" in said


def test_two_profiles_are_compared_and_the_verdicts_that_change(
    cast: Cast, capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OURS, "utf-8")
    ask = ("--language", "en", "profile", "diff", "xingning", str(path))
    _, rows = rows_of(capsys, *ask)
    assert [(row["what"], row["key"]) for row in rows] == [("setting", "formation.leads")]
    _, rows = rows_of(capsys, *ask, "--authority", "测试", "--on", "2026-09-01")
    verdicts = [(row["key"], row["name"], row["before"], row["after"]) for row in rows[1:]]
    assert verdicts == [
        ("REG-10", "东学区", "met", "broken"),
        ("REG-10", "西集团", "met", "broken"),
    ]
    assert rows_of(capsys, "profile", "diff", "guilin", "guilin") == (0, [])


def test_the_profiles_of_the_product_are_listed(capsys: Capture) -> None:
    _, rows = rows_of(capsys, "profile", "list")
    assert [row["code"] for row in rows] == list(localities())
    assert {row["code"]: row["clauses"] for row in rows}["xingning"] == 103


def test_profiles_are_checked_where_there_is_no_database(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xuequ.cli.main", "--language", "en", "profile", "list"],
        env={"XUEQU_HOME": str(tmp_path / "new"), "PATH": "", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and "guilin" in done.stdout
    assert not (tmp_path / "new" / "xuequ.sqlite3").exists()
