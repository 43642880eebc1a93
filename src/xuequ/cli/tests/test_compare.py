"""`xuequ compare`: from a county's tables and a profile to regimes side by side."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of

APPLICATIONS = """编号,地段学校,居住地,积分,第一志愿,第二志愿,第三志愿
A1,福强小学,益田村,85,福强小学,全海小学,益田小学
A2,全海小学,益田村,95,福强小学,益田小学,全海小学
A3,益田小学,益田村,80.5,福强小学,全海小学,益田小学
A4,益田小学,水围,70,全海小学,益田小学,
"""
SEATS = "学校,招生计划,片区内\n福强小学,1,是\n全海小学,1,是\n益田小学,1,是\n水围小学,3,否\n"
WAYS = "居住地,学校,路程（米）\n益田村,水围小学,1900\n水围,水围小学,300\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, text in (("报名.csv", APPLICATIONS), ("学位.csv", SEATS), ("路程.csv", WAYS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    named = [str(tmp_path / "报名.csv"), "--seats", str(tmp_path / "学位.csv")]
    named += ["--travel", str(tmp_path / "路程.csv"), "--profile", "futian", "--draws", "3"]
    return [*named, "--regime", "greater_zone", "--day", "2026-04-01"]


def test_regimes_stand_side_by_side_and_say_that_they_are_no_result(
    capsys: Capture, files: list[str]
) -> None:
    assert main(["--language", "zh-hans", "compare", *files]) == 0
    said = capsys.readouterr().out
    heads = said.splitlines()[0].split()
    assert heads == [
        "指标", "本地办法", "延迟接受", "延迟接受·各校抽签", "按分依次选择", "首位交易循环",
        "只凭抽签",
    ]  # fmt: skip
    assert "仅供比较，不是录取结果" in said and "志愿轮次：未运行" in said
    assert main(["--language", "en", "compare", *files, "--with", "deferred,trading"]) == 0
    said = capsys.readouterr().out
    assert "For comparison only: no admission results." in said and "serial" not in said


def test_programs_get_a_line_for_each_figure(capsys: Capture, files: list[str]) -> None:
    code, rows = rows_of(capsys, "compare", *files)
    assert code == 0 and len({each["status"] for each in rows}) == 1
    told = {(each["regime"], each["group"], each["figure"]): each for each in rows}
    assert told["own", "all", "choice_1"]["mean"] == 2
    assert told["deferred", "all", "could_gain"]["mean"] == 0
    assert told["own", "all", "metres_unknown"]["unit"] == "children"
    assert main(["compare", *files, "--format", "csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(lines) == len(rows) and lines[0]["regime"] == "own"


def test_another_text_makes_other_draws_and_the_same_the_same(
    capsys: Capture, files: list[str]
) -> None:
    def ends(text: str) -> str:
        rest = ("--with", "lottery", "--draws", "1", "--tried", "0", "--seed-text", text)
        return str(rows_of(capsys, "compare", *files, *rest))

    assert ends("甲") == ends("甲")
    assert len({ends(str(each)) for each in range(8)}) > 1
    assert "could_gain" not in ends("甲")


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        (("--with", "rounds,best"), "best: choose of rounds"),
        (("--draws", "0"), "from 1 to 10000"),
        (("--sample", "10001"), "from 1 to 10000"),
        (("--tried", "x"), "from 0 to 10000"),
    ],
)
def test_options_out_of_range_are_refused(
    capsys: Capture, files: list[str], rest: tuple[str, str], told: str
) -> None:
    with pytest.raises(SystemExit):
        main(["compare", *files, *rest])
    assert told in capsys.readouterr().err


def test_bad_files_are_refused_with_line_field_and_cure(
    capsys: Capture, files: list[str], tmp_path: Path
) -> None:
    (tmp_path / "报名.csv").write_text(APPLICATIONS + "A1,,,9,外校,,\n", encoding="utf-8")
    said = complaint(capsys, "compare", *files)
    assert "报名.csv, line 6, 编号" in said and "外校" in said
