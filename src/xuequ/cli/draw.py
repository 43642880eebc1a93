"""`xuequ draw`: commit to a secret, freeze a draw, make it; all without a server."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .printing import add_format, show

if TYPE_CHECKING:
    from xuequ.enrolment.engine.package.draws import Entry, Thrown
    from xuequ.enrolment.engine.package.sealing import Inputs

HELP = "draw lots from files, without a server: commit, freeze, make"
SECRET_BYTES = 32
COLUMNS = (Column("what", "内容", "What"), Column("value", "值", "Value"))


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    commit = acts.add_parser("commit", help="a secret for one party, and what it publishes")
    commit.add_argument("party", help="the name the party has in the draw")
    commit.add_argument("--hash", choices=("sha256", "sm3"), default="sha256")
    add_format(commit)
    for name, told in (
        ("freeze", "the digest to be published before the draw"),
        ("make", "draw, and write the sealed package"),
    ):
        act = acts.add_parser(name, help=told)
        act.add_argument("roster", type=Path, help="number,plan,children,may_split")
        act.add_argument("--seats", type=Path, required=True, help="plan,places")
        act.add_argument("--rules", type=Path, required=True, help="rules.json")
        act.add_argument("--seed", type=Path, help="seed.json: parts, thrown")
        add_format(act)
    act.add_argument("--title", required=True)
    act.add_argument("--rehearsal", action="store_true", help="marked as such for ever")
    act.add_argument("--out", type=Path, required=True, help="the package; it must not exist")


def run(chosen: Namespace) -> int:
    return {"commit": _commit, "freeze": _freeze, "make": _make}[chosen.act](chosen)


def _commit(chosen: Namespace) -> int:
    from xuequ.methods.lottery.seeds import commitment

    secret = secrets.token_bytes(SECRET_BYTES)
    public = commitment(chosen.hash, chosen.party, secret)
    rows = [
        (Text("公布：承诺值", "publish: commitment"), public),
        (Text("公布：字节数", "publish: bytes"), str(SECRET_BYTES)),
        (Text("抽签前保密：秘密", "keep until the draw: secret"), secret.hex()),
    ]
    _show(chosen, rows)
    return 0


def _freeze(chosen: Namespace) -> int:
    from xuequ.enrolment.engine.package.sealing import frozen, understood
    from xuequ.methods.lottery.seeds import outcomes_bits
    from xuequ.methods.lottery.variants import VARIANTS

    inputs, _ = _inputs(chosen)
    read = understood(inputs)
    known = VARIANTS[read.rules.variant]
    of_list = known.outcomes(max((_size(read.roster, plan) for plan in read.seats), default=0))
    said = "2^256" if of_list is None else f"{of_list:,}"
    rows = [
        (Text("公布：冻结摘要", "publish: frozen digest"), frozen(inputs)),
        (Text("派位办法", "procedure"), known.name.say(chosen.language)),
        (Text("参加人数（编号）", "numbers taking part"), str(len(read.roster))),
        (Text("计划数", "plans"), str(len(read.seats))),
        (Text("最大计划的可能结果数", "outcomes of the largest plan, at most"), said),
        (Text("种子至多含随机比特", "bits of chance in the seed, at most"),
         f"{outcomes_bits(inputs.parts):.1f}"),
    ]  # fmt: skip
    _show(chosen, rows)
    return 0


def _size(roster: Sequence[Entry], plan: str) -> int:
    return sum(each.plan == plan for each in roster)


def _make(chosen: Namespace) -> int:
    from xuequ import __version__
    from xuequ.enrolment.engine.package.checking import checked
    from xuequ.enrolment.engine.package.sealing import About, sealed

    from .writing import write_new

    inputs, thrown = _inputs(chosen)
    about = About(chosen.title, f"xuequ {__version__}", rehearsal=chosen.rehearsal)
    data = sealed(inputs, thrown, about)
    told = checked(data)
    if not told.is_genuine:
        raise RuntimeError("a package just made is not genuine")
    write_new(chosen.out, data)
    _show(chosen, [(Text("公布：结果包摘要", "publish: digest of the package"), told.digest)])
    return 0


def _inputs(chosen: Namespace) -> tuple[Inputs, Thrown]:
    from xuequ.enrolment.engine.package.brought import brought
    from xuequ.enrolment.engine.package.sealing import Inputs

    parts, thrown = brought(chosen.seed.read_bytes()) if chosen.seed else ([], {})
    roster, seats, rules = (
        each.read_bytes() for each in (chosen.roster, chosen.seats, chosen.rules)
    )
    return Inputs(roster, seats, rules, parts), thrown


def _show(chosen: Namespace, rows: list[tuple[Text, str]]) -> None:
    show(Table(Text("派位", "Draw"), COLUMNS, rows), chosen)
