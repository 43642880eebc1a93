"""Two thousand teachers with thirty mistakes: refused, mended, brought in, undone."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from support_plugin import Cast
from xuequ.directory.models import Person, Teacher
from xuequ.intake.engine.matching import ERRORS
from xuequ.intake.files import read_cells
from xuequ.intake.models import Import
from xuequ.intake.services.reading import problems_of
from xuequ.intake.tests.planted import ROWS, Row, expected, teachers, with_mistakes
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


def upload(client: Client, rows: list[Row]) -> Any:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    file = SimpleUploadedFile("教师.csv", out.getvalue().encode())
    return client.post("/intake/teachers/", {"file": file, "since": "2026-09-01"}, follow=True)


def held() -> list[int]:
    return [Person.objects.count(), Teacher.objects.count(), Line.objects.count()]


def test_thirty_mistakes_are_told_mended_brought_in_and_undone(cast: Cast, client_of: Any) -> None:
    bureau = client_of("bureau")
    before = held()
    page = upload(bureau, with_mistakes())
    one = Import.objects.get()
    told = [(each.line, each.field, each.text.zh) for each in problems_of(one)]
    assert [each for each in zip(told, expected(), strict=True) if each[0] != each[1]] == []
    assert len(told) == 30
    assert all(why in page.text for _, _, why in expected()) and "共30处错误" in page.text
    assert held() == before
    check_file_of_mistakes(bureau.get(f"/intake/imports/{one.pk}/mistakes/").content)
    upload(bureau, teachers())
    mended = Import.objects.get(state="ready")
    assert mended.counts["rows"] == {"new": ROWS, "changed": 0, "same": 0}
    bureau.post(f"/intake/imports/{mended.pk}/confirm/")
    assert held()[:2] == [before[0] + ROWS, before[1] + ROWS]
    assert held()[2] == before[2] + 1, "one act"
    bureau.post(f"/intake/imports/{mended.pk}/undo/")
    assert held() == [before[0], before[1], before[2] + 2]


def check_file_of_mistakes(data: bytes) -> None:
    """It holds the very rows as texts, and in its last column why not."""
    cells = read_cells("错误.xlsx", data)
    given = with_mistakes()
    assert cells[0][: len(given[0])] == given[0] and cells[0][-1] == ERRORS[0]
    why = {line: (column, text) for line, column, text in expected()}
    for line, row in enumerate(cells[1:], start=2):
        assert [str(each) for each in row[: len(given[0])]] == [
            each.replace("\x07", "") if "\x07" in str(row) else each for each in given[line - 1]
        ]
        assert row[-1] == (f"{why[line][0]}：{why[line][1]}" if line in why else "")
