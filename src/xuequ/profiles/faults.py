"""Collect the mistakes of one profile file, each with its line and its cure."""

from __future__ import annotations

from xuequ.kernel.discovery import declared
from xuequ.kernel.problems import Problem
from xuequ.kernel.text import Text

from .clauses import clauses
from .entries import Profile
from .source import line_of, lines_of

CURES: dict[str, Text] = {
    "not-toml": Text(
        "不是有效的 TOML 文本：{detail}。请检查引号、括号和等号。",
        "not valid TOML: {detail}. Check quotes, brackets and equals signs.",
    ),
    "cycle": Text(
        "extends 绕成了圈：{chain}。请去掉其中一处。",
        "extends goes round in a circle: {chain}. Remove one of them.",
    ),
    "no-parent": Text(
        "extends 所指的“{parent}”不存在。请改为已有的配置名，或删去此行。",
        "extends names {parent}, which does not exist. Name a profile that does, or drop the line.",
    ),
    "two-languages": Text(
        '须写成 {{ zh = "…", en = "…" }}。', 'write it as {{ zh = "…", en = "…" }}.'
    ),
    "list-of-words": Text(
        '须写成文字的列表，如 ["004"]。', 'write it as a list of texts, such as ["004"].'
    ),
    "one-of": Text("只能是下列之一：{choices}。", "must be one of: {choices}."),
    "true-or-false": Text("只能是 true 或 false，不加引号。", "write true or false, unquoted."),
    "unknown-section": Text(
        "没有这一节。可用的节：{known}。", "there is no such section. Known sections: {known}."
    ),
    "unknown-key": Text(
        "没有这一项，可能是拼写有误。可用的项：{known}。",
        "there is no such key; perhaps it is misspelt. Known keys: {known}.",
    ),
    "missing-key": Text("缺少 {key}。请补上这一行。", "{key} is missing. Add the line."),
    "not-a-table": Text(
        "须是一张表，含 clause、unit、binding、values。",
        "must be a table with clause, unit, binding and values.",
    ),
    "no-values": Text(
        "须至少有一个带日期的值，如 values = [{{ from = 2018-04-09, value = 10 }}]。",
        "needs at least one dated value, such as values = [{{ from = 2018-04-09, value = 10 }}].",
    ),
    "no-date": Text(
        "每个值都要有生效日期，如 from = 2018-04-09（不加引号）。",
        "every value needs the day it comes into force, such as from = 2018-04-09, unquoted.",
    ),
    "from-and-value": Text(
        "每个值只写 from 和 value 两项。", "each value has just the two keys from and value."
    ),
    "same-date": Text("两个值的生效日期相同。", "two values come into force on the same day."),
    "unknown-clause": Text(
        "条款编号“{clause}”不在登记册中。请按 clauses.toml 填写，如 REG-12。",
        "clause {clause} is not in the register. Use an id of clauses.toml, such as REG-12.",
    ),
    "wrong-value": Text("值不合要求（{where}）：{zh}。", "the value does not fit ({where}): {en}."),
}


class Faults:
    """The mistakes found so far in `file`, whose text is `text`."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.found: list[Problem] = []
        self._lines = lines_of(text)

    def line(self, path: tuple[str, ...]) -> int:
        return line_of(path, self._lines)

    def add(self, path: tuple[str, ...], cure: str, *, line: int = 0, **facts: object) -> None:
        """Note the mistake `cure` at `path`; `facts` fill its sentence."""
        words = CURES[cure]
        text = Text(words.zh.format(**facts), words.en.format(**facts))
        self.found.append(Problem(self.file, line or self.line(path), ".".join(path), text))

    def check_clause(self, path: tuple[str, ...], clause: object) -> None:
        if clause is not None and not (isinstance(clause, str) and clause in clauses()):
            self.add(path, "unknown-clause", clause=clause)

    def check_together(self, profile: Profile) -> None:
        """Let every package look whether the settings fit one another (`engine.checks`)."""
        for _, module in declared("engine.checks"):
            for path, words in module.unfit(profile):
                self.found.append(Problem(self.file, self.line(path), ".".join(path), words))
