"""`xuequ points`: count points and judge who may apply, from a file of claims, without a server."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .county import profile
from .failure import Unanswerable
from .places import day
from .printing import add_format, show
from .writing import write_new

if TYPE_CHECKING:
    from xuequ.enrolment.engine.claims import Asked, Child
    from xuequ.enrolment.engine.eligibility import Finding
    from xuequ.profiles.entries import Profile

HELP = "count points by a locality's table and judge who may apply, from a file of claims"
SCORED = (
    Column("number", "编号", "Number"),
    Column("points", "积分", "Points", number=True),
    Column("eligible", "符合招生对象", "Eligible"),
    Column("ground", "符合的条件", "Ground"),
    Column("missing", "未显示或不符", "Not shown or not so"),
    Column("arithmetic", "计算过程", "Arithmetic"),
)
COUNTED = (Column("what", "内容", "What"), Column("value", "值", "Value", number=True))
DRAFT = Text(
    "所用配置标为草案或示例，不能作为正式积分。",
    "The profile is marked as a draft or an example: these points do not count.",
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "claims", type=Path, help="CSV or XLSX, one child a line; see docs/points.md"
    )
    parser.add_argument("--profile", required=True, help="code of a profile, or a file")
    parser.add_argument(
        "--day", type=day, help="applications open, 2026-06-01: times are counted to it"
    )
    parser.add_argument("--out", type=Path, help="write a CSV instead; it must not exist")
    add_format(parser)


def run(chosen: Namespace) -> int:
    """Exits 0; 2 where a line is wrong, and then nothing is written."""
    from xuequ.enrolment.engine.claims import read_claims
    from xuequ.intake.engine.matching import plain
    from xuequ.intake.files import read_cells

    held = profile(chosen.profile)
    asked = _asked(held, chosen)
    read = read_cells(chosen.claims.name, chosen.claims.read_bytes())
    cells = [[plain(cell) for cell in row] for row in read]
    children = read_claims(chosen.claims.name, cells, asked)
    table = _scored(children, asked, _notes(held, chosen.day))
    if chosen.out is None:
        show(table, chosen)
        return 0
    from xuequ.web.outputs.text import write_csv

    write_new(chosen.out, write_csv(table, chosen.language))
    show(_counted(table), chosen)
    return 0


def _asked(profile: Profile, chosen: Namespace) -> Asked:
    """The table and the conditions in force on the day.

    Raises:
        Unanswerable: the profile has no table on that day.
    """
    from django.utils import timezone

    from xuequ.enrolment.engine.claims import Asked
    from xuequ.enrolment.engine.policy import Enrolment
    from xuequ.profiles import loader

    on: date = chosen.day or timezone.localdate()
    try:
        held = loader.policy(Enrolment, profile, "enrolment", on)
    except LookupError:  # it says nothing yet on that day
        held = Enrolment()
    if held.points is None:
        raise Unanswerable(
            f"{profile.name.zh}的配置在{on}没有积分表，无法计分。请把积分表写在配置文件的 "
            "[enrolment.points] 下，写法见 docs/points.zh.md，"
            "示例见 src/xuequ/profiles/examples/futian-2021.toml。",
            f"the profile of {profile.name.en} has no table of points on {on}. Put one under "
            "[enrolment.points] in a profile file, as docs/points.md tells and "
            "src/xuequ/profiles/examples/futian-2021.toml shows.",
        )
    return Asked(held.points, held.eligibility, chosen.day)


def _scored(children: Sequence[Child], asked: Asked, notes: tuple[Text, ...]) -> Table:
    from xuequ.enrolment.engine.arithmetic import arithmetic, plain
    from xuequ.enrolment.engine.eligibility import STATES, judged
    from xuequ.enrolment.engine.points import score

    rows = []
    for child in children:
        counted, found = score(asked.table, child.claim), judged(asked.eligibility, child.shown)
        rows.append(
            (
                child.number,
                plain(counted.total),
                STATES[found.state],
                _ground(found),
                _missing(found),
                arithmetic(counted),
            )
        )
    return Table(Text("积分", "Points"), SCORED, rows, notes)


def _ground(found: Finding) -> Text:
    return Text(found.ground.zh, found.ground.en) if found.ground else Text("", "")


def _missing(found: Finding) -> Text:
    zh, en = "；".join(m.zh for m in found.missing), "; ".join(m.en for m in found.missing)
    return Text(zh, en)


def _counted(table: Table) -> Table:
    """How many lines were written, and how many children may apply."""
    states = Counter(row[2] for row in table.rows)
    rows = [(Text("儿童数", "children"), len(table.rows))]
    rows += [
        (Text(f"符合招生对象：{state.zh}", f"eligible: {state.en}"), times)
        for state, times in states.items()
        if isinstance(state, Text)
    ]
    return Table(table.title, COUNTED, rows, table.notes)


def _notes(profile: Profile, day: date | None) -> tuple[Text, ...]:
    notes = [DRAFT] if profile.status == "draft" else []
    if day:
        notes.append(Text(f"时间算到{day}（报名开始之日）。", f"Times are counted to {day}."))
    return tuple(notes)
