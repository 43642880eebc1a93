"""Files as people give them: good ones, broken ones, hostile ones; and the template."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random

import pytest
import xlsxwriter

from xuequ.directory.sheets import ROSTER
from xuequ.intake.engine.cells import read_rows
from xuequ.intake.files import book, book_of, read_cells, template, template_csv
from xuequ.intake.files import workbook as workbook_module
from xuequ.kernel.problems import Problems

WORDS = "学区,学校,角色\n昆仑学区,三十九中学,龙头学校\n"
CELLS = [["学区", "学校", "角色"], ["昆仑学区", "三十九中学", "龙头学校"]]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(cells: Mapping[tuple[int, int], str]) -> bytes:
    """A workbook with texts at (row, column), from 0."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for at, text in cells.items():
            page.write_string(*at, text)
    return out.getvalue()


def table() -> bytes:
    return workbook({(r, c): text for r, row in enumerate(CELLS) for c, text in enumerate(row)})


def parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def packed(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def refused(name: str, data: bytes) -> str:
    """Why the file is refused, in English; both languages say it and name the file."""
    with pytest.raises(Problems) as problems:
        read_cells(name, data)
    [zh], [en] = problems.value.say("zh-hans"), problems.value.say("en")
    assert zh.startswith(name) and en.startswith(name) and zh != en
    return en


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", WORDS.encode()),
        ("a.csv", WORDS.encode("utf-8-sig")),
        ("a.csv", WORDS.encode("gb18030")),
        ("A.CSV", WORDS.replace("\n", "\r\n").encode("gb18030")),
        ("a.xlsx", table()),
        ("A.XLSX", table()),
    ],
)
def test_the_same_table_is_read_from_every_kind_of_file(name: str, data: bytes) -> None:
    assert [list(row) for row in read_cells(name, data)] == CELLS


def test_a_table_may_begin_below_and_beside_the_first_cell() -> None:
    cells = read_cells("a.xlsx", workbook({(2, 1): "学区", (3, 1): "昆仑学区"}))
    assert [list(row) for row in cells][2:] == [["", "学区"], ["", "昆仑学区"]]


def test_numbers_and_days_of_a_workbook_keep_their_kind() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_number(0, 0, 2145000001)
        page.write_number(0, 1, 43344, book.add_format({"num_format": "yyyy-mm-dd"}))
    [[code, day]] = read_cells("a.xlsx", out.getvalue())
    assert (code, str(day)) == (2145000001.0, "2018-09-01")


@pytest.mark.parametrize("since_1904", [False, True])
def test_a_workbook_says_from_when_its_days_count(since_1904: bool) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": since_1904}) as made:
        page = made.add_worksheet()
        page.write_datetime(0, 0, datetime(2018, 9, 1), made.add_format({"num_format": "d/m/yy"}))
    found = book_of("a.xlsx", out.getvalue())
    [[day]] = found.cells("")
    assert (str(day), found.since_1904) == ("2018-09-01", since_1904)
    assert not book_of("a.csv", WORDS.encode()).since_1904


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)  # an old .xls, or a workbook with a password
OTHERS: dict[str, tuple[str, bytes, str]] = {
    "wrong extension": ("a.pdf", table(), "only .xlsx and .csv"),
    "no extension": ("xlsx", table(), "only .xlsx and .csv"),
    "a workbook with macros": ("a.xlsm", table(), "only .xlsx and .csv"),
    "an old workbook": ("a.xls", OLE, "an old .xls"),
    "a workbook with a password": ("a.xlsx", OLE, "a file with a password"),
    "a web page": ("a.xlsx", b"<html>Log in first</html>", "a web page"),
    "a text": ("a.xlsx", WORDS.encode(), "a text, not a workbook"),
    "empty": ("a.xlsx", b"", "not a readable workbook"),
    "another archive": ("a.xlsx", packed({"a.txt": b"a"}), "not a readable workbook"),
    "cut off": ("a.xlsx", table()[:-200], "not a readable workbook"),
    "cut in the middle": ("a.xlsx", table()[:900], "not a readable workbook"),
    "no text": ("a.csv", b"\xff\xff\x81", "unknown encoding"),
    "too many columns": ("a.csv", b"," * 200, "more than 300000 rows or 200 columns"),
    "one endless cell": ("a.csv", b'"' + b"a" * 200_000, "not a proper CSV"),
    "a stray cell far right": ("a.xlsx", workbook({(0, 0): "a", (0, 16383): "b"}), "stray cell"),
    "a stray cell far below": ("a.xlsx", workbook({(0, 0): "a", (1048575, 0): "b"}), "stray cell"),
    "two cells far apart": ("a.xlsx", workbook({(0, 0): "a", (299_999, 199): "b"}), "stray cell"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_cannot_be_read_is_refused_with_its_cure(what: str) -> None:
    name, data, why = OTHERS[what]
    assert why in refused(name, data)


def test_cells_that_do_not_say_where_they_stand_are_refused() -> None:
    members = parts(table())
    members[SHEET] = re.sub(rb' r="[A-Z]+\d+"', b"", members[SHEET])
    assert "not a readable workbook" in refused("a.xlsx", packed(members))


def test_too_large_a_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "LARGEST", 100)
    assert "20 MB" in refused("a.csv", b"a" * 101)


def test_a_small_file_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "SWELL", 100_000)
    bomb = packed({**parts(table()), "xl/media/bomb": bytes(1_000_000)})
    assert len(bomb) < 20_000
    assert "far too large once unpacked" in refused("a.xlsx", bomb)


def test_a_file_that_lies_about_its_size_is_refused() -> None:
    members = parts(table())
    members[SHEET] = members[SHEET].replace(b"</sheetData>", b" " * 1_000_000 + b"</sheetData>")
    honest = packed(members)
    size = len(members[SHEET]).to_bytes(4, "little")
    assert honest.count(size) == 2  # before the part and in the list of parts
    assert "not a readable workbook" in refused("a.xlsx", honest.replace(size, b"\1\0\0\0"))


def damaged(data: bytes, chance: Random) -> bytes:
    """The bytes with a few changed, lost, added and doubled."""
    new = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 30))):
        at = chance.randrange(len(new))
        piece = new[at : at + chance.randrange(1, 60)]
        change = chance.choice(("set", "drop", "add", "double"))
        if change == "drop" and len(new) > 100:
            del new[at : at + len(piece)]
        elif change == "double":
            new[at:at] = piece
        elif change == "add":
            new[at:at] = chance.randbytes(chance.randrange(1, 9))
        else:
            new[at] = chance.randrange(256)
    return bytes(new)


def damaged_part(book: bytes, chance: Random) -> bytes:
    members = parts(book)
    name = chance.choice(sorted(members))
    return packed({**members, name: damaged(members[name], chance)})


DAMAGE: dict[str, Callable[[Random], tuple[str, bytes]]] = {
    "archive": lambda chance: ("a.xlsx", damaged(template(ROSTER, "zh-hans"), chance)),
    "part": lambda chance: ("a.xlsx", damaged_part(template(ROSTER, "zh-hans"), chance)),
    "text": lambda chance: ("a.csv", damaged((WORDS * 9).encode(), chance)),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_no_damaged_file_does_more_than_be_refused(what: str) -> None:
    chance, outcomes = Random(20180901), set()
    for _ in range(100):
        name, data = DAMAGE[what](chance)
        try:
            read_rows(ROSTER, read_cells(name, data), file=name)
            outcomes.add("read")
        except Problems as problems:
            assert problems.say("zh-hans")
            outcomes.add("refused")
    assert "read" in outcomes and outcomes <= {"read", "refused"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_has_lists_to_choose_from_and_codes_as_text(language: str) -> None:
    members = parts(template(ROSTER, language))
    page = members[SHEET].decode()
    chosen = [column for column in ROSTER.columns if column.kind == "choice"]
    assert len(re.findall(r'<dataValidation type="list"', page)) == len(chosen) == 3
    dictionary = {"zh-hans": "字典", "en": "Dictionary"}[language]
    for n, column in enumerate(chosen):
        letter = chr(65 + n)
        assert f"'{dictionary}'!${letter}$2:${letter}${len(column.choices) + 1}" in page
    listed = book_of("a.xlsx", template(ROSTER, language)).cells(dictionary)
    assert listed[0] == [column.title.say(language) for column in chosen]
    styles = members["xl/styles.xml"].decode()
    assert 'formatCode="@"' in styles and 'formatCode="yyyy-mm-dd"' in styles


def test_the_sample_row_of_a_template_is_shown_and_never_taken() -> None:
    for language, mark in (("zh-hans", "（示例）昆仑学区"), ("en", "(example)昆仑学区")):
        for kind, made in (("xlsx", template), ("csv", template_csv)):
            cells = read_cells(f"a.{kind}", made(ROSTER, language))
            assert any(mark in row for row in cells)
            assert read_rows(ROSTER, cells, file="a") == ([], [])


def test_a_template_in_csv_carries_the_mark_that_excel_wants() -> None:
    assert template_csv(ROSTER, "zh-hans").startswith("\ufeff学区 *,".encode())


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_what_is_given_out_holds_no_live_formula_and_comes_back_as_it_was(sign: str) -> None:
    rows = [{"district": f"{sign}1+1", "school": "甲", "role": "lead"}]
    assert f"'{sign}1+1" in template_csv(ROSTER, "zh-hans", rows).decode()
    sheet = parts(template(ROSTER, "zh-hans", rows))[SHEET]
    assert b"<f>" not in sheet.replace(b"<formula1>", b"")
    for kind, made in (("xlsx", template), ("csv", template_csv)):
        assert f"{sign}1+1" in read_cells(f"a.{kind}", made(ROSTER, "zh-hans", rows))[-1]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_names_its_sheet_and_version_and_every_column(language: str) -> None:
    cells = read_cells("a.xlsx", template(ROSTER, language))
    assert f"roster/{ROSTER.version}" in cells[0]
    assert cells[0][0] == ROSTER.title.say(language)
    heads = [str(each).removesuffix(" *") for each in cells[2] if each]
    assert heads == [column.title.say(language) for column in ROSTER.columns]
    rows, problems = read_rows(ROSTER, cells, file="a.xlsx")
    assert (rows, problems) == ([], [])
