"""`xuequ classes`: freeze a list, make classes of it, look at them; all without a server."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .printing import add_format, show

if TYPE_CHECKING:
    from xuequ.enrolment.engine.package.classes import Inputs

HELP = "make balanced classes from files, without a server: freeze, make, check"
COLUMNS = (Column("what", "内容", "What"), Column("value", "值", "Value"))
SIZES = (
    Column("class", "班", "Class", number=True),
    Column("size", "人数", "Pupils", number=True),
    Column("male", "男", "Boys", number=True),
    Column("female", "女", "Girls", number=True),
    Column("special", "特殊需要", "Special needs", number=True),
    Column("mean", "平均分", "Mean score", number=True),
)
UNCOMPARED = Text(
    "未与公布的摘要比对：请加 --published 摘要",
    "not compared with what was published: add --published DIGEST",
)


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    for name, told in (
        ("freeze", "the digest to be published before the draw; tries whether the limits fit"),
        ("make", "make the classes, and write the sealed package"),
    ):
        act = acts.add_parser(name, help=told)
        act.add_argument("list", type=Path, help="number,sex,score,twins,together,special")
        act.add_argument("--rules", type=Path, required=True, help="rules.json")
        act.add_argument("--seed", type=Path, required=True, help="seed.json: parts")
        add_format(act)
    act.add_argument("--title", required=True)
    act.add_argument("--rehearsal", action="store_true", help="marked as such for ever")
    act.add_argument("--out", type=Path, required=True, help="the package; it must not exist")
    check = acts.add_parser("check", help="make a package again; its classes, measured")
    check.add_argument("package", type=Path)
    check.add_argument("--published", default="", help="the digest made known elsewhere")
    add_format(check)


def run(chosen: Namespace) -> int:
    """Exits 0; 1 where a package is not genuine, 2 where files are wrong or limits contradict."""
    return {"freeze": _freeze, "make": _make, "check": _check}[chosen.act](chosen)


def _freeze(chosen: Namespace) -> int:
    from xuequ.enrolment.engine.package.classes import frozen, tables_of, trial_seed, understood
    from xuequ.methods.lottery.seeds import outcomes_bits

    inputs = _inputs(chosen)
    read = understood(inputs)
    tables_of(read, trial_seed(inputs, read.hash))
    bits = f"{outcomes_bits(inputs.parts):.1f}"
    rows = [
        (Text("公布：冻结摘要", "publish: frozen digest"), frozen(inputs)),
        (Text("名单人数", "pupils in the list"), str(len(read.children))),
        (Text("种子至多含随机比特", "bits of chance in the seed, at most"), bits),
    ]
    show(Table(Text("编班", "Classes"), COLUMNS, rows), chosen)
    return 0


def _make(chosen: Namespace) -> int:
    from xuequ import __version__
    from xuequ.enrolment.engine.package.checking import checked
    from xuequ.enrolment.engine.package.classes import sealed
    from xuequ.enrolment.engine.package.sealing import About

    from .writing import write_new

    about = About(chosen.title, f"xuequ {__version__}", rehearsal=chosen.rehearsal)
    data = sealed(_inputs(chosen), about)
    told = checked(data)
    if not told.is_genuine:
        raise RuntimeError("a package just made is not genuine")
    write_new(chosen.out, data)
    rows = [(Text("公布：结果包摘要", "publish: digest of the package"), told.digest)]
    show(Table(Text("编班", "Classes"), COLUMNS, rows), chosen)
    return 0


def _check(chosen: Namespace) -> int:
    from xuequ.enrolment.engine.package.checking import checked

    from .failure import Unanswerable

    data = chosen.package.read_bytes()
    told = checked(data, chosen.published)
    wrong = [each for each in told.steps if each.wrong is not None]
    if wrong:
        rows = [(each.name, each.wrong) for each in wrong]
        show(Table(Text("不符", "Wrong"), COLUMNS, rows), chosen)
        return 1
    table = _measured(data, () if chosen.published else (UNCOMPARED,))
    if table is None:
        raise Unanswerable("这个结果包不是编班结果。", "this package holds no classes.")
    show(table, chosen)
    return 0


def _measured(data: bytes, notes: tuple[Text, ...]) -> Table | None:
    """The classes of a genuine package; none where it is of another kind."""
    from xuequ.enrolment.engine.class_files.lists import children_of, seats_of
    from xuequ.enrolment.engine.package.container import unpacked
    from xuequ.methods.classes.checks import measured, plain

    files = unpacked(data)
    if "list.csv" not in files:
        return None
    seats = seats_of(files["result.csv"])
    children = children_of(files["list.csv"])
    rows = [
        (e.number, e.size, e.male, e.female, e.special, "" if e.mean is None else plain(e.mean))
        for e in measured(children, seats, max(seats.values()))
    ]
    return Table(Text("各班", "Classes"), SIZES, rows, notes)


def _inputs(chosen: Namespace) -> Inputs:
    from xuequ.enrolment.engine.package.brought import brought
    from xuequ.enrolment.engine.package.classes import Inputs

    parts, _ = brought(chosen.seed.read_bytes())
    return Inputs(chosen.list.read_bytes(), chosen.rules.read_bytes(), parts)
