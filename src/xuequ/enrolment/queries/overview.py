"""Lists of rounds, and what stands on the page of one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from xuequ.directory.models import School, Section
from xuequ.directory.queries.scope import AUTHORITY, own_schools, standing
from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.web.kept import Kept

from ..models import Plan, Round, RuleSet
from .access import plans, rounds
from .placing import released
from .settings import HEAVY, day_of, kinds_of, way_named

STATES = {
    "preparing": Text("准备中", "in preparation"),
    "unsigned": Text("待签署", "to be signed"),
    "unpublished": Text("待公布", "to be published"),
    "published": Text("已公布，未开始", "published, not open yet"),
    "open": Text("报名中", "open"),
    "closed": Text("报名已结束", "closed"),
    "told": Text("结果已公布", "results are out"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of rounds."""

    round: Round
    way: Text
    state: Text
    schools: int
    plan: int


def listed(*, seen_by: Actor, on: date, now: datetime, year: int | None = None) -> list[Entry]:
    """The rounds the actor sees, of one year if it is said, with its own schools and their plan."""
    held = RuleSet.objects.filter(ended_at=None).defer(*HEAVY).prefetch_related("signatures")
    found = rounds(seen_by=seen_by, on=on)
    found = found.prefetch_related(Prefetch("rule_sets", held, to_attr="held"))
    mine = None if standing(seen_by) == AUTHORITY else Q(plans__school__in=_own(seen_by, on))
    found = found.annotate(count=Count("plans", filter=mine), total=Sum("plans__plan", filter=mine))
    if year is not None:
        found = found.filter(year=year)
    out = out_by(now)
    return [
        Entry(each, way_named(each), STATES[state_of(each, each.held, now, out)], each.count,
              each.total or 0)
        for each in found
    ]  # fmt: skip


def out_by(now: datetime) -> set[int]:
    """The rounds whose results are out, by primary key."""
    return set(OUT.rows(now))


def _out(now: datetime) -> Any:
    return released(now).values_list("round", flat=True)


OUT: Kept[int] = Kept(_out, datetime)


def _own(seen_by: Actor, on: date) -> QuerySet[School]:
    return own_schools(seen_by=seen_by, on=on)


def years(*, seen_by: Actor, on: date) -> list[int]:
    """The years of which there are rounds, the latest first."""
    found = rounds(seen_by=seen_by, on=on).order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(found))


def state_of(
    found: Round, held: Sequence[RuleSet], now: datetime, out: Collection[int] = ()
) -> str:
    """How far a round is, without asking what it lacks; `out` are rounds with released results."""
    if found.pk in out:
        return "told"
    if not held:
        return "preparing"
    [rule_set] = held
    if rule_set.published_at is None:
        return "unpublished" if rule_set.is_signed else "unsigned"
    if now < found.opens:
        return "published"
    return "open" if now < found.closes else "closed"


def offered(found: Round) -> list[tuple[int, str]]:
    """The schools that teach the stage on the day the round opens."""
    day = day_of(found)
    teach = Section.objects.on(day).filter(stage=found.stage).values("school")
    rows = School.objects.on(day).filter(authority=found.authority, pk__in=teach)
    return list(rows.order_by("sort_key", "pk").values_list("pk", "name"))


def plan_table(found: Round, *, seen_by: Actor, on: date) -> Table:
    """The lines of the plan that the actor sees, with their sums."""
    rows = list(plans(found, seen_by=seen_by, on=on))
    kinds = kinds_of(found)
    names = dict(found.plans.values_list("school_id", "school__name"))
    columns = (
        Column("school", "学校", "School"),
        Column("part", "范围", "Part"),
        Column("plan", "招生计划", "Plan", number=True),
        Column("classes", "班数", "Classes", number=True),
        Column("spare", "机动学位", "Spare", number=True),
        *(Column(code, f"预留：{e.zh}", f"Kept: {e.en}", number=True) for code, e in kinds.items()),
        Column("overflow", "调剂顺序", "Overflow"),
    )
    cells = [_cells(each, list(kinds), names) for each in rows]
    if len(rows) > 1:
        plan = sum(each.plan or 0 for each in rows)
        classes = sum(each.classes or 0 for each in rows)
        spare = sum(each.spare for each in rows)
        kept = [sum(each.kept.get(code, 0) for each in rows) for code in kinds]
        cells.append((Text("合计", "Total"), "", plan, classes, spare, *kept, ""))
    title = Text(f"{found.year}年{found.name}招生计划", f"Plan of {found.name} {found.year}")
    return Table(title, columns, cells)


def _cells(each: Plan, kinds: Sequence[str], names: dict[int, str]) -> tuple[object, ...]:
    return (
        each.school.name,
        PARTS[each.part],
        each.plan,
        each.classes,
        each.spare,
        *(each.kept.get(code, 0) for code in kinds),
        "、".join(names.get(pk, "") for pk in each.overflow),
    )


PARTS = {
    "home": Text("片区内，本地段在此报名", "own catchment"),
    "choice": Text("片区内，只供选报", "to be chosen only"),
    "other": Text("其他有空余学位的学校", "other school with seats left"),
}
