"""`xuequ profile`"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .county import profile
from .failure import Unanswerable
from .places import authority, day
from .printing import add_format, show

if TYPE_CHECKING:
    from xuequ.profiles.entries import Profile

HELP = "check a profile, start one, compare two, or list those that come with the product"
CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
TAKEN = {"base", "clauses", "comparison", "own", "all"}
DIFFERENCES = (
    Column("what", "类别", "What"),
    Column("key", "键或条款", "Key or clause"),
    Column("name", "名称或对象", "Name or subject"),
    Column("before", "原来", "Before"),
    Column("after", "之后", "After"),
)
LISTED = (
    Column("code", "代码", "Code"),
    Column("name", "名称", "Name"),
    Column("document", "文件", "Document"),
    Column("status", "文件状态", "Status"),
    Column("since", "自", "From"),
    Column("settings", "设定数", "Settings", number=True),
    Column("clauses", "条款数", "Clauses", number=True),
)


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    check = acts.add_parser(
        "check", help="name every mistake with its line; exit 1 if there is one"
    )
    check.add_argument("file", type=Path)
    new = acts.add_parser("new", help="start a profile, every setting as a note to be filled in")
    new.add_argument("code", help="short name in small letters, e.g. yucheng")
    kind = new.add_mutually_exclusive_group()
    kind.add_argument("--from", dest="base", help="lay it over the profile of a locality")
    kind.add_argument("--empty", action="store_true", help="only the head and the sections")
    new.add_argument("-o", "--output", type=Path, help="the file; default: standard output")
    diff = acts.add_parser("diff", help="the settings that differ, and the verdicts that change")
    diff.add_argument("before", help="code of a profile, or a file")
    diff.add_argument("after", help="code of a profile, or a file")
    diff.add_argument("--authority", help="whose verdicts to compare; name or short name")
    diff.add_argument("--on", type=day, default=None, help="the day to look at, 2018-09-01")
    add_format(diff)
    add_format(acts.add_parser("list", help="the profiles that come with the product"))


def run(chosen: Namespace) -> int:
    acts = {"check": check, "new": new, "diff": diff, "list": list_all}
    return acts[chosen.act](chosen)


def check(chosen: Namespace) -> int:
    """Say what is wrong with a file, or what it holds."""
    from xuequ.kernel.problems import Problems
    from xuequ.profiles import loader

    try:
        profile = loader.load_file(chosen.file)
    except Problems as found:
        print("\n".join(found.say(chosen.language)))
        return 1
    own, file = sum(not each.is_common for each in profile.entries.values()), chosen.file.name
    good = Text(
        f"{file}：没有错误。{profile.name.zh}，{own}项设定，自{profile.since}起。",
        f"{file}: no mistakes. {profile.name.en}, {own} settings, from {profile.since}.",
    )
    none = Text(
        "没有用 sources 写明文件，因此不会检查任何条款。",
        "It names no document under «sources», so no clause will be checked.",
    )
    print(good.say(chosen.language))
    if not profile.sources:
        print(none.say(chosen.language))
    return 0


def new(chosen: Namespace) -> int:
    """Write a file to fill in; nothing that exists is written over."""
    from xuequ.profiles import loader
    from xuequ.profiles.starter import started

    if not CODE.fullmatch(chosen.code) or chosen.code in {*TAKEN, *loader.localities()}:
        raise Unanswerable(
            f"“{chosen.code}”不能用作代码：请用小写字母、数字和短横，且不与现有代码相同。",
            f"{chosen.code} cannot be a code: small letters, digits and hyphens, and none in use.",
        )
    base = chosen.base or loader.COMMON
    if base != loader.COMMON:
        loader.load(base)  # says which there are, if there is no such one
    text = started(chosen.code, base=base, empty=chosen.empty)
    if chosen.output is None:
        sys.stdout.write(text)
        return 0
    try:
        with chosen.output.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise Unanswerable(
            f"{chosen.output}已存在，不覆盖。请另取文件名。",
            f"{chosen.output} exists and is not written over. Choose another name.",
        ) from error
    return 0


def diff(chosen: Namespace) -> int:
    """Print what differs between two profiles."""
    before, after = profile(chosen.before), profile(chosen.after)
    rows = _settings(before, after)
    if chosen.authority:
        rows += _verdicts(chosen, before, after)
    title = Text("两份配置的差异", "What differs between two profiles")
    show(Table(title, DIFFERENCES, rows), chosen)
    return 0


def list_all(chosen: Namespace) -> int:
    """Print the profiles that come with the product."""
    from xuequ.profiles import loader
    from xuequ.profiles.clauses import clauses

    rows = [
        (
            each.code,
            each.name,
            each.document,
            each.status,
            each.since,
            sum(not entry.is_common for entry in each.entries.values()),
            sum(clause.is_in(each.sources) for clause in clauses().values()),
        )
        for each in map(loader.load, loader.localities())
    ]
    show(Table(Text("随产品提供的配置", "Profiles of the product"), LISTED, rows), chosen)
    return 0


def _settings(before: Profile, after: Profile) -> list[tuple[object, ...]]:
    from xuequ.board.names.values import dated_values, setting_name
    from xuequ.profiles.changes import changes

    word = Text("设定", "setting")
    return [
        (
            word,
            each.entry.name,
            setting_name(each.entry),
            dated_values(each.before) if each.before else "",
            dated_values(each.after) if each.after else "",
        )
        for each in changes(before, after)
    ]


def _verdicts(chosen: Namespace, before: Profile, after: Profile) -> list[tuple[object, ...]]:
    from django.utils import timezone

    from xuequ.board.engine.moves import moves
    from xuequ.board.queries.adoption import board_by
    from xuequ.kernel.rulebook import WORDS

    from .main import NOT_BEGUN, is_begun

    if not is_begun():
        raise Unanswerable(NOT_BEGUN.zh, NOT_BEGUN.en)
    whose, on = authority(chosen.authority), chosen.on or timezone.localdate()
    found = moves(board_by(whose, on, before), board_by(whose, on, after))
    none = Text("不要求", "not asked")
    return [
        (
            Text("判定", "verdict"),
            each.clause.id,
            each.subject.name,
            WORDS[each.before] if each.before else none,
            WORDS[each.after] if each.after else none,
        )
        for each in found
    ]
