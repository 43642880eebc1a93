"""Files in and out from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from support_plugin import Cast
from xuequ.cli.main import main
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.directory.models import School, Teacher
from xuequ.intake.models import Import
from xuequ.record.models import Line
from xuequ.web.outputs import OUTPUTS

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
HEADS = "学区,学校,角色,起始日期,终止日期"


def roster(folder: Path, *rows: str) -> str:
    path = folder / "名册.csv"
    path.write_text("\n".join((HEADS, *rows)), "utf-8")
    return str(path)


def test_a_dry_run_counts_and_writes_nothing(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    path = roster(tmp_path, "新学区,甲校,龙头学校", "新学区,乙校,成员校")
    ask = ("import", "roster", path, "--authority", "测试", "--from", str(DAY))
    schools, lines = School.objects.count(), Line.objects.count()
    code, shown = rows_of(capsys, *ask, "--dry-run")
    assert code == 0
    assert {"甲校", "乙校"} <= {row["name"] for row in shown}
    assert {row["line"] for row in shown} == {2, 3}
    assert (School.objects.count(), Line.objects.count()) == (schools, lines)
    for expected in ({"new": 2, "changed": 0, "same": 0}, {"new": 0, "changed": 0, "same": 2}):
        code, rows = rows_of(capsys, *ask)
        assert (code, {row["rows"]: row["count"] for row in rows}) == (0, expected)
        assert School.objects.count() == schools + 2
    assert Line.objects.count() == lines + 1


def test_a_change_of_very_much_waits_for_a_second_person(
    cast: Cast, capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "教师.csv"
    ask = ("import", "teachers", str(path), "--authority", "测试", "--since", str(DAY))
    for title, code in (("二级教师", 0), ("一级教师", 3)):
        path.write_text(f"姓名,学校,学段,学科,职称\n新演示,孤小,小学,数学,{title}", "utf-8")
        assert rows_of(capsys, *ask)[0] == code
    assert Teacher.objects.get(person__name="新演示").title == "second"
    assert Import.objects.latest("pk").state == "waiting"


def test_a_bad_roster_exits_2_names_its_rows_and_writes_nothing(
    cast: Cast, capsys: Capture, tmp_path: Path
) -> None:
    path = roster(tmp_path, "东学区,东二小,龙头学校", "无学区,甲校,成员校,2026-09-01,2020-09-01")
    ask = ("import", "roster", path, "--authority", "测试", "--from", str(DAY))
    before = School.objects.count(), Line.objects.count()
    english = complaint(capsys, *ask).splitlines()
    assert [line.partition(": ")[0] for line in english] == [
        "名册.csv, line 2, 角色",
        "名册.csv, line 2, 角色",
        "名册.csv, line 3, 终止日期",
        "名册.csv, line 3, 学区",
    ]
    chinese = complaint(capsys, *ask, language="zh-hans").splitlines()
    assert [line.partition("行")[0] for line in chinese] == ["名册.csv 第2", "名册.csv 第2"] + [
        "名册.csv 第3"
    ] * 2
    assert (School.objects.count(), Line.objects.count()) == before


def test_an_import_that_cannot_begin_is_told(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    rest = ("--authority", "测试", "--from", str(DAY))
    assert "roster" in complaint(capsys, "import", "nothing", roster(tmp_path), *rest)
    assert "gone.csv" in complaint(capsys, "import", "roster", str(tmp_path / "gone.csv"), *rest)


MAGIC = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "csv": b"\xef\xbb\xbf", "json": b"{"}


@pytest.mark.parametrize("what", ["roster", "board"])
@pytest.mark.parametrize("format", OUTPUTS)
def test_every_kind_of_file_is_written(
    cast: Cast, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, what: str, format: str
) -> None:
    path = tmp_path / f"out.{format}"
    ask = ["export", what, "--authority", "测试", "--format", format, "--on", str(DAY)]
    assert main([*ask, "-o", str(path)]) == main(ask) == 0
    printed = capsysbinary.readouterr().out
    assert printed.startswith(MAGIC[format]) and path.read_bytes().startswith(MAGIC[format])
    if format in {"csv", "json"}:
        assert printed == path.read_bytes()
        assert "东学区" in printed.decode() and "邻学区" not in printed.decode()
    assert main([*ask, "-o", str(tmp_path / "no" / "such")]) == 2
