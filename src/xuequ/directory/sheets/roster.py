"""The roster of districts (学区名册)."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text
from xuequ.standards.school_codes import read_school_code

ROSTER = Sheet(
    code="roster",
    title=Text("学区名册", "Roster of districts"),
    version=1,
    needs="intake.import",
    take="xuequ.directory.services.rosters.take_roster",
    writes=(
        "directory.Membership",
        "directory.Consortium",
        "directory.ConsortiumStanding",
        "directory.School",
        "directory.SchoolName",
        "directory.SchoolStanding",
        "directory.Section",
        "directory.TeachingPoint",
    ),
    give="xuequ.directory.queries.giving.rosters.give_roster",
    shown_at="directory:consortium_list",
    notes=(
        Text(
            "每所学校一行，龙头学校在前；教学点另起一行并写明所属学校。",
            "One row per school, the lead first; teaching points have rows of their own.",
        ),
        Text(
            "原文没有学区名称的，学区栏照原文只写“学区”。",
            "Where the source gives no name for a district, write just 学区.",
        ),
    ),
    columns=(
        SheetColumn("district", Text("学区", "District"), required=True, longest=80,
                    example="昆仑学区", also=("学区名称", "学区(集团)", "学区（集团）")),
        SheetColumn("form", Text("组建形式", "Form"), example="学校联盟：公办+民办",
                    also=("学区组建形式",)),
        SheetColumn("school", Text("学校", "School"), required=True, longest=80,
                    example="三十九中学", also=("学校名称", "校名")),
        SheetColumn(
            "role",
            Text("角色", "Role"),
            "choice",
            required=True,
            choices={
                "lead": Text("龙头学校", "lead school"),
                "demonstration": Text("示范成员校", "demonstration member"),
                "member": Text("成员校", "member school"),
                "guest": Text("列席校", "guest"),
                "teaching_point": Text("教学点", "teaching point"),
            },
            example="龙头学校",
        ),
        SheetColumn("parent_school", Text("所属学校", "Parent school"), longest=80,
                    note=Text("仅教学点填写", "for teaching points only")),
        SheetColumn(
            "ownership",
            Text("办学性质", "Ownership"),
            "choice",
            choices={"public": Text("公办", "public"), "private": Text("民办", "private")},
            note=Text("不清楚请留空", "leave empty if not known"),
        ),
        SheetColumn(
            "stage",
            Text("学段", "Stage"),
            "choice",
            choices={
                "primary": Text("小学", "primary"),
                "junior": Text("初中", "junior"),
                "nine_year": Text("九年一贯制", "nine-year"),
                "senior": Text("高中", "senior"),
            },
            note=Text("不清楚请留空", "leave empty if not known"),
        ),
        SheetColumn("code", Text("学校标识码", "School code"), longest=40,
                    reads=read_school_code, example="2145000001"),
        SheetColumn("since", Text("起始日期", "From"), "date", example="2018-09-01"),
        SheetColumn("until", Text("终止日期", "Until"), "date",
                    note=Text("不再属于的第一天；仍在的留空", "first day no longer, or empty")),
        SheetColumn("source_note", Text("出处", "Source"), longest=500, also=("备注",)),
    ),
)  # fmt: skip
