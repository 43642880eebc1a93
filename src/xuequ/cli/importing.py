"""`xuequ import`"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .places import authority, day
from .printing import add_format, show

if TYPE_CHECKING:
    from xuequ.intake.services.whole import Brought

HELP = "bring in a sheet; all rows are taken or none"
WAITS = 3  # exit code: it changes so much that a second person must confirm it in the browser
STATES = {
    "shown": Text("预览：没有写入", "shown only: nothing was written"),
    "done": Text("已导入", "brought in"),
    "same": Text("文件内容都已登记，没有变化", "everything is registered already"),
    "waiting": Text(
        "变更超过5%，已转第二人在“导入”页确认；尚未写入",
        "more than 5 % would change: it waits on the page «Imports» for a second person; nothing "
        "was written yet",
    ),
}
KINDS = {
    "new": Text("新增", "new"),
    "changed": Text("变更", "changed"),
    "same": Text("不变", "same"),
    "gone": Text("撤下", "taken out"),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("sheet", help="which sheet, e.g. roster")
    parser.add_argument("file", type=Path, help=".xlsx, .csv, or for timetables .xml, .fet, .zip")
    parser.add_argument("--authority", required=True, help="name, short name or profile")
    parser.add_argument(
        "--from", "--since", dest="since", type=day, required=True, help="2018-09-01"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change, only that")
    add_format(parser)


def run(chosen: Namespace) -> int:
    """Exits 0 if it is brought in or shown, 2 with mistakes in it, 3 if a second person must."""
    from xuequ.intake.queries.sheets import takeable
    from xuequ.intake.services import whole
    from xuequ.intake.services.taking import Where
    from xuequ.kernel.actors import program

    from .failure import Unanswerable

    actor = program("command line")
    known = takeable(seen_by=actor)
    if chosen.sheet not in known:
        names = ", ".join(known)
        raise Unanswerable(f"没有这种表。可用：{names}", f"no such sheet. There are: {names}")
    data = chosen.file.read_bytes()
    where = Where(chosen.file.name, authority(chosen.authority), chosen.since, actor)
    act = whole.show if chosen.dry_run else whole.bring_in
    brought = act(known[chosen.sheet], data, where, progress=_tell(chosen.language))
    show(_changes(brought) if chosen.dry_run else _counts(brought), chosen)
    return WAITS if brought.state == "waiting" else 0


def _tell(language: str) -> Callable[[float, Text], None]:
    """Say on a terminal how far it is."""

    def tell(_share: float, text: Text) -> None:
        if sys.stderr.isatty():
            print(text.say(language), file=sys.stderr)

    return tell


def _counts(brought: Brought) -> Table:
    """How many rows of the file, or of each file of a bundle, are new, changed and the same."""
    if brought.files:
        heads = [Column(kind, KINDS[kind].zh, KINDS[kind].en, number=True) for kind in brought.rows]
        by_file = [(file, *of.values()) for file, of in brought.files.items()]
        return Table(STATES[brought.state], (Column("file", "文件", "File"), *heads), by_file)
    columns = (
        Column("rows", "代码", "Code"),
        Column("said", "行", "Rows"),
        Column("count", "数量", "Count", number=True),
    )
    rows = [(kind, KINDS[kind], count) for kind, count in brought.rows.items()]
    return Table(STATES[brought.state], columns, rows)


def _changes(brought: Brought) -> Table:
    """Every value that would change, with what it is now."""
    columns = (
        *([Column("file", "文件", "File")] if brought.files else []),
        Column("line", "行", "Row", number=True),
        Column("kind", "变化", "Change"),
        Column("what", "对象", "What"),
        Column("name", "名称", "Which"),
        Column("field", "项目", "Field"),
        Column("before", "原值", "Before"),
        Column("after", "新值", "After"),
    )
    rows = [
        (*([each.file] if brought.files else []), each.line, KINDS[each.kind], each.what,
         each.name, field.name, field.before, field.after)
        for each in brought.changes
        for field in each.fields
    ]  # fmt: skip
    counts = {kind: f"{KINDS[kind].zh} {n}" for kind, n in brought.rows.items()}
    en = ", ".join(f"{KINDS[kind].en} {n}" for kind, n in brought.rows.items())
    note = Text("；".join(counts.values()), en)
    return Table(STATES[brought.state], columns, rows, notes=(note,))
