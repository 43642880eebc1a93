"""What a run made of an import, as its own page and that of the import show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.run_kinds import Result
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text
from xuequ.runs.models import Run
from xuequ.runs.queries.runs import is_own
from xuequ.web.refusals import explain

from ..models import Import

ROWS = {
    "new": Text("新增", "new"),
    "changed": Text("变更", "changed"),
    "same": Text("已登记，不变", "registered already"),
    "mistakes": Text("错误", "mistakes"),
}


@dataclass(frozen=True, slots=True)
class Stopped:
    """A run of an import that did not do what it was started for."""

    run: int
    is_cancelled: bool = False
    errors: list[Text] = field(default_factory=list)  # for whoever started it
    refusal: str = ""


def stopped(one: Import, *, seen_by: Actor) -> Stopped | None:
    """Why the latest run of an import did not do what it was to; none if it did, or is at it."""
    run = one.run
    if run is None or not run.is_over or one.state == Import.State.DROPPED:
        return None
    if run.state == Run.State.CANCELLED:
        return Stopped(run.pk, is_cancelled=True)
    mine = is_own(run, seen_by=seen_by)
    if run.state == Run.State.FAILED:
        return Stopped(run.pk, errors=run.errors if mine else [])
    told = run.opened("result").get("told", "")
    return Stopped(run.pk, refusal=explain(Refused(told))) if told else None


def page_of(values: Mapping[str, object]) -> str:
    """The page of the import a run was started for."""
    return reverse("intake:import_detail", args=[values["import"]])


def shown(result: Result) -> Table:
    """How many rows are new, changed and the same, and how many mistakes there are."""
    rows: Mapping[str, int] = result.values["rows"]  # type: ignore[assignment]  # as it was kept
    mistakes: int = result.values["mistakes"]  # type: ignore[assignment]
    counts = {"mistakes": mistakes} if mistakes else rows
    return Table(
        Text("导入文件的行", "Rows of the file"),
        (
            Column("what", "类别", "Sort"),
            Column("count", "行数", "Count", number=True),
        ),
        [(ROWS[kind], count) for kind, count in counts.items()],
    )
