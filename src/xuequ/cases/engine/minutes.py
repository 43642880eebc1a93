"""The minutes of a meeting (会议纪要) as plain values, and as blocks to be shown or printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody invited and how they attended."""

    name: str
    post: str
    attendance: str  # a key of ATTENDANCE
    is_member: bool
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote with its numbers; `reason` says how it came out."""

    question: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Discussed:
    """An agenda item and what was said and decided on it."""

    title: str
    presenter: str = ""
    words: str = ""
    votes: tuple[Voted, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolution, and who does what by when."""

    words: str
    responsible: str = ""
    helpers: str = ""
    due: str = ""  # ISO day


@dataclass(frozen=True, slots=True)
class Proceedings:
    """Everything the minutes of a meeting say."""

    title: str
    place: str
    kind_zh: str
    kind_en: str
    at: str  # "2026-11-02 14:30"
    venue: str
    chair: str
    recorder: str
    attended: tuple[Attended, ...] = ()
    items: tuple[Discussed, ...] = ()
    resolutions: tuple[Resolved, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the minutes; a paper, which numbers its headings, has `bare` instead."""

    text: Text
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the minutes."""

    text: Text


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the minutes."""

    table: Table


Block = Heading | Paragraph | Grid
ATTENDANCE: dict[str, Text] = {
    "present": Text("出席", "present"),
    "substitute": Text("委托代会", "sent a substitute"),
    "leave": Text("请假", "absent with leave"),
    "absent": Text("缺席", "absent"),
    "": Text("未登记", "not recorded"),
}


def plain(proceedings: Proceedings) -> dict[str, Any]:
    """The minutes as plain values, to be kept and digested."""
    found: dict[str, Any] = asdict(proceedings)
    return found


def proceedings_of(content: Mapping[str, Any]) -> Proceedings:
    """The minutes that `plain` made the values of."""
    values = dict(content)
    values["attended"] = tuple(Attended(**each) for each in content["attended"])
    values["resolutions"] = tuple(Resolved(**each) for each in content["resolutions"])
    values["items"] = tuple(
        Discussed(**{**each, "votes": tuple(Voted(**vote) for vote in each["votes"])})
        for each in content["items"]
    )
    return Proceedings(**values)


def blocks(minutes: Proceedings) -> tuple[Block, ...]:
    """The minutes from the title to the resolutions, in the order of the usual form."""
    found: list[Block] = [
        Paragraph(Text(f"时间：{spelled(minutes.at)}", f"Time: {minutes.at}")),
        Paragraph(Text(f"地点：{minutes.venue}", f"Place: {minutes.venue}")),
        Paragraph(Text(f"会议：{minutes.place} {minutes.kind_zh}",
                       f"Meeting: {minutes.place} {minutes.kind_en}")),
        Paragraph(Text(f"主持：{minutes.chair}  记录：{minutes.recorder}",
                       f"Chair: {minutes.chair}  Recorder: {minutes.recorder}")),
        Grid(attendance(minutes)),
    ]  # fmt: skip
    for number, each in enumerate(minutes.items, start=1):
        numbered = Text(f"议题{number}：{each.title}", f"Item {number}: {each.title}")
        found.append(Heading(numbered, each.title))
        if each.presenter:
            found.append(_both(f"汇报人：{each.presenter}", f"Presented by {each.presenter}"))
        found += [_both(line, line) for line in each.words.splitlines() if line.strip()]
        for vote in each.votes:
            found.append(
                _both(f"表决：{vote.question}。{vote.zh}", f"Vote: {vote.question}. {vote.en}")
            )
    if minutes.resolutions:
        found += [Heading(Text("议定事项", "Resolutions")), Grid(resolutions(minutes))]
    return tuple(found)


def spelled(at: str) -> str:
    """A time of day as papers write it: 2026年11月2日14:30."""
    day, _, hour = at.partition(" ")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return at
    return f"{on.year}年{on.month}月{on.day}日{hour}"


def attendance(minutes: Proceedings) -> Table:
    """Who was invited and who came."""
    came = sum(each.attendance in ("present", "substitute") for each in minutes.attended)
    return Table(
        Text("到会情况", "Attendance"),
        (
            Column("name", "姓名", "Name"),
            Column("post", "职务", "Post"),
            Column("as", "身份", "As"),
            Column("attendance", "到会", "Attendance"),
            Column("substitute", "代会人", "Substitute"),
        ),
        [
            (
                each.name,
                each.post,
                Text("成员", "member") if each.is_member else Text("列席", "listener"),
                ATTENDANCE[each.attendance],
                each.substitute,
            )
            for each in minutes.attended
        ],
        (Text(f"应到{len(minutes.attended)}人，实到{came}人",
              f"{came} of {len(minutes.attended)} came"),),
    )  # fmt: skip


def resolutions(minutes: Proceedings) -> Table:
    """What was resolved, who answers for it, and by when."""
    return Table(
        Text("", ""),  # the heading above says it
        (
            Column("number", "序号", "No.", number=True),
            Column("words", "事项", "Resolution"),
            Column("responsible", "责任人（单位）", "Responsible"),
            Column("helpers", "协助", "With"),
            Column("due", "完成时限", "Due"),
        ),
        [
            (number, each.words, each.responsible, each.helpers, each.due)
            for number, each in enumerate(minutes.resolutions, start=1)
        ],
    )


def _both(zh: str, en: str) -> Paragraph:
    return Paragraph(Text(zh, en))
