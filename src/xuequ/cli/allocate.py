"""`xuequ allocate`: give places by a profile's rules from files, and seal what came of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .county import add_files, asked, parts_in
from .failure import Unanswerable
from .places import words
from .printing import add_format, show
from .writing import write_new

if TYPE_CHECKING:
    from xuequ.enrolment.engine.places.prepared import Prepared

HELP = "give places by the rules of a profile, without a server, and seal the result"
NOWHERE = (99, 0)  # after every stage
REASONS = (Column("number", "编号", "Number"), Column("reason", "理由", "Reason"))
COLUMNS = (Column("what", "内容", "What"), Column("value", "值", "Value"))


def add_arguments(parser: ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument("--seed", type=Path, help="seed.json: parts")
    parser.add_argument("--title", type=words(200), help="of the package")
    parser.add_argument("--rehearsal", action="store_true", help="marked as such for ever")
    act = parser.add_mutually_exclusive_group(required=True)
    act.add_argument("--freeze", action="store_true", help="only the digest to be published before")
    act.add_argument("--out", type=Path, help="the package; it must not exist")
    parser.add_argument("--reasons", type=Path, help="CSV: what each child is told, per choice")
    add_format(parser)


def run(chosen: Namespace) -> int:
    from xuequ.enrolment.engine.places.prepared import prepared

    policy, ask = asked(chosen, parts_in(chosen.seed))
    held = prepared(policy, ask)
    rows = _frozen(held) if chosen.freeze else _made(chosen, held, chosen.title or ask.source)
    show(Table(Text("录取", "Allocation"), COLUMNS, rows), chosen)
    return 0


def _frozen(held: Prepared) -> list[tuple[Text, Text | str]]:
    from xuequ.enrolment.engine.package.allocations import frozen
    from xuequ.enrolment.engine.preparing.words import in_words

    return [
        (Text("公布：冻结摘要", "publish: frozen digest"), frozen(held.inputs)),
        (Text("儿童", "children"), str(len(held.read.units.numbers))),
        (Text("学校", "schools"), str(len(held.read.schools.all))),
        (Text("学位", "seats"), str(sum(each.seats for each in held.read.schools.all))),
        *((Text("规则", "rule"), each) for each in in_words(held.read.rules, {})),
    ]


def _made(chosen: Namespace, held: Prepared, title: str) -> list[tuple[Text, Text | str]]:
    from xuequ import __version__
    from xuequ.enrolment.engine.package.allocations import sealed
    from xuequ.enrolment.engine.package.checking import checked
    from xuequ.enrolment.engine.package.container import unpacked
    from xuequ.enrolment.engine.package.sealing import About

    for path in (chosen.out, chosen.reasons):
        if path and path.exists():
            raise Unanswerable(
                f"{path}已存在，不覆盖。请另取文件名。",
                f"{path} exists and is not written over. Choose another name.",
            )
    about = About(title, f"xuequ {__version__}", rehearsal=chosen.rehearsal)
    with held.told_of_county():
        data = sealed(held.inputs, about, held.read)
    told = checked(data)
    if not told.is_genuine:
        raise RuntimeError("a package just made is not genuine")
    write_new(chosen.out, data)
    if chosen.reasons:
        write_new(chosen.reasons, _reasons(chosen, held))
    return [
        (Text("公布：结果包摘要", "publish: digest of the package"), told.digest),
        *_counted(unpacked(data)["result.csv"].decode()),
    ]


def _reasons(chosen: Namespace, held: Prepared) -> bytes:
    from xuequ.enrolment.engine.package.allocations import seed_of
    from xuequ.enrolment.engine.places.carried import Case, carried_out
    from xuequ.enrolment.engine.places.letters import Named, letters
    from xuequ.web.outputs.text import write_csv

    read = held.read
    known = seed_of(held.inputs, read.rules)
    carried = carried_out(Case(read.rules, read.schools, read.units, read.travel, known))
    rows = [(number, line) for number, lines in letters(carried, Named()) for line in lines]
    return write_csv(Table(Text("录取理由", "Reasons"), REASONS, rows), chosen.language)


def _counted(result: str) -> list[tuple[Text, str]]:
    """Children by the choice, or the stage without choice, by which they got a place."""
    counts = Counter(tuple(line.split(",")[2:5]) for line in result.splitlines()[1:])
    ways: Counter[tuple[int, int]] = Counter()
    for (stage, choice, school), count in counts.items():
        ways[(int(stage), int(choice or 0)) if school else NOWHERE] += count
    return [(_way(*way), str(count)) for way, count in sorted(ways.items())]


def _way(stage: int, choice: int) -> Text:
    if (stage, choice) == NOWHERE:
        return Text("未安排", "without a place")
    if choice:
        return Text(f"第{stage}步第{choice}志愿", f"stage {stage}, choice {choice}")
    return Text(f"第{stage}步统筹", f"stage {stage}, placed by the authority")
