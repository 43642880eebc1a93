"""Counts of a result as tables: nothing in them says who has which place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..models import DryRun

MOST_MOVED = 200


def ways_table(summary: Mapping[str, Any]) -> Table:
    """How many children by each step and choice, and how many without a place."""
    rows = [
        (_way(summary["methods"], stage, choice), count) for stage, choice, count in summary["ways"]
    ]
    rows.append((Text("未录取", "without a place"), summary["unplaced"]))
    rows.append((Text("合计", "in all"), summary["children"]))
    return Table(Text("按志愿", "By choice"), WAYS, rows)


def schools_table(summary: Mapping[str, Any], plans: Mapping[str, int]) -> Table:
    """How many children each school takes, beside its plan."""
    rows = [(name, plans.get(name, 0), count) for name, count in summary["schools"]]
    return Table(Text("按学校", "By school"), SCHOOLS, rows)


def moved_table(trial: DryRun) -> Table:
    """Who would go elsewhere than in the trial before, by number."""
    rows = [
        (each["number"], _there(each, "was", "came"), _there(each, "now", "went"))
        for each in trial.moved[:MOST_MOVED]
    ]
    return Table(Text("与上次试算不同的", "Different from the trial before"), MOVED, rows)


def _there(each: Mapping[str, str], key: str, absent: str) -> Text | str:
    if each["how"] == absent:
        return Text("未参加", "did not take part")
    return each[key] or Text("未录取", "without a place")


def _way(methods: Sequence[str], stage: int, choice: int) -> Text:
    several = len(methods) > 1
    zh, en = (f"第{stage}步：", f"step {stage}: ") if several else ("", "")
    if not choice:
        return Text(f"{zh}统筹安排", f"{en}placed by the authority")
    if methods[stage - 1] != "catchment":
        return Text(f"{zh}第{choice}志愿", f"{en}choice {choice}")
    if choice == 1:
        return Text(f"{zh}地段（对口）学校", f"{en}own school")
    return Text(f"{zh}第{choice - 1}所调剂学校", f"{en}overflow school {choice - 1}")


WAYS = (
    Column("way", "录取方式", "Way"),
    Column("children", "人数", "Children", number=True),
)
SCHOOLS = (
    Column("school", "学校", "School"),
    Column("plan", "计划", "Plan", number=True),
    Column("children", "录取", "Placed", number=True),
)
MOVED = (
    Column("number", "编号", "Number"),
    Column("was", "上次", "Before"),
    Column("now", "本次", "Now"),
)
