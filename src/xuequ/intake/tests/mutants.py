"""Files as they come from tired people, old programs and bad lines: good ones, spoilt at random."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from random import Random

import xlsxwriter

from xuequ.directory.sheets import TEACHERS
from xuequ.intake.files import template

HEADS = ["姓名", "证件号码", "学校", "学段", "学科", "职称"]
ROWS = [
    ["王一", "450103198001010014", "东一小", "小学", "数学", "一级教师"],
    ["李二", "", "东二小", "小学", "语文", "高级教师"],
    ["张三", "", "东三小", "小学", "英语", ""],
]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET = "xl/worksheets/sheet1.xml"
Given = tuple[str, bytes]


def text(rows: list[list[str]], comma: str = ",") -> str:
    return "\n".join(comma.join(row) for row in (HEADS, *rows))


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for at, row in enumerate([HEADS, *rows]):
            page.write_row(at, 0, row)
    return out.getvalue()


def parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def in_sheet(change: Callable[[bytes], bytes]) -> bytes:
    members = parts(workbook(ROWS))
    return packed({**members, SHEET: change(members[SHEET])})


def noise(data: bytes, chance: Random) -> bytes:
    """A few bytes changed, lost, added or doubled."""
    new = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 30))):
        at = chance.randrange(len(new))
        size = chance.randrange(1, 60)
        match chance.randrange(4):
            case 0:
                new[at] = chance.randrange(256)
            case 1:
                del new[at : at + size]
            case 2:
                new[at:at] = chance.randbytes(size)
            case _:
                new[at:at] = new[at : at + size]
        new = new or bytearray(b"0")
    return bytes(new)


def cut(chance: Random) -> Given:
    data = workbook(ROWS)
    return "切.xlsx", data[: chance.randrange(len(data))]


def spoilt_part(chance: Random) -> Given:
    members = parts(
        template(
            TEACHERS, "zh-hans", [dict(zip(("name", "school"), r, strict=False)) for r in ROWS]
        )
    )
    name = chance.choice(sorted(members))
    return "坏.xlsx", packed({**members, name: noise(members[name], chance)})


def formulas(chance: Random) -> Given:
    row = [chance.choice(("=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("x")', "＝A1")) for _ in HEADS]
    if chance.random() < 0.5:
        return "式.csv", text([row]).encode()
    return "式.xlsx", workbook([list(row)])


def macros(_: Random) -> Given:
    return "宏.xlsx", packed({**parts(workbook(ROWS)), "xl/vbaProject.bin": b"Sub x()"})


def bomb(chance: Random) -> Given:
    size = chance.choice((210, 230)) * 1024 * 1024
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts(workbook(ROWS)).items():
            archive.writestr(name, data)
        with archive.open("xl/media/b", "w", force_zip64=True) as file:
            for _ in range(size // 1024**2):
                file.write(bytes(1024**2))
    return "弹.xlsx", out.getvalue()


def lost_digits(chance: Random) -> Given:
    number: object = chance.choice((4.50103198001010e17, "4.50103E+17", 450103198001010014))
    return "号.xlsx", workbook([["王一", number, *ROWS[0][2:]]])


def code_pages(chance: Random) -> Given:
    page = chance.choice(("gb18030", "utf-16", "utf-8-sig", "big5", "shift_jis", "utf-32", "cp037"))
    return "码.csv", text(ROWS, chance.choice((",", "\t", ";"))).encode(page, "replace")


def empty_rows(_: Random) -> Given:
    """Cells with a colour and nothing in them down to the last row a workbook has."""
    far = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(900_000, 1_000_000)
    )
    return "空.xlsx", in_sheet(lambda data: data.replace(b"</sheetData>", far + b"</sheetData>"))


def twice(chance: Random) -> Given:
    again = chance.randrange(len(HEADS))
    rows = [[*row, row[again]] for row in [HEADS, *ROWS]]
    return "重.csv", "\n".join(",".join(row) for row in rows).encode()


def merged(chance: Random) -> Given:
    last = chance.choice(("F4", "XFD1048576"))
    cells = b'<mergeCells count="1"><mergeCell ref="A1:%s"/></mergeCells>' % last.encode()
    return "并.xlsx", in_sheet(lambda data: data.replace(b"</sheetData>", b"</sheetData>" + cells))


def page_of_the_web(chance: Random) -> Given:
    rows = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in ROWS)
    name = chance.choice(("网.xls", "网.xlsx", "网.csv"))
    return name, f"<html><table>{rows}</table></html>".encode()


def old_workbook(chance: Random) -> Given:
    return chance.choice(("旧.xls", "旧.xlsx", "旧.csv")), OLE + chance.randbytes(2_000)


def wrong_name(chance: Random) -> Given:
    data = chance.choice((workbook(ROWS), text(ROWS).encode()))
    return chance.choice(("名.csv", "名.xlsx", "名.pdf", "名")), data


def far_cell(chance: Random) -> Given:
    place = chance.choice((b"XFD1", b"A1048576", b"ZZZZ9", b"A0", b"A99999999"))
    cell = b'<row r="1"><c r="%s" t="str"><v>x</v></c></row>' % place
    return "远.xlsx", in_sheet(lambda data: data.replace(b"</sheetData>", cell + b"</sheetData>"))


def garbled(chance: Random) -> Given:
    return "乱.csv", noise(text(ROWS * 5).encode(), chance)


def rubbish(chance: Random) -> Given:
    return chance.choice(("杂.csv", "杂.xlsx")), chance.randbytes(chance.randrange(0, 3_000))


KINDS: tuple[Callable[[Random], Given], ...] = (
    cut, spoilt_part, formulas, macros, lost_digits, code_pages, twice, merged, page_of_the_web,
    old_workbook, wrong_name, far_cell, garbled, rubbish,
)  # fmt: skip
HEAVY: tuple[Callable[[Random], Given], ...] = (bomb, empty_rows)


def mutant(chance: Random) -> Given:
    """A file of any sort, the heavy ones seldom."""
    kinds = HEAVY if chance.randrange(150) == 0 else KINDS
    return chance.choice(kinds)(chance)
