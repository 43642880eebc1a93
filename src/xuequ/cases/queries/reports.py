"""Cases as a table, and the ledger of rights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

from ..models import Case, Objection, Turn
from ..models.cases import CaseState
from .access import cases
from .types import case_types

STATES = {
    CaseState.DRAFT: Text("草稿", "draft"),
    CaseState.RUNNING: Text("办理中", "under way"),
    CaseState.RETURNED: Text("退回修改", "returned for changes"),
    CaseState.EXECUTING: Text("已批准，执行中", "approved, being carried out"),
    CaseState.APPROVED: Text("已批准", "approved"),
    CaseState.REFUSED: Text("未批准", "refused"),
    CaseState.WITHDRAWN: Text("已撤回", "withdrawn"),
    CaseState.STOPPED: Text("已终止", "ended by the office"),
}


def case_table(found: Iterable[Case]) -> Table:
    """Number, kind, title, places, who asked, state, step and days of cases."""
    rows = [
        (
            each.label,
            case_types()[each.kind].name if each.kind in case_types() else each.kind,
            each.title,
            each.consortium.label if each.consortium else None,
            each.school.name if each.school else None,
            each.started_post,
            each.started_at.date(),
            STATES[CaseState(each.state)],
            _step(each) if each.is_open else None,
            each.due,
            each.decided_on,
            Text(each.outcome.get("zh", ""), each.outcome.get("en", "")),
        )
        for each in found
    ]
    return Table(
        Text("办理事项", "Cases"),
        (
            Column("number", "编号", "Number"),
            Column("kind", "事项", "Kind"),
            Column("title", "标题", "Title"),
            Column("consortium", "学区（集团）", "District or group"),
            Column("school", "学校", "School"),
            Column("by", "发起岗位", "Started by"),
            Column("started", "提交日期", "Handed in"),
            Column("state", "状态", "State"),
            Column("step", "当前环节", "Step"),
            Column("due", "办理期限", "Last day"),
            Column("decided", "决定日期", "Decided"),
            Column("outcome", "结果说明", "Outcome"),
        ),
        rows,
    )


def rights(*, seen_by: Actor, on: date) -> QuerySet[Case]:
    """Cases of members' and people's rights, those appealed and those objected to."""
    kinds = [each.code for each in case_types().values() if each.is_right]
    appealed = Exists(Turn.objects.filter(case=OuterRef("pk"), verb="appeal"))
    objected = Exists(Objection.objects.filter(case=OuterRef("pk")))
    return cases(seen_by=seen_by, on=on).filter(Q(kind__in=kinds) | appealed | objected)


def _step(case: Case) -> Text | None:
    kind = case_types().get(case.kind)
    step = kind.step(case.step) if kind else None
    return step.name if step else None
