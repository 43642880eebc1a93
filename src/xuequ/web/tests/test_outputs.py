"""Tables as files: the same content in every form, and nothing in them that acts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from xuequ.kernel.table import Column, Table
from xuequ.kernel.taming import DANGEROUS
from xuequ.kernel.text import Text
from xuequ.web.outputs import OUTPUTS
from xuequ.web.outputs.text import write_screen

LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"]
ARRAY = "{=1+1}"
NASTY = [
    *LIVE,
    ARRAY,
    "<b>&amp;</b>",
    '#panic("run")',
    "$x$ *bold* _it_ \\ `raw` @ref",
    "https://evil.example/",
    "mailto:a@b",
    "'quoted' \"twice\", and; so, on",
    "two\nlines",
    "a\x00b\x01c\x1b[31m\ufffe",
    "𠮷野家 😀",
    "\u202eright to left",
    "长" * 3000,
    "",
]
TABLE = Table(
    Text("一=二", "=One"),
    (Column("name", "名称", "Name"), Column("count", "数量", "Count", number=True)),
    [(each, n) for n, each in enumerate(NASTY)],
    (Text("=注", "{=note}"),),
)


def sheet(data: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def cells(format: str, language: str = "en") -> list[str]:
    """The first column of the table as read back from a file."""
    data = OUTPUTS[format].write(TABLE, language)
    if format == "xlsx":
        return [str(row[0]) for row in sheet(data)[2 : 2 + len(NASTY)]]
    if format == "docx":
        [grid] = docx.Document(io.BytesIO(data)).tables
        return [row.cells[0].text for row in grid.rows[1:]]
    if format == "csv":
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        return [row["name"] for row in csv.DictReader(text)]
    return [row["name"] for row in json.loads(data)["rows"]]


def printable(text: str) -> str:
    """What is left where characters nobody can print have no place."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", "", text)


def test_json_keeps_every_text_as_it_is() -> None:
    assert cells("json") == NASTY


def test_a_workbook_holds_texts_and_no_formula_or_link() -> None:
    found = cells("xlsx")
    same = [text for text in NASTY if printable(text) == text]
    assert [text for text in found if text in same] == same
    with zipfile.ZipFile(io.BytesIO(OUTPUTS["xlsx"].write(TABLE, "en"))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page and "<f " not in page and "<hyperlink" not in page
        assert not [name for name in book.namelist() if "externalLink" in name or "vba" in name]


def test_no_cell_of_a_csv_begins_as_a_formula_would() -> None:
    assert cells("csv") == [f"'{text}" if text in LIVE else text for text in NASTY]
    assert not any(text.startswith(DANGEROUS) for text in cells("csv"))


def test_no_heading_of_a_csv_begins_as_a_formula_would() -> None:
    table = Table(Text("表", "T"), (Column("=1+1", "甲", "A"), Column("＠b", "乙", "B")), [])
    assert OUTPUTS["csv"].write(table, "en").decode("utf-8-sig").split() == ["'=1+1,'＠b"]


def test_numbers_below_zero_stay_numbers() -> None:
    table = Table(Text("数", "N"), (Column("n", "数", "N"),), [(-5,), (Decimal("-0.5"),)])
    assert OUTPUTS["csv"].write(table, "en").decode().split()[1:] == ["-5", "-0.5"]
    assert sheet(OUTPUTS["xlsx"].write(table, "en"))[2] == [-5.0]


def test_a_document_holds_every_text_that_can_be_printed() -> None:
    found = cells("docx")
    assert [text.replace("\r", "\n") for text in found] == [
        printable(text).replace("\r", "\n") for text in NASTY
    ]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_pdf_is_made_of_any_text_and_runs_none_of_it(language: str) -> None:
    data = OUTPUTS["pdf"].write(TABLE, language)
    assert data.startswith(b"%PDF") and b"%%EOF" in data[-20:]
    assert b"/JavaScript" not in data and b"/Launch" not in data


@pytest.mark.parametrize(("language", "name"), [("zh-hans", "名称"), ("en", "Name")])
def test_headings_title_and_notes_are_in_the_readers_language(language: str, name: str) -> None:
    title, note = TABLE.title.say(language), TABLE.notes[0].say(language)
    rows = sheet(OUTPUTS["xlsx"].write(TABLE, language))
    assert (rows[0][0], rows[1][0], rows[-1][0]) == (title, name, note)
    paper = docx.Document(io.BytesIO(OUTPUTS["docx"].write(TABLE, language)))
    assert paper.paragraphs[0].text == title and paper.paragraphs[-1].text == note
    assert paper.tables[0].rows[0].cells[0].text == name
    assert write_screen(TABLE, language).startswith(name)


def test_cells_of_two_languages_are_said_in_the_one_asked_for() -> None:
    table = Table(Text("表", "T"), (Column("state", "状态", "State"),), [(Text("符合", "met"),)])
    for language, word in (("zh-hans", "符合"), ("en", "met")):
        for format in ("csv", "json"):
            assert word in OUTPUTS[format].write(table, language).decode()
        assert sheet(OUTPUTS["xlsx"].write(table, language))[2][0] == word
        assert word in write_screen(table, language)


def test_days_numbers_and_empty_cells_keep_their_kind_in_a_workbook() -> None:
    row = (date(2018, 9, 1), 65, 0.5, None, True)
    columns = tuple(Column(f"c{n}", "列", "Column") for n in range(len(row)))
    data = OUTPUTS["xlsx"].write(Table(Text("表", "T"), columns, [row]), "en")
    assert sheet(data)[2] == [date(2018, 9, 1), 65.0, 0.5, "", True]


@pytest.mark.parametrize("format", OUTPUTS)
def test_an_empty_table_is_a_file_too(format: str) -> None:
    table = Table(Text("空", "Empty"), (Column("a", "甲", "A"),), [])
    assert OUTPUTS[format].write(table, "zh-hans")


def test_on_a_terminal_columns_stand_straight_and_nothing_is_obeyed() -> None:
    table = Table(
        Text("表", "T"),
        (Column("a", "学校", "School"), Column("b", "数", "N")),
        [("三十九中学", 1), ("a\x1b[2J\nb", 22), (None, 3)],
    )
    lines = write_screen(table, "zh-hans").splitlines()
    assert len(lines) == 5 and not any("\x1b" in line for line in lines)
    assert lines[0] == "学校        数" and lines[2] == "三十九中学  1"
