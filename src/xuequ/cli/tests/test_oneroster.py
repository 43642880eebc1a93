"""A bundle out and in from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from support_plugin import Cast
from xuequ.cli.tests.asking import Capture, complaint, rows_of
from xuequ.directory.models import School
from xuequ.intake.tests.test_engine_oneroster import archive_of, members
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


def test_a_bundle_goes_out_and_in_again(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    path, where = str(tmp_path / "县.zip"), ("--authority", "测试")
    code, rows = rows_of(capsys, "oneroster", "out", path, *where, "--on", str(DAY))
    counts = {row["file"]: row["rows"] for row in rows}
    assert code == 0 and counts["orgs.csv"] == 9 and "enrollments.csv" not in counts
    ask = ("oneroster", "in", path, *where, "--from", str(DAY))
    assert rows_of(capsys, *ask) == (0, [
        {"file": name, "new": 0, "changed": 0, "same": count}
        for name, count in sorted(counts.items())
    ])  # fmt: skip


def test_a_dry_run_names_the_file_of_every_change(
    cast: Cast, capsys: Capture, tmp_path: Path
) -> None:
    path, where = tmp_path / "县.zip", ("--authority", "测试")
    assert rows_of(capsys, "oneroster", "out", str(path), *where, "--on", str(DAY))[0] == 0
    files = members(path.read_bytes())
    files["orgs.csv"] += "new,,,北小,school".encode() + b"," * 26 + b"\r\n"
    path.write_bytes(archive_of(files))
    schools = School.objects.count()
    ask = ("oneroster", "in", str(path), *where, "--from", str(DAY))
    code, rows = rows_of(capsys, *ask, "--dry-run")
    assert code == 0 and "北小" in {row["name"] for row in rows}
    assert {row["file"] for row in rows} == {"orgs.csv"} and School.objects.count() == schools
    assert rows_of(capsys, *ask)[0] == 0 and School.objects.count() == schools + 1


def test_numbers_go_along_only_with_a_reason(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "县.zip"
    ask = ("oneroster", "out", str(path), "--authority", "测试", "--on", str(DAY), "--in-full")
    assert "five characters" in complaint(capsys, *ask)
    assert not path.exists()
    assert rows_of(capsys, *ask, "--reason", "搬到新的机房")[0] == 0
    assert Line.objects.latest("number").note["reason"] == "搬到新的机房"


def test_what_is_no_bundle_is_refused(cast: Cast, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "县.zip"
    path.write_bytes(b"PK")
    told = complaint(
        capsys, "oneroster", "in", str(path), "--authority", "测试", "--from", str(DAY)
    )
    assert told.startswith("县.zip: not a whole ZIP file")
