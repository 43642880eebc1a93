"""The columns of the sheet in which a school says what is known of its new pupils.

There is a column for the sex, a score, twins and special needs, and for nothing else: a sheet
with further columns (contests, prizes, parents) is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xuequ.kernel.problems import Problem, Problems
from xuequ.kernel.text import Text

HEADS: Mapping[str, Text] = {
    "key": Text("登记号", "Entry"),
    "name": Text("姓名", "Name"),
    "sex": Text("性别", "Sex"),
    "score": Text("成绩", "Score"),
    "twins": Text("多胞胎代号", "Twins"),
    "wish": Text("同班或分班", "Together or apart"),
    "special": Text("特殊需要", "Special needs"),
}
LOOKED_AT = 10  # rows among which the headings are looked for


def heads(file: str, cells: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row of the headings, and where each column stands."""
    names = {_folded(name): code for code, t in HEADS.items() for name in (code, t.zh, t.en)}
    for top, row in enumerate(cells[:LOOKED_AT]):
        found = [names.get(_folded(cell), "") for cell in row]
        if "key" not in found:
            continue
        wrong = [
            problem(file, top + 1, "", f"不认识“{cell}”一列，请删去：编班只用表中各项",
                f"delete the column «{cell}»: classes are made of nothing else")
            for cell, code in zip(row, found, strict=True)
            if cell and not code
        ]  # fmt: skip
        wrong += [
            problem(file, top + 1, code, "此列出现两次", "this column is there twice")
            for code in HEADS
            if found.count(code) > 1
        ]
        if wrong:
            raise Problems(wrong)
        return top, {code: at for at, code in enumerate(found) if code}
    text = "没有“登记号”一列，请用下载的表格", "there is no column «Entry»: use the sheet offered"
    raise Problems([problem(file, 0, "key", *text)])


def _folded(head: str) -> str:
    return "".join(head.split()).strip("*＊").casefold()


def problem(file: str, line: int, field: str, zh: str, en: str) -> Problem:
    """A mistake in a column, named by its Chinese heading."""
    return Problem(file, line, HEADS[field].zh if field in HEADS else field, Text(zh, en))
