"""The command `xuequ`: what it prints, in which format, and what it exits with."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from casting import MAKER
from support_plugin import Cast
from xuequ.board.coverage import coverage
from xuequ.cli.main import COMMANDS, main
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.demo.fill import register_xingning
from xuequ.directory.models import School
from xuequ.directory.services.authorities import Leave, waive_clause
from xuequ.directory.services.memberships import leave_consortium
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
CHECK = ["clause", "subject", "state", "found", "wanted", "unit"]
EVE, DAY = date(2026, 8, 31), date(2026, 9, 1)


@pytest.mark.clause("REG-01", "REG-03")
def test_xingning_checks_out_until_a_school_leaves_and_again_once_that_is_waived(
    capsys: Capture,
) -> None:
    xingning = register_xingning()
    code, rows = rows_of(capsys, "check", "xingning", "--on", str(DAY))
    assert code == 0 and all(list(row) == CHECK for row in rows)
    found = [list(row.values()) for row in rows]
    assert ["REG-01", str(xingning), "met", 65, 65, "schools"] in found
    assert ["REG-03", str(xingning), "met", 10, 10, "consortia"] in found
    assert ["REG-09", "三塘学区"] in [each[:2] for each in found if each[2] == "broken"]  # should
    school = School.objects.get(name="虹桥小学")
    leave_consortium(school.memberships.get(), until=DAY, actor=MAKER)
    assert rows_of(capsys, "check", "兴宁", "--on", str(EVE))[0] == 0
    code, rows = rows_of(capsys, "check", "兴宁", "--on", str(DAY))
    assert code == 1
    assert ["REG-01", str(xingning), "broken", 64, 65, "schools"] in [
        list(row.values()) for row in rows
    ]
    waive_clause(xingning, Leave("REG-01", None, "1号", "撤并", since=DAY), actor=MAKER)
    code, rows = rows_of(capsys, "check", "兴宁", "--on", str(DAY))
    assert (code, [row["state"] for row in rows if row["clause"] == "REG-01"]) == (0, ["waived"])


def test_an_authority_is_found_by_name_or_short_name_and_by_profile_if_it_is_the_only_one(
    cast: Cast, capsys: Capture
) -> None:
    assert rows_of(capsys, "check", "测试") == rows_of(capsys, "check", "测试区教育局")
    for name in ("nowhere", "xingning"):  # the cast has two that follow xingning
        for language in ("zh-hans", "en"):
            said = complaint(capsys, "check", name, language=language)
            assert name in said and "测试区教育局" in said and "邻区教育局" in said


def test_a_day_before_the_document_cannot_be_checked(cast: Cast, capsys: Capture) -> None:
    for command in (["check", "测试"], ["export", "board", "--authority", "测试"]):
        said = complaint(capsys, *command, "--on", "2018-04-08")
        assert "2018-04-08" in said and "2018-04-09" in said


BAD = """name = { zh = "甲", en = "A" }
extends = "xingning"

[formation.leads]
clause = "REG-10"
binding = "must"
values = [{ from = 2018-04-09, value = 1 }]

[formation.max_schools]
clause = "REG-12"
unit = { zh = "所", en = "schools" }
binding = "should"
values = [{ value = 10 }]

[formation.lead]
clause = "REG-10"
"""


def test_mistakes_in_a_profile_are_told_with_file_line_and_field(
    cast: Cast, capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BAD, "utf-8")
    ask = ("check", "测试", "--profile", str(path))
    places = [
        (4, "formation.leads.unit"),
        (13, "formation.max_schools.values"),
        (15, "formation.lead"),
    ]
    english = complaint(capsys, *ask).splitlines()
    chinese = complaint(capsys, *ask, language="zh-hans").splitlines()
    for (line, field), en, zh in zip(places, english, chinese, strict=True):
        assert en.startswith(f"mine.toml, line {line}, {field}: ")
        assert zh.startswith(f"mine.toml 第{line}行") and field in zh and zh != en


def test_a_profile_of_ones_own_decides_what_is_asked(
    cast: Cast, capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    good = BAD.partition("[formation.max_schools]")[0].replace("value = 1", "value = 2")
    path.write_text(f'\ufeff{good}unit = {{ zh = "所", en = "schools" }}\n', "utf-8")
    _, rows = rows_of(capsys, "check", "测试", "--profile", str(path))
    leads = [(row["state"], row["wanted"]) for row in rows if row["clause"] == "REG-10"]
    assert leads == [("broken", 2)] * 2


def test_a_profile_nobody_can_check_by_is_told(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    assert "mine.toml" in complaint(capsys, "check", "测试", "--profile", str(path))
    path.write_bytes('name = "兴宁"'.encode("gb18030"))
    assert "UTF-8" in complaint(capsys, "check", "测试", "--profile", str(path))
    path.write_text(BAD.splitlines()[0])
    assert "«sources»" in complaint(capsys, "check", "测试", "--profile", str(path))


@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_coverage_lists_every_clause_with_five_columns(capsys: Capture, format: str) -> None:
    assert main(["--language", "en", "coverage", "--format", format]) == 0
    text = capsys.readouterr().out
    if format == "table":
        heads = ["Clause", "Kind", "State", "Run", "by", "Why", "not"]
        assert text.splitlines()[0].split() == heads
        assert len(text.splitlines()) == 543
        return
    rows = json.loads(text)["rows"] if format == "json" else list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == [each.clause.id for each in coverage()]
    assert {tuple(row) for row in rows} == {("id", "kind", "state", "runs", "why")}


def test_the_record_is_listed_and_its_head_printed_to_be_noted_down(
    cast: Cast, capsys: Capture
) -> None:
    last = Line.objects.latest("number")
    _, rows = rows_of(capsys, "record", "list", "--last", "3")
    assert [row["number"] for row in rows] == [last.number, last.number - 1, last.number - 2]
    assert rows[0]["verb"] == last.verb and rows[0]["account"] == "cast"
    assert rows_of(capsys, "record", "list", "--last", "-1") == (0, [])
    assert rows_of(capsys, "record", "head") == (0, [{"number": last.number, "seal": last.seal}])
    head = f"{last.number}:{last.seal}"
    _, [row] = rows_of(capsys, "record", "verify", "--head", head)
    assert (row["lines"], row["state"], row["line"]) == (last.number, "ok", None)
    assert "NUMBER:SEAL" in complaint(capsys, "record", "verify", "--head", "what")


def test_help_names_every_command_and_wrong_words_exit_2(capsys: Capture) -> None:
    for arguments, code in (["--help"], 0), (["fly"], 2), (["check", "x", "--on", "soon"], 2):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == code
    assert set(COMMANDS) >= {"demo", "serve", "check", "coverage", "record", "import", "export"}
    assert "2018-09-01" in capsys.readouterr().err


def test_without_a_database_the_cure_is_told(tmp_path: Path) -> None:
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "xuequ.cli.main", "--language", "en", "check", "xingning"],
        env={**env, "XUEQU_HOME": str(tmp_path / "new")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Run xuequ demo" in done.stderr and "Traceback" not in done.stderr
