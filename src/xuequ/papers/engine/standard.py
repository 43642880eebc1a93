"""The measures of GB/T 9704-2012 (党政机关公文格式), and the fonts it names.

Lengths are in millimetres, sizes of type in points.
"""

from __future__ import annotations

from dataclasses import dataclass

from xuequ.kernel.text import Text

PAGE = (210, 297)  # A4
TOP, LEFT = 37, 28  # 天头, 订口; ±1 mm
TEXT = (156, 225)  # 版心
RIGHT, BOTTOM = PAGE[0] - LEFT - TEXT[0], PAGE[1] - TOP - TEXT[1]
LINES, SIGNS = 22, 28  # of a page, of a line
MILLIMETRE = 72 / 25.4  # points
PITCH = TEXT[1] * MILLIMETRE / LINES  # from line to line: 28.99 pt
TWIPS = int(PITCH * 20)  # the same in twentieths of a point, rounded down: 22 of them must fit
TRACK = -0.25  # points between signs, so that 28 of 16 pt fit a line of 442.2 pt
MARK_TOP = 35  # from the top of the text to the mark of the issuing body
NUMBER_BELOW = 7  # from the bottom of the text to the page number
RULE = 4  # from the number to the red line
MARK, TITLE, BODY, SMALL, FORM, GRID, FINE = 32, 22, 16, 14, 12, 12, 10.5
RED = "FF0000"
FORM_MARGIN = 20
WIDE_FROM = 8  # columns from which a form lies across


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: what an office calls it, and what stands in for it in a PDF."""

    office: str  # the name in a DOCX; Word falls back by itself
    families: tuple[str, ...]  # looked for in the installation's own fonts first
    bundled: str
    is_bold: bool = False  # of the bundled one


FACES = {
    "title": Face("方正小标宋简体", ("FZXiaoBiaoSong-B05S",), "Noto Serif SC", True),
    "body": Face("仿宋_GB2312", ("FangSong_GB2312", "FangSong"), "Noto Serif SC"),
    "black": Face("黑体", ("SimHei",), "Noto Sans SC", True),
    "script": Face("楷体_GB2312", ("KaiTi_GB2312", "KaiTi"), "Noto Serif SC"),
    "plain": Face("宋体", ("SimSun",), "Noto Serif SC"),
}
LATIN = "Times New Roman"
HEADING_FACES = {1: "black", 2: "script", 3: "body", 4: "body"}

WORDS = {
    "mark": Text("{name}文件", "{name}"),
    "attachments": Text("附件：", "Attachments: "),
    "approver": Text("签发人：", "Approved by: "),
    "copies": Text("抄送：", "Copies: "),
    "copies_end": Text("。", "."),
    "printed": Text("{day}印发", "Issued {day}"),
    "scan": Text("扫码核验", "Scan to verify"),
    "code": Text("核验码 {code}", "Code {code}"),
    "colon": Text("：", ":"),
    "page": Text("第 {page} 页 共 {pages} 页", "Page {page} of {pages}"),
    "draft": Text("（草稿，未印发）", "(draft, not issued)"),
    "number": Text("编号：{number}", "No. {number}"),
    "day_of_form": Text("日期：{day}", "Date: {day}"),
    "unit": Text("单位：{name}", "Unit: {name}"),
    "comma": Text("，", ", "),
}
STEP_WORDS = {
    "done": Text("已办", "done"),
    "now": Text("办理中", "under way"),
    "to_come": Text("待办", "to come"),
    "refused": Text("未通过", "refused"),
    "skipped": Text("未经过", "skipped"),
}
STEP_SIGNS = {"done": "✓", "now": "▷", "to_come": "○", "refused": "✕", "skipped": "–"}
