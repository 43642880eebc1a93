"""What is printed of a case: the decision, the outcome, the history on one paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.paper import (
    NOTHING,
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Signatures,
    Step,
    Steps,
)
from xuequ.kernel.table import Column, Table

from . import minutes as minutes_blocks
from .minutes import Proceedings, blocks


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the history."""

    at: str
    step: str
    who: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A case as its papers say it."""

    number: str
    kind: str
    title: str
    asked_by: str  # the place that asked
    authority: str
    state: str
    decided_on: date | None
    outcome: str
    words: str
    facts: tuple[tuple[str, str], ...]  # blanks: name and what they say
    opinions: tuple[Said, ...]
    turns: tuple[Said, ...]
    steps: tuple[Step, ...]
    is_private: bool = False  # then no title of a paper tells what it is about


def approval(case: Printed) -> Document:
    """The official reply (批复) to whoever asked."""
    blocks: list[Block] = [
        Paragraph(f"你单位《{case.title}》（{case.number}）收悉。经研究，现批复如下："),
        Paragraph("同意你单位所请事项，具体如下："),
    ]
    blocks += [Listing(tuple(f"{name}：{said}" for name, said in case.facts))]
    blocks += [Paragraph(f"{each.step}意见：{each.words}") for each in case.opinions if each.words]
    blocks += [Paragraph("此复。")]
    about = f"第{case.number}号" if case.is_private else f"{case.asked_by}{case.kind}"
    title = f"关于{about}事项的批复"
    return Document(title, tuple(blocks), addressee=case.asked_by)


def outcome(case: Printed) -> Document:
    """The notice of how a case ended (办理结果通知书)."""
    blocks = (*_head(case), *_opinions(case), Signatures())
    return Document(f"办理结果通知书（{case.number}）", blocks, addressee=case.asked_by)


def history(case: Printed) -> Document:
    """The chain of steps and the whole history on one paper (流程图、审批记录)."""
    blocks = (
        *_head(case),
        Heading("流程图"),
        Steps(case.steps),
        Heading("审批记录"),
        Grid(_table(case.turns)),
    )
    return Document(f"审批记录：{case.title}（{case.number}）", blocks)


def minutes(said: Proceedings) -> Document:
    """The minutes of a meeting (会议纪要) in the usual form, with boxes to sign in."""
    found: list[Block] = []
    for each in blocks(said):
        match each:
            case minutes_blocks.Heading():
                found.append(Heading(each.bare or each.text.zh))
            case minutes_blocks.Paragraph():
                found.append(Paragraph(each.text.zh))
            case minutes_blocks.Grid():
                found.append(Grid(each.table))
    found.append(Signatures(("记录人", "主持人")))
    return Document(f"{said.title}纪要", tuple(found))


def _head(case: Printed) -> Iterator[Block]:
    yield Heading("事项")
    lines = [
        ("事项", case.kind),
        ("编号", case.number),
        ("发起单位", case.asked_by),
        ("状态", case.state),
    ]
    if case.decided_on:
        lines.append(("决定日期", case.decided_on.isoformat()))
    if case.outcome:
        lines.append(("结果说明", case.outcome))
    yield Listing(tuple(f"{name}：{said}" for name, said in (*lines, *case.facts)))
    if case.words:
        yield Paragraph(case.words)


def _opinions(case: Printed) -> Iterator[Block]:
    said = [each for each in case.opinions if each.words]
    if said:
        yield Heading("办理意见")
        yield Listing(tuple(f"{each.step}（{each.who}）：{each.words}" for each in said))


def _table(turns: tuple[Said, ...]) -> Table:
    return Table(
        NOTHING,
        (
            Column("at", "时间", "Time"),
            Column("step", "环节", "Step"),
            Column("who", "办理人", "By"),
            Column("what", "操作", "Act"),
            Column("words", "意见", "Opinion"),
        ),
        [(each.at, each.step, each.who, each.what, each.words) for each in turns],
    )
