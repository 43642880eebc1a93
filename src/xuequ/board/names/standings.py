"""The words that stand beside values of settings."""

from __future__ import annotations

from xuequ.kernel.text import Text

UNCONFIRMED = Text("待核实", "to be confirmed")
COMMON = Text("通用", "common")
STANDINGS = {
    "settled": Text("", ""),
    "unnumbered": Text("有此要求，未给数字", "said, without a number"),
    "silent": Text("文件未提及", "not mentioned"),
}
STATUS = {"in_force": Text("施行", "in force"), "draft": Text("征求意见稿", "draft")}
