"""The sheets beside the national standards: every column, and nothing else."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from xuequ.directory.engine.identity import check_digit
from xuequ.intake.models import Import
from xuequ.intake.queries.sheets import sheets
from xuequ.intake.queries.standards import NOT_READ, compared, standards_table
from xuequ.kernel.actors import program
from xuequ.kernel.discovery import declared
from xuequ.kernel.sheet import Sheet

EVERY: dict[str, Sheet] = {
    sheet.code: sheet for _, module in declared("sheets") for sheet in module.SHEETS
}
READ: set[str] = set()  # names of JY/T 1004 that were compared with its text


def test_the_mapping_names_every_column_of_every_sheet_and_nothing_else() -> None:
    assert {code: list(columns) for code, columns in compared().items()} == {
        code: [column.code for column in sheet.columns] for code, sheet in EVERY.items()
    }


def test_only_names_that_were_read_are_filled_in() -> None:
    entries = [each for columns in compared().values() for each in columns.values()]
    assert all(set(each) == {"values", "jyt1004"} for each in entries)
    assert {each["jyt1004"] for each in entries} - {""} == READ


def test_what_reads_a_column_is_named_as_the_standard_of_its_values() -> None:
    for code, sheet in EVERY.items():
        for column in sheet.columns:
            named = compared()[code][column.code]["values"]
            assert bool(named) >= bool(column.reads), (code, column.code)
            assert (named == "GB/T 7408") == (column.kind == "date"), (code, column.code)


def test_the_table_is_of_the_sheets_one_may_bring_in() -> None:
    table = standards_table(sheets(seen_by=program("test")))
    assert len(table.rows) == sum(len(sheet.columns) for sheet in EVERY.values())
    assert table.notes == (NOT_READ,)
    assert ("学区名册", "学校标识码", "code", "文本", "否", "学校(机构)代码管理办法", "") in [
        tuple(row) for row in table.said("zh-hans")
    ]
    assert standards_table({}).rows == []


def test_the_page_shows_every_sheet_and_gives_the_table_as_a_file(client_of: Any) -> None:
    page = client_of("bureau").get("/intake/standards/").content.decode()
    assert all(f"<h2>{sheet.title.zh}</h2>" in page for sheet in EVERY.values())
    assert "GB 11643" in page and NOT_READ.zh in page
    assert client_of("bureau").get("/intake/standards/csv/").status_code == 200
    assert client_of("bureau").get("/intake/standards/exe/").status_code == 404


def test_odd_numbers_are_told_before_a_sheet_is_taken_and_refuse_nothing(client_of: Any) -> None:
    rows = ["姓名,证件号码,学校,学段,学科"]
    for n in range(7):
        first = f"1102212001010{n + 1}001"
        rows.append(f"演示{n},{first}{check_digit(first)},东二小,小学,数学")
    file = SimpleUploadedFile("教师.csv", "\n".join(rows).encode())
    sent = {"since": "2026-09-01", "file": file}
    page = client_of("bureau").post("/intake/teachers/", sent, follow=True).content.decode()
    assert "110221：1980—1998年昌平县" in page and "可以照常导入" in page
    done = client_of("bureau").post(f"/intake/imports/{Import.objects.get().pk}/confirm/")
    assert done.status_code == 302 and Import.objects.get().state == "done"
