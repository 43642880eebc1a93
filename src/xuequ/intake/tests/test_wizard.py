"""The pages of an import, as somebody walks through them in a browser."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from support_plugin import Cast
from xuequ.directory.engine.masks import mask_number
from xuequ.directory.models import Person
from xuequ.directory.sheets import TEACHERS
from xuequ.directory.tests.sheets_in import number
from xuequ.intake.files import read_cells, template
from xuequ.intake.models import Import
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
HEADS = "姓名,学校,学段,学科,职称"
TEACHER = {"name": "王一", "school": "东一小", "stage": "primary", "subject": "数学"}
ROWS = ("王一,东一小,小学,数学,一级教师", "李二,东二小,小学,语文,高级教师")


def upload(client: Client, *rows: str, name: str = "教师.csv") -> Any:
    file = SimpleUploadedFile(name, "\n".join(rows).encode())
    data = {"file": file, "since": "2026-09-01"}
    return client.post("/intake/teachers/", data, follow=True)


def last() -> Import:
    return Import.objects.latest("pk")


def press(client: Client, act: str) -> Any:
    return client.post(f"/intake/imports/{last().pk}/{act}/", follow=True)


def test_upload_look_confirm_undo(cast: Cast, client_of: Any) -> None:
    bureau, before = client_of("bureau"), Person.objects.count()
    shown = upload(bureau, HEADS, *ROWS)
    assert shown.status_code == 200 and "王一" in shown.text and "一级教师" in shown.text
    assert Person.objects.count() == before
    done = press(bureau, "confirm")
    assert Person.objects.count() == before + 2
    assert "/people/" in done.text
    asked = bureau.get(f"/intake/imports/{last().pk}/undo/")
    assert "教师.csv" in asked.text
    press(bureau, "undo")
    assert Person.objects.count() == before and last().state == "undone"


def test_columns_nobody_knows_are_matched_or_left_out_by_name(cast: Cast, client_of: Any) -> None:
    bureau, before = client_of("bureau"), Person.objects.count()
    rows = ("2026年教师名册,,,,", "老师大名,学校,学段,学科,备注一", "王一,东一小,小学,数学,随便")
    page = upload(bureau, *rows)
    assert "老师大名" in page.text and "随便" in page.text and "尚未找到：" in page.text
    path = f"/intake/imports/{last().pk}/columns/"
    chosen = {"place1": "school", "place2": "stage", "place3": "subject"}
    refused = bureau.post(path, chosen | {"place0": "name", "place4": ""})
    assert refused.status_code == 422 and last().state == "given"
    twice = bureau.post(path, chosen | {"place0": "name", "place4": "name"})
    assert twice.status_code == 422 and "两列不能对应同一项" in twice.text
    lacking = bureau.post(path, chosen | {"place0": "-", "place4": "-"})
    assert lacking.status_code == 422 and "姓名" in lacking.text
    shown = bureau.post(path, chosen | {"place0": "name", "place4": "-"}, follow=True)
    assert "王一" in shown.text and last().state == "ready"
    press(bureau, "confirm")
    assert Person.objects.count() == before + 1


def test_somebody_comes_back_later_and_finds_it_where_it_was(cast: Cast, client_of: Any) -> None:
    bureau = client_of("bureau")
    upload(bureau, "大名,学校,学段,学科", "王一,东一小,小学,数学")
    listed = bureau.get("/intake/imports/?mine=1")
    assert "教师.csv" in listed.text and "待对应列" in listed.text
    assert "大名" in bureau.get(f"/intake/imports/{last().pk}/", follow=True).text
    press(bureau, "drop")
    assert last().state == "dropped" and not hasattr(last(), "given")


def test_an_old_template_and_one_of_another_sheet_are_told(cast: Cast, client_of: Any) -> None:
    bureau = client_of("bureau")
    older = template(replace(TEACHERS, version=0), "zh-hans", [TEACHER])
    other = template(replace(TEACHERS, code="pupils"), "zh-hans", [TEACHER])
    for data, words in ((older, "旧版模板（第0版"), (other, "另一种表的模板")):
        file = SimpleUploadedFile("教师.xlsx", data)
        sent = {"file": file, "since": "2026-09-01"}
        assert words in bureau.post("/intake/teachers/", sent, follow=True).text


def test_the_right_sheet_of_a_workbook_is_found(cast: Cast, client_of: Any) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("说明").write_string(0, 0, "请看第二张表")
        page = book.add_worksheet("名单")
        for at, row in enumerate((HEADS, *ROWS)):
            for n, text in enumerate(row.split(",")):
                page.write_string(at, n, text)
    file = SimpleUploadedFile("教师.xlsx", out.getvalue())
    client_of("bureau").post("/intake/teachers/", {"file": file, "since": "2026-09-01"})
    assert (last().page, last().state) == ("名单", "ready")


def test_the_form_and_what_there_is_are_given_out(cast: Cast, client_of: Any) -> None:
    bureau = client_of("bureau")
    upload(bureau, f"{HEADS},证件号码", f"王一,东一小,小学,数学,,{number(5)}")
    press(bureau, "confirm")
    for kind in ("xlsx", "csv"):
        form = bureau.get(f"/intake/teachers/template/{kind}/").content
        given = bureau.get(f"/intake/teachers/export/{kind}/?on=2026-09-02").content
        assert "（示例）王演示" in str(read_cells(f"表.{kind}", form))
        cells = str(read_cells(f"表.{kind}", given))
        assert "王一" in cells and mask_number(number(5)) in cells and number(5) not in cells
    assert bureau.get("/intake/teachers/export/pdf/").status_code == 404
    assert Line.objects.filter(verb="export").count() == 2
