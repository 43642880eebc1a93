"""`xuequ verify`: make a sealed package again and say whether it is the same."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .printing import add_format, show

HELP = "make the draw of a sealed package again; 0 if it is genuine, 1 if not"
COLUMNS = (
    Column("step", "核验内容", "Checked"),
    Column("found", "结论", "Found"),
    Column("why", "说明", "Why"),
)
DIGEST = Text("结果包摘要", "digest of the package")
RIGHT, WRONG = Text("相符", "as it should be"), Text("不符", "wrong")
REHEARSAL = Text("演练，不作为结果", "a rehearsal: it does not count")
UNCOMPARED = Text(
    "未与公布的摘要比对：请加 --published 摘要",
    "not compared with what was published: add --published DIGEST",
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("package", type=Path)
    parser.add_argument("--published", default="", help="the digest made known elsewhere")
    add_format(parser)


def run(chosen: Namespace) -> int:
    from xuequ.enrolment.engine.package.checking import checked

    found = checked(chosen.package.read_bytes(), chosen.published)
    rows: list[tuple[object, ...]] = []
    for each in found.steps:
        rows.append((each.name, RIGHT if each.wrong is None else WRONG, each.wrong or ""))
    notes = []
    if found.is_genuine:
        rows.append((DIGEST, found.digest, ""))
        notes += [REHEARSAL] if found.rehearsal else []
        notes += [] if chosen.published else [UNCOMPARED]
    show(Table(Text("核验", "Verification"), COLUMNS, rows, tuple(notes)), chosen)
    return 0 if found.is_genuine else 1
