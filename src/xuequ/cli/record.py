"""`xuequ record`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from xuequ.kernel.seal import Fault
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .printing import add_format, show

HELP = "list the record, check that nobody changed it, or print its head"
FAULTS = {
    "edited": Text("第{n}行被改动过", "line {n} was edited"),
    "missing": Text("第{n}行被删除", "line {n} was deleted"),
    "inserted": Text("第{n}行是后来插入的", "line {n} was inserted"),
    "cut": Text("从第{n}行起的末尾被截去", "the record was cut from line {n} on"),
    "head": Text("末端记号与第{n}行不符", "the head does not agree with line {n}"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "verify", "head"))
    parser.add_argument("--head", help="NUMBER:SEAL as printed by «record head» earlier")
    parser.add_argument("--last", type=int, default=50, help="how many lines to list")
    add_format(parser)


def run(chosen: Namespace) -> int:
    return {"list": _list, "verify": _verify, "head": _head}[chosen.what](chosen)


def _list(chosen: Namespace) -> int:
    from xuequ.record.models import Line

    rows = [
        (line.number, line.at.isoformat(timespec="seconds"), line.account, line.post, line.verb,
         line.subject, line.name)
        for line in Line.objects.all()[: max(chosen.last, 0)]
    ]  # fmt: skip
    columns = (
        Column("number", "序号", "No.", number=True),
        Column("at", "时间", "Time"),
        Column("account", "账号", "Account"),
        Column("post", "职务", "Post"),
        Column("verb", "操作", "Act"),
        Column("subject", "对象", "Subject"),
        Column("name", "名称", "Name"),
    )
    show(Table(Text("操作记录", "Record"), columns, rows), chosen)
    return 0


def _head(chosen: Namespace) -> int:
    from xuequ.record.models import Head

    head = Head.objects.filter(pk=1).first()
    rows = [(head.number, head.seal)] if head else []
    columns = (Column("number", "序号", "No.", number=True), Column("seal", "印记", "Seal"))
    show(Table(Text("末端记号", "Head of the record"), columns, rows), chosen)
    return 0


def _verify(chosen: Namespace) -> int:
    from xuequ.record.queries import verify

    count, fault = verify(_published(chosen.head))
    row = (count, fault.kind if fault else "ok", fault.number if fault else None,
           say(fault, chosen.language))  # fmt: skip
    columns = (
        Column("lines", "行数", "Lines", number=True),
        Column("state", "结果", "State"),
        Column("line", "行号", "Line", number=True),
        Column("text", "说明", "Said"),
    )
    show(Table(Text("核验记录", "Check of the record"), columns, [row]), chosen)
    return 1 if fault else 0


def say(fault: Fault | None, language: str) -> str:
    """The result of a check as a sentence."""
    if fault is None:
        return Text("未发现改动、删除或插入", "nothing was edited, deleted or inserted").say(
            language
        )
    return FAULTS[fault.kind].say(language).format(n=fault.number)


def _published(text: str | None) -> tuple[int, str] | None:
    from .failure import Unanswerable

    if text is None:
        return None
    number, _, last = text.partition(":")
    if not number.isdecimal() or not last:
        raise Unanswerable("--head 须写成 序号:印记。", "write --head as NUMBER:SEAL.")
    return int(number), last
