"""Tables as a county has them, before they are brought into the one form of a package.

Heads may be Chinese or the columns' own names, in any order; the file may come out of Excel
(UTF-8 or GB 18030).  What is wrong in the lines is told later by those who read the one form, and
`forms.told_of_county` then names the county's own file, line and head.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

from ..package import tables

APPLICATIONS = {
    "number": ("编号", "报名号"), "bundle": ("捆绑", "捆绑号"), "kinds": ("类别", "儿童类别"),
    "home": ("地段学校", "所属学校"), "primary": ("毕业小学", "就读小学"),
    "place": ("居住地", "居住小区或村"), "class": ("顺位", "类型顺位"),
    "points": ("积分", "总积分"),
}  # fmt: skip
SEATS = {
    "school": ("学校", "校名"), "plan": ("招生计划", "计划"), "classes": ("班数", "招生班数"),
    "spare": ("机动学位",), "overflow": ("调剂顺序",), "primaries": ("对口小学",),
    "zone": ("片区内",),
}  # fmt: skip
TRAVEL = {"place": ("居住地", "居住小区或村"), "school": ("学校", "校名"),
          "metres": ("路程", "路程（米）", "路程(米)")}  # fmt: skip
LISTS = {"kinds", "overflow", "primaries"}
TEXTS = {"school", "home", "primary", "place"}
SEPARATORS = re.compile(r"\s*[;；、，]\s*")
NUMERALS = "一二三四五六七八九十"
YES, NO = {"是", "yes"}, {"否", "no", ""}


@dataclass(frozen=True, slots=True)
class Brought:
    """A county's table.

    Args:
        file: its name, for telling.
        heads: of each column found, the head as it was written.
        rows: line in the file, and cells by column.
    """

    file: str
    heads: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, str]]]

    def has(self, column: str) -> bool:
        """Does any line tell something in this column?"""
        return any(row.get(column) for _, row in self.rows)


def applications_of(file: str, data: bytes, ties: Mapping[str, str]) -> Brought:
    """A county's applications; `ties` are the Chinese names of columns by their codes.

    Raises:
        Problems: it cannot be read, or a head is unknown or twice.
    """
    known = {**APPLICATIONS, **{code: (name,) for code, name in ties.items()}}
    for rank in range(1, 13):
        numeral = NUMERALS[rank - 1] if rank <= 10 else f"十{NUMERALS[rank - 11]}"
        names = (f"第{numeral}志愿", f"第{rank}志愿", f"志愿{rank}")
        known[f"choice_{rank}"] = names
    return _brought(file, data, known)


def seats_of(file: str, data: bytes, kinds: Mapping[str, str]) -> Brought:
    """A county's schools; seats kept for a kind stand under its name or «预留» and its name."""
    kept = {f"kept_{code}": (f"预留{name}", name) for code, name in kinds.items()}
    return _brought(file, data, {**SEATS, **kept})


def travel_of(file: str, data: bytes) -> Brought:
    """A county's ways from places of living to schools."""
    return _brought(file, data, TRAVEL)


def inside_of(seats: Brought) -> tuple[str, ...]:
    """Schools marked as of the zone; all, where there is no such column.

    Raises:
        Problems: a mark is neither yes nor no.
    """
    wrong = [
        Problem(seats.file, line, seats.heads["zone"], Text("应为是或否", "it must be yes or no"))
        for line, row in seats.rows
        if row.get("zone", "").lower() not in YES | NO
    ]
    if wrong:
        raise Problems(wrong)
    marked = "zone" in seats.heads
    names = (row for _, row in seats.rows if not marked or row["zone"].lower() in YES)
    return tuple(row.get("school", "") for row in names)


def _brought(file: str, data: bytes, known: Mapping[str, Sequence[str]]) -> Brought:
    columns = {name: column for column, names in known.items() for name in (column, *names)}
    lines = [(at, row) for at, row in _lines(file, data) if any(cell.strip() for cell in row)]
    if not lines:
        raise Problems([Problem(file, 0, "", Text("文件是空的", "the file is empty"))])
    (first, written), rest = lines[0], lines[1:]
    heads = [each.strip() for each in written]
    plain = {_alike(name): column for name, column in columns.items()}
    wrong = [
        Problem(file, first, each, _unknown(each, known))
        for each in heads
        if _alike(each) not in plain
    ]
    found = [plain[_alike(each)] for each in heads if _alike(each) in plain]
    if len(set(found)) < len(found):
        zh, en = "同一列出现两次", "one column is there twice"
        wrong.append(Problem(file, first, "", Text(zh, en)))
    for at, row in rest:
        if len(row) > len(heads):
            zh, en = f"比首行多{len(row) - len(heads)}格", "the line has more cells than heads"
            wrong.append(Problem(file, at, "", Text(zh, en)))
        for head, cell in zip(heads, row, strict=False):
            if not tables.is_field(cell.strip()):
                zh, en = "不得有逗号、引号或控制字符", "no commas, quotes or control signs"
                wrong.append(Problem(file, at, head, Text(zh, en)))
    if wrong:
        raise Problems(wrong)
    blank = [""] * len(heads)
    rows = [
        (at, {c: _plain(c, cell) for c, cell in zip(found, [*row, *blank], strict=False)})
        for at, row in rest
    ]
    return Brought(file, dict(zip(found, heads, strict=True)), rows)


def _lines(file: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            zh = "不是文本文件；请在Excel中另存为“CSV UTF-8”"
            en = "this is no text file; in Excel, save it as «CSV UTF-8»"
            raise Problems([Problem(file, 0, "", Text(zh, en))]) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        zh, en = "引号没有配对", "a quotation mark is not closed"
        raise Problems([Problem(file, reader.line_num, "", Text(zh, en))]) from None


def _plain(column: str, cell: str) -> str:
    cell = cell.strip()
    if column in LISTS:
        return SEPARATORS.sub(";", cell)
    if column in TEXTS or column.startswith("choice_"):
        return cell
    return _alike(cell)


def _alike(text: str) -> str:
    """Full-width signs as the plain ones."""
    return unicodedata.normalize("NFKC", text).strip()


def _unknown(head: str, known: Mapping[str, Sequence[str]]) -> Text:
    zh = "、".join(f"{names[0]}" for names in known.values() if names)
    return Text(f"不认识“{head}”列；可用：{zh}", f"there is no column {head!r}: {', '.join(known)}")
