"""The roster as files: each opens in its own program and holds the names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from casting import MAKER, OPENING
from support_plugin import Cast
from xuequ.directory.services import schools
from xuequ.directory.tests.belonging import DAY, EVE, join, leave, of
from xuequ.web.outputs import OUTPUTS

pytestmark = pytest.mark.django_db

Rows = list[list[str]]
MEMBERS = ["东一小", "东二小", "东三小", "西一小", "西二小"]


def from_xlsx(data: bytes) -> Rows:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()[2:]]


def from_csv(data: bytes) -> Rows:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1:]


def from_json(data: bytes) -> Rows:
    return [[str(cell) for cell in row.values()] for row in json.loads(data)["rows"]]


def from_docx(data: bytes) -> Rows:
    [table] = Document(io.BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


READERS: dict[str, Callable[[bytes], Rows]] = {
    "xlsx": from_xlsx,
    "csv": from_csv,
    "json": from_json,
    "docx": from_docx,
}


def roster(browser: Any, kind: str, **query: object) -> bytes:
    answer = browser.get(f"/roster/{kind}/", query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == OUTPUTS[kind].media
    assert (
        answer["Content-Disposition"].startswith("attachment")
        and f".{kind}" in answer["Content-Disposition"]
    )
    return bytes(answer.content)


@pytest.mark.clause("REG-03", "REG-34")
@pytest.mark.parametrize("kind", READERS)
def test_the_roster_as_a_file_lists_every_member_and_its_teaching_points(
    cast: Cast, client_of: Any, kind: str
) -> None:
    schools.add_teaching_point(of("东一小").school, "山坳", since=OPENING, actor=MAKER)
    rows = READERS[kind](roster(client_of("bureau"), kind))
    names = [row[3] for row in rows if len(row) > 3 and row[3]]
    assert names == ["东一小", "山坳", *MEMBERS[1:]]
    [point] = [row for row in rows if len(row) > 3 and row[3] == "山坳"]
    assert point[5] == "东一小"


def test_the_roster_as_pdf_is_one_and_grows_with_its_rows(cast: Cast, client_of: Any) -> None:
    short = roster(client_of("school"), "pdf")
    long = roster(client_of("bureau"), "pdf")
    assert short.startswith(b"%PDF") and long.startswith(b"%PDF")
    assert b"%%EOF" in long[-16:]
    assert len(long) > len(short)


def test_a_roster_is_of_the_day_and_the_unit_looked_at(cast: Cast, client_of: Any) -> None:
    leave(of("东三小"))
    join(cast.loose, cast.group, "guest")
    browser = client_of("bureau")

    def names(**query: object) -> list[str]:
        return [row[3] for row in from_csv(roster(browser, "csv", **query))]

    assert names(on=EVE) == MEMBERS
    assert names(on=DAY) == ["东一小", "东二小", "西一小", "西二小", "孤小"]
    browser.post("/choose/", {"unit": cast.group.pk})
    assert names(on=DAY) == ["西一小", "西二小", "孤小"]


def test_a_school_gets_the_roster_of_its_own_consortium(client_of: Any) -> None:
    rows = from_csv(roster(client_of("school"), "csv"))
    assert [row[3] for row in rows] == MEMBERS[:3]


def test_there_is_no_roster_of_another_format(client_of: Any) -> None:
    assert client_of("bureau").get("/roster/exe/").status_code == 404


def test_a_name_that_looks_like_a_formula_stays_text(cast: Cast, client_of: Any) -> None:
    formula = '=HYPERLINK("http://example.org")'
    schools.name_school(cast.loose, formula, kind="official", since=OPENING, actor=MAKER)
    join(cast.loose, cast.group)
    rows = from_csv(roster(client_of("bureau"), "csv"))
    assert [row[3] for row in rows][-1] == "'" + formula
    rows = from_xlsx(roster(client_of("bureau"), "xlsx"))
    assert formula in [row[3] for row in rows]
