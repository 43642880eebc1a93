"""`xuequ points`: from a file of claims to points and eligibility, without a database."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of

PROFILE = """\
extends = "futian"
name = { zh = "本地", en = "own" }
[enrolment.points]
clause = "ENR-09"
unit = { zh = "积分标准", en = "a standard" }
binding = "must"
values = [{ from = 2026-01-01, value = { types = [
  { code = "a", zh = "甲类", en = "type A", base_points = 60 },
  { code = "b", zh = "乙类", en = "type B", base_points = 50.5 },
], additions = [
  { code = "home", zh = "居住", en = "residence", points = 0.25, per = "year", cap = 2 },
] } }]
"""
CLAIMS = """\
编号,类型,居住,就读年级,居住在本区,深圳市户籍
0001,甲类,2019-06-01,6,是,是
0002,乙类,11,6,是,
"""
DAY = ("--day", "2026-06-01")


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The arguments that name a file of two claims and a profile with a table."""
    (tmp_path / "own.toml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "claims.csv").write_text(CLAIMS, encoding="utf-8")
    return [str(tmp_path / "claims.csv"), "--profile", str(tmp_path / "own.toml")]


def test_points_and_eligibility_of_each_line_are_printed(capsys: Capture, files: list[str]) -> None:
    code, [one, two] = rows_of(capsys, "--language", "en", "points", *files, *DAY)
    assert code == 0
    assert one == {
        "number": "0001",
        "points": "61.75",
        "eligible": "yes",
        "ground": "registered in Shenzhen",
        "missing": "",
        "arithmetic": "type A: 60 + residence: 7 years × 0.25 = 1.75 = 61.75",
    }
    assert (two["points"], two["eligible"], two["ground"]) == ("50.5", "no", "")
    assert two["missing"].startswith("«registered in Shenzhen»: not shown; «child of a person")


def test_the_file_is_written_in_the_language_chosen_and_never_over_another(
    capsys: Capture, files: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "scored.csv"
    code, rows = rows_of(capsys, "points", *files, *DAY, "--out", str(out))
    assert code == 0 and [each["value"] for each in rows] == [2, 1, 1]
    written = list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"))))
    assert written[0] == ["number", "points", "eligible", "ground", "missing", "arithmetic"]
    assert written[1][:4] == ["0001", "61.75", "是", "深圳市户籍"]
    assert written[2][5] == "乙类50.5 + 居住0年×0.25=0 = 50.5"
    before = out.read_bytes()
    said = complaint(capsys, "points", *files, *DAY, "--out", str(out))
    assert "not written over" in said and out.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name[0] == "."] == []


def test_a_bad_line_leaves_no_file(capsys: Capture, files: list[str], tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(CLAIMS + "0001,丙类,-1,6,是,是\n", encoding="utf-8")
    out = tmp_path / "scored.csv"
    said = complaint(capsys, "points", *files, *DAY, "--out", str(out)).splitlines()
    assert [each.partition(": ")[0] for each in said] == [
        "claims.csv, line 4, 类型", "claims.csv, line 4, 居住",
    ]  # fmt: skip
    assert not out.exists()
    assert "claims.csv 第4行“居住”" in complaint(capsys, "points", *files, *DAY, language="zh-hans")


def test_the_table_in_force_on_the_day_counts(capsys: Capture, files: list[str]) -> None:
    for day in ("2025-12-31", "2017-01-01"):
        said = complaint(capsys, "points", *files, "--day", day)
        assert f"no table of points on {day}" in said and "[enrolment.points]" in said


def test_a_day_in_the_file_needs_the_day_applications_open(
    capsys: Capture, files: list[str]
) -> None:
    said = complaint(capsys, "points", *files)
    assert "line 2, 居住" in said and "--day" in said


def test_a_workbook_is_read_like_a_csv(capsys: Capture, files: list[str], tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "claims.xlsx")
    page, as_day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    for row, line in enumerate(CLAIMS.splitlines()):
        page.write_row(row, 0, line.split(","))
    page.write_datetime(1, 2, datetime(2019, 6, 1), as_day)
    page.write_number(2, 2, 11)
    page.write_number(2, 0, 2)
    book.close()
    _, rows = rows_of(capsys, "points", str(tmp_path / "claims.xlsx"), *files[1:], *DAY)
    assert [(each["number"], each["points"]) for each in rows] == [("0001", "61.75"), ("2", "50.5")]


def test_a_draft_is_told_as_such(capsys: Capture, files: list[str], tmp_path: Path) -> None:
    assert main(["--language", "en", "points", *files, *DAY]) == 0
    said = capsys.readouterr().out
    assert "Times are counted to 2026-06-01" in said and "do not count" not in said
    (tmp_path / "own.toml").write_text('status = "draft"\n' + PROFILE, encoding="utf-8")
    main(["--language", "en", "points", *files, *DAY])
    assert "these points do not count" in capsys.readouterr().out
