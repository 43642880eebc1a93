"""Sheets of districts and groups, and of who belongs to them."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text

from .shared import NEEDS, SCHOOL, SCHOOL_CODE, SINCE, STAGES, UNTIL

CONSORTIUM = SheetColumn(
    "consortium", Text("学区（集团）", "District or group"), required=True, longest=120,
    example="昆仑学区", also=("学区", "集团", "学区名称", "集团名称", "学区(集团)", "所属学区"),
)  # fmt: skip

CONSORTIA = Sheet(
    code="consortia",
    title=Text("学区集团信息表", "Districts and groups"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.consortia.take_consortia",
    writes=("directory.Consortium", "directory.ConsortiumStanding"),
    give="xuequ.directory.queries.giving.unions.give_consortia",
    shown_at="directory:consortium_list",
    notes=(
        Text(
            "每个学区或集团一行；形式、模式等有变的，自变更日期起更新。空格表示不变，撤销请到其页面办理。",
            "One row each; form, mode and goal change from the day given. An empty cell changes "
            "nothing; one is dissolved on its page.",
        ),
    ),
    columns=(
        SheetColumn("label", Text("学区（集团）名称", "Name in use"), required=True, longest=120,
                    example="昆仑学区",
                    also=("学区名称", "集团名称", "名称", "学区", "学区(集团)名称")),
        SheetColumn("name", Text("正式名称", "Official name"), longest=80, also=("全称",),
                    note=Text("与名称相同的留空；原文缺名的写“无”",
                              "empty if the same; 无 where the source gives none")),
        SheetColumn("kind", Text("类别", "Kind"), "choice",
                    choices={"district": Text("学区", "district"),
                             "group": Text("教育集团", "education group"),
                             "alliance": Text("学校联盟", "alliance"),
                             "union": Text("教育联合体", "education union"),
                             "cluster": Text("学校集群", "cluster")},
                    also=("类型", "性质"), example="学区"),
        SheetColumn("form", Text("组建形式", "Form"), longest=120, also=("学区组建形式",),
                    note=Text("按本地配置所列的形式", "as the locality's profile lists it")),
        SheetColumn("mode", Text("管理模式", "Mode"), "choice",
                    choices={"compact": Text("紧凑型", "compact mode"),
                             "loose": Text("松散型", "loose mode")}, also=("模式",)),
        SheetColumn("recognition", Text("认定级别", "Recognition"), "choice",
                    choices={"district": Text("区级紧密型学区（集团）", "district-level"),
                             "city": Text("市级示范性学区（集团）", "municipal demonstration")},
                    also=("认定", "示范级别")),
        SheetColumn("goal", Text("特色发展目标", "Characteristic goal"), longest=200,
                    also=("特色", "发展目标")),
        SheetColumn("formed", Text("成立日期", "Formed on"), "date", example="2018-09-01",
                    also=("组建日期", "成立时间", "组建时间"),
                    note=Text("留空即导入时选的日期", "empty: the day chosen at the import")),
        SheetColumn("since", Text("变更日期", "Holds from"), "date", also=("起始日期", "生效日期"),
                    note=Text("变更自该日起；留空即导入时选的日期",
                              "changes hold from it; empty: the day chosen at the import")),
        UNTIL,
    ),
)  # fmt: skip

MEMBERSHIPS = Sheet(
    code="memberships",
    title=Text("成员校表", "Memberships"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.memberships.take_memberships",
    writes=("directory.Membership",),
    give="xuequ.directory.queries.giving.unions.give_memberships",
    shown_at="directory:roster_page",
    notes=(
        Text(
            "每所学校在每个学区（集团）一行。角色有变的自起始日期起更新，退出的填写终止日期；"
            "表中没有的不受影响。",
            "One row per school and district or group. Another role holds from the day given; "
            "give the day on which one leaves. What is not listed stays as it is.",
        ),
    ),
    columns=(
        CONSORTIUM,
        SCHOOL_CODE,
        SCHOOL,
        SheetColumn("section", Text("参加的学段", "Section"), "choice", choices=STAGES,
                    also=("学部",),
                    note=Text("仅学校的一部分参加时填写", "only where a part of the school joins")),
        SheetColumn("role", Text("角色", "Role"), "choice", required=True,
                    choices={"lead": Text("龙头学校", "lead school"),
                             "demonstration": Text("示范成员校", "demonstration member"),
                             "member": Text("成员校", "member school"),
                             "guest": Text("列席校", "guest")},
                    also=("成员角色", "身份"), example="成员校"),
        SheetColumn("primary", Text("是否主属", "Primary"), "yes", also=("主属", "主要所属"),
                    note=Text("一校多属时，只有一个为“是”；留空则先加入的为主属",
                              "of several, one is; empty: the one joined first")),
        SINCE,
        UNTIL,
    ),
)  # fmt: skip
