"""`xuequ rollover`"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from .failure import Unanswerable
from .places import authority
from .printing import add_format, show

if TYPE_CHECKING:
    from xuequ.intake.models import Rollover

HELP = "roll the school year over: propose, show, commit, revert"
WAITS = 3  # exit code: a second person must confirm it in the browser
STATES = {
    "ready": Text("已提出，尚未写入", "proposed; nothing was changed"),
    "waiting": Text(
        "已转第二人在“升年级”页确认；尚未写入",
        "it waits on the page «Year roll-over» for a second person; nothing was changed yet",
    ),
    "done": Text("已升级", "carried out"),
    "undone": Text("已撤回", "reverted"),
    "dropped": Text("已放弃", "given up"),
}


def add_arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    propose = acts.add_parser("propose", help="work a proposal out; nothing is changed")
    propose.add_argument("--authority", required=True, help="name, short name or profile")
    propose.add_argument("--year", type=int, required=True, help="that ends, by its first year")
    propose.add_argument("--school", help="only this school, by code or name")
    add_format(propose)
    for name, help in (
        ("show", "what it would do, or did; without a number the list of all"),
        ("unmoved", "who is not moved, and why"),
        ("commit", "hand it to a second person to confirm"),
        ("drop", "give a proposal up"),
        ("revert", "take it back as a whole, while nothing was built on it"),
    ):
        act = acts.add_parser(name, help=help)
        act.add_argument("number", type=int, nargs="?" if name == "show" else None)
        add_format(act)


def run(chosen: Namespace) -> int:
    """Exits 0, or 3 where a second person must confirm it."""
    return ACTS[chosen.act](chosen)


def _propose(chosen: Namespace) -> int:
    from xuequ.directory.models import School
    from xuequ.intake.services.rollover import propose_rollover
    from xuequ.kernel.actors import program

    place, school = authority(chosen.authority), None
    if chosen.school:
        mine = School.objects.filter(authority=place, until=None)
        found = list(mine.filter(code=chosen.school)[:2] or mine.filter(name=chosen.school)[:2])
        if len(found) != 1:
            raise Unanswerable(
                f"没有唯一的学校“{chosen.school}”", f"there is no one school {chosen.school}"
            )
        school = found[0]
    one = propose_rollover(place, chosen.year, actor=program("command line"), school=school)
    show(_counts(one), chosen)
    return 0


def _show(chosen: Namespace) -> int:
    from xuequ.intake.models import Rollover

    if chosen.number is not None:
        show(_counts(_one(chosen)), chosen)
        return 0
    columns = (
        Column("number", "编号", "Number", number=True),
        Column("authority", "教育局", "Authority"),
        Column("school", "学校", "School"),
        Column("year", "学年", "School year"),
        Column("state", "状态", "State"),
        Column("open", "未处理", "Not moved", number=True),
    )
    rows = [
        (each.pk, each.authority.name, each.school.name if each.school else "", str(each),
         STATES[each.state], each.counts.get("open", 0))
        for each in Rollover.objects.select_related("authority", "school").order_by("pk")
    ]  # fmt: skip
    show(Table(Text("升年级", "Year roll-overs"), columns, rows), chosen)
    return 0


def _unmoved(chosen: Namespace) -> int:
    from xuequ.intake.queries.rollover.tables import unmoved_table
    from xuequ.kernel.actors import program

    show(unmoved_table(_one(chosen), seen_by=program("command line")), chosen)
    return 0


def _commit(chosen: Namespace) -> int:
    from xuequ.intake.services.rollover import ask_second

    return _do(chosen, ask_second, WAITS)


def _drop(chosen: Namespace) -> int:
    from xuequ.intake.services.rollover import drop_rollover

    return _do(chosen, drop_rollover, 0)


def _revert(chosen: Namespace) -> int:
    from xuequ.intake.services.rollover import revert_rollover

    return _do(chosen, revert_rollover, 0)


def _do(chosen: Namespace, act: Callable[..., Rollover], code: int) -> int:
    from xuequ.kernel.actors import program

    show(_counts(act(_one(chosen), actor=program("command line"))), chosen)
    return code


def _one(chosen: Namespace) -> Rollover:
    from xuequ.intake.models import Rollover

    found = Rollover.objects.filter(pk=chosen.number).select_related("authority", "school").first()
    if found is None:
        raise Unanswerable(
            f"没有编号为{chosen.number}的升年级", f"there is no roll-over {chosen.number}"
        )
    return found


def _counts(one: Rollover) -> Table:
    """How many pupils go which way."""
    from xuequ.intake.engine.rollover.words import KINDS

    columns = (
        Column("outcome", "代码", "Code"),
        Column("said", "去向", "Outcome"),
        Column("count", "人数", "Pupils", number=True),
    )
    rows = [(kind, said, one.counts.get(kind, 0)) for kind, said in KINDS.items()]
    rows.append(("open", Text("待决定", "still to be decided"), one.counts.get("open", 0)))
    state = STATES[one.state]
    title = Text(f"升年级 {one.pk} · {one}：{state.zh}", f"Roll-over {one.pk} · {one}: {state.en}")
    return Table(title, columns, rows)


ACTS: dict[str, Callable[[Namespace], int]] = {
    "propose": _propose,
    "show": _show,
    "unmoved": _unmoved,
    "commit": _commit,
    "drop": _drop,
    "revert": _revert,
}
