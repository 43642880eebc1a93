"""What the directory reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuequ.kernel.table import Column, Table
from xuequ.kernel.text import Text

SYNTHETIC = Text(
    "演示：学校名称取自公开文件，人员、坐标和学生数均为模拟数据。",
    "Demonstration: names of schools are those of the public document, people are synthetic.",
)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One school of the roster, or one teaching point, in the words of the reader."""

    consortium: str
    form: str
    school: str
    role: str
    parent: str
    ownership: str
    stages: str
    head: str
    since: date


def roster_table(
    authority: str, on: date, rows: Sequence[RosterRow], totals: Mapping[str, int]
) -> Table:
    """The roster (学区名册): one row per school and teaching point, totals below."""
    cells = [
        (
            n,
            r.consortium,
            r.form,
            r.school,
            r.role,
            r.parent,
            r.ownership,
            r.stages,
            r.head,
            r.since,
        )
        for n, r in enumerate(rows, start=1)
    ]
    zh = "共{consortia}个学区（集团），{schools}所学校，{points}个教学点。".format(**totals)
    en = "{consortia} districts and groups, {schools} schools, {points} teaching points.".format(
        **totals
    )
    signatures = Text(
        "填表人：          审核人：          负责人（盖章）：          ",
        "Filled in by:          Checked by:          Approved (seal):          ",
    )
    return Table(
        title=Text(f"{authority}学区名册（{on}）", f"{authority}: roster of districts on {on}"),
        columns=(
            Column("number", "序号", "No.", number=True),
            Column("district", "学区", "District"),
            Column("form", "组建形式", "Form"),
            Column("school", "学校", "School"),
            Column("role", "角色", "Role"),
            Column("parent_school", "所属学校", "Parent school"),
            Column("ownership", "办学性质", "Ownership"),
            Column("stage", "学段", "Stages"),
            Column("head", "负责人", "Person responsible"),
            Column("since", "起始日期", "From"),
        ),
        rows=cells,
        notes=(Text(zh, en), signatures),
    )
