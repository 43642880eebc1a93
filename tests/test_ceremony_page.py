"""docs/ceremony.md and its Chinese twin: the commands typed, and what they show."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pages import typed
from xuequ import enrolment
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLE = DOCS / "examples/ceremony"
VERIFIER = Path(enrolment.__path__[0]) / "verifier" / "verify.py"
PAGES = ("ceremony.md", "ceremony.zh.md")
REVEALED = "9d32d8d8dcf0d94812a836228e41c2d4e263729fd3900ea31affc06516c9725d"
LAST = "771bd3b3710fdd4531755a591bf8da38d6ff82af6ba4a0ca6175860eb6f7c282"
SPOILT = ("changed.zip", "seed-wrong.json", "seed-missing.json", "duplicate.csv")


def spoil() -> None:
    """The files that the page tells of as wrong, made from the right ones in this folder."""
    opened = Path("seed-opened.json").read_text("utf-8")
    Path("seed-wrong.json").write_text(opened.replace(REVEALED, "00" * 32), "utf-8")
    Path("seed-missing.json").write_text(opened.replace(f', "value": "{LAST}"', ""), "utf-8")
    applied = Path("applications.csv").read_text("utf-8")
    Path("duplicate.csv").write_text(applied.replace("6043", "0936"), "utf-8")
    if Path("result.zip").exists():
        there, instead = "全海小学,1,".encode(), "全海小学,2,".encode()
        Path("changed.zip").write_bytes(Path("result.zip").read_bytes().replace(there, instead, 1))


def said(command: list[str], language: str, capsys: Capture) -> str:
    """What a command prints, in a language."""
    if command[0] == "xuequ":
        main(["--language", language, *command[1:]])
        printed = capsys.readouterr()
        return printed.out + printed.err
    alone = [sys.executable, "-I", "-S", str(VERIFIER), *command[2:]]
    alone += ["--en"] if language == "en" else []
    return subprocess.run(alone, capture_output=True, text=True, check=False).stdout


def shown(line: str) -> str:
    """A line as the page shows it, blanks as one: up to what is left out, such as the digest of a
    package, in which the version of the program stands."""
    return " ".join(re.sub(r"[0-9a-f]{8}…", "…", line).split("…")[0].split())


@pytest.mark.parametrize("page", PAGES)
def test_every_command_shows_what_the_page_says(
    page: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    language = "zh-hans" if ".zh." in page else "en"
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    commands = typed(page)
    assert len(commands) == 14 and {each for each in SPOILT if each in str(commands)} == {*SPOILT}
    for command, lines in commands:
        if command[1:3] == ["draw", "freeze"]:
            for each in ("roster.csv", "seats.csv", "rules.json"):
                shutil.copy(Path("draw", each), each)
        else:
            spoil()
        printed = [" ".join(line.split()) for line in said(command, language, capsys).splitlines()]
        for line in lines:
            assert any(each.startswith(shown(line)) for each in printed), (command, line, printed)


@pytest.mark.parametrize("page", PAGES)
def test_the_sentence_of_a_child_is_the_one_the_program_writes(
    page: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    language = "zh-hans" if ".zh." in page else "en"
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    [command] = [each for each, _ in typed(page) if "--reasons" in each]
    said(command, language, capsys)
    told = re.search(r"^> (.*)$", (DOCS / page).read_text("utf-8"), re.MULTILINE)
    assert told and told[1] in Path("reasons.csv").read_text("utf-8-sig").splitlines()


@pytest.mark.parametrize("page", PAGES)
def test_the_files_shown_are_those_of_the_example(page: str) -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (DOCS / page).read_text("utf-8").splitlines()
        if re.match(r"\| (编号 \| 捆绑|\d{4}) \|", line)
    ]
    written = (EXAMPLE / "applications.csv").read_text("utf-8").splitlines()
    assert len(rows) == 4 and [",".join(row) for row in rows] == written[:4]
    text = (DOCS / page).read_text("utf-8")
    assert (EXAMPLE / "draw/rules.json").read_text("utf-8") in text
    assert "\n".join((EXAMPLE / "draw/roster.csv").read_text("utf-8").splitlines()[:3]) in text
