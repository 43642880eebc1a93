"""The yearly audit of minors' personal data (未成年人个人信息保护合规审计)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from xuequ.kernel.paper import Block, Document, Grid, Heading, Listing, PaperKind, Paragraph
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

KIND = PaperKind(
    "enrolment.minors_audit",
    Text("未成年人个人信息保护合规审计报告", "Audit of minors' personal data"),
    "form",
)
Count = tuple[Text, int]
LAW = Text(
    "依据未成年人网络保护条例第三十七条，每年审计一次，次年一月底前报市级网信部门。",
    "By article 37 of the Regulations on the Protection of Minors Online, audited every year and "
    "reported to the city's cyberspace authority by the end of January.",
)


@dataclass(frozen=True, slots=True)
class Looks:
    """How often a post looked for a purpose, and at what."""

    post: str
    what: Text
    purpose: Text
    count: int
    is_said: bool = True  # was a purpose recorded?


@dataclass(frozen=True, slots=True)
class Exports:
    """How often a list was taken out for a purpose, and rows of all of them."""

    what: str
    purpose: Text
    count: int
    rows: int
    is_said: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """What an audit counts in a calendar year; no names, no numbers of children."""

    authority: str
    year: int
    held: Sequence[Count] = ()
    looks: Sequence[Looks] = ()
    exports: Sequence[Exports] = ()
    refused: Sequence[Count] = ()
    consents: Sequence[tuple[Text, int, int, int]] = ()  # given, taken back, in force
    due: Sequence[Count] = ()
    overdue: int = 0  # due for more than a month and not deleted
    deleted: Sequence[Count] = ()
    held_back: Sequence[tuple[Text, int, str]] = ()  # with the last day
    expired_holds: int = 0
    unset: Sequence[Text] = ()  # periods the locality has not set
    cases: Sequence[Count] = ()
    old_words: int = 0  # consents to words that were renewed since
    head: tuple[int, str] = field(default=(0, ""))  # of the record, to check it by


def findings(found: Figures) -> list[Text]:
    """What is to be mended, as sentences."""
    said: list[Text] = []
    if found.unset:
        zh, en = "、".join(e.zh for e in found.unset), ", ".join(e.en for e in found.unset)
        said.append(Text(f"尚未设定保存期限：{zh}。", f"No period of retention is set for: {en}."))
    if found.overdue:
        said.append(
            Text(
                f"有{found.overdue}项到期已超过30天仍未删除，应尽快提出并批准删除。",
                f"{found.overdue} things have been due for more than 30 days and are not deleted; "
                "propose and release their deletion.",
            )
        )
    said += _unsaid(found)
    if count := sum(count for _, count in found.refused):
        said.append(
            Text(
                f"有{count}次被拒绝的尝试，应逐次核实是误操作还是越权。",
                f"{count} attempts were refused; find out of each whether it was a slip.",
            )
        )
    if found.old_words:
        said.append(
            Text(
                f"有{found.old_words}份同意针对旧文本，应请监护人重新确认。",
                f"{found.old_words} consents are to words that were renewed; ask again.",
            )
        )
    if found.expired_holds:
        said.append(
            Text(
                f"有{found.expired_holds}项暂缓删除已过期，不再生效，应予了结。",
                f"{found.expired_holds} stays of deletion have run out; close them.",
            )
        )
    return said


def _unsaid(found: Figures) -> list[Text]:
    """Looks and exports of which nobody said what for."""
    said = []
    if count := sum(each.count for each in found.looks if not each.is_said):
        said.append(
            Text(f"有{count}次查看没有记录用途。", f"{count} looks have no purpose recorded.")
        )
    if count := sum(each.count for each in found.exports if not each.is_said):
        said.append(
            Text(f"有{count}次导出没有记录用途。", f"{count} exports have no purpose recorded.")
        )
    return said


def counts(title: Text, rows: Sequence[Count]) -> Table:
    """A table of counts."""
    columns = (Column("what", "项目", "What"), Column("count", "数量", "Count", number=True))
    return Table(title, columns, list(rows))


def tables(found: Figures) -> list[Table]:
    """The figures as tables, one for each part of the report."""
    looks = (
        Column("post", "职务", "Post"), Column("what", "行为", "What"),
        Column("purpose", "用途", "What for"), Column("count", "次数", "Times", number=True),
    )  # fmt: skip
    exports = (
        Column("what", "内容", "What"), Column("purpose", "用途", "What for"),
        Column("count", "次数", "Times", number=True), Column("rows", "行数", "Rows", number=True),
    )  # fmt: skip
    consents = (
        Column("what", "事项", "What for"), Column("given", "同意", "Given", number=True),
        Column("back", "撤回", "Taken back", number=True),
        Column("now", "现有效", "In force", number=True),
    )  # fmt: skip
    held = (
        Column("why", "原因", "Why"), Column("count", "数量", "Count", number=True),
        Column("until", "最晚至", "Until at the latest"),
    )  # fmt: skip
    return [
        counts(Text("持有的个人信息", "Data held"), found.held),
        Table(Text("查看记录（按职务和用途）", "Looks, by post and purpose"), looks,
              [(e.post, e.what, e.purpose, e.count) for e in found.looks]),
        Table(Text("导出", "Exports"), exports,
              [(e.what, e.purpose, e.count, e.rows) for e in found.exports]),
        counts(Text("被拒绝的尝试", "Attempts that were refused"), found.refused),
        Table(Text("监护人同意", "Consents"), consents, list(found.consents)),
        counts(Text("到期未删", "Due and not deleted"), found.due),
        counts(Text("本年已删除", "Deleted in the year"), found.deleted),
        Table(Text("暂缓删除", "Held back"), held, list(found.held_back)),
        counts(Text("家长发起的事项和异议", "Cases and objections of families"), found.cases),
    ]  # fmt: skip


def report(found: Figures, language: Literal["zh", "en"]) -> Document:
    """The report as a paper."""
    zh = language == "zh"
    wrong = [each.say(language) for each in findings(found)]
    none = Text("未发现须整改的问题。", "Nothing was found that has to be mended.")
    blocks: list[Block] = [Paragraph(LAW.say(language))]
    for table in tables(found):
        blocks.append(Heading(table.title.say(language)))
        empty = Paragraph(Text("无。", "None.").say(language))
        bare = Table(Text("", ""), table.columns, table.rows)
        blocks.append(Grid(bare) if table.rows else empty)
    blocks.append(Heading("须整改的问题" if zh else "To be mended"))
    blocks.append(Listing(tuple(wrong)) if wrong else Paragraph(none.say(language)))
    number, seal = found.head
    blocks.append(Heading("核对" if zh else "To check it"))
    last = Text(
        f"操作记录截至第{number}行，印记{seal}。",
        f"The record stands at line {number}, seal {seal}.",
    )
    blocks.append(Paragraph(last.say(language)))
    title = (
        f"{found.authority}{found.year}年未成年人个人信息保护合规审计报告"
        if zh
        else f"Audit of minors' personal data {found.year}: {found.authority}"
    )
    return Document(title, tuple(blocks), language=language)
