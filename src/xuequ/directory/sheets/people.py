"""Sheets of people, of bodies, and of posts with their holders."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text

from ..engine.roles import ROLES
from ..engine.taking.bodies import KINDS
from .shared import ID_KIND, ID_NUMBER, NEEDS, SCHOOL_CODE, SINCE, UNTIL

POSTS_HAVE = {
    role.code: role.name
    for role in ROLES.values()
    if role.place != "family" and not role.exclusive  # administrators are appointed one by one
}
PLACE_OF_WORK = SheetColumn(
    "school", Text("所在学校", "School"), longest=80, example="虹桥路小学",
    also=("学校", "工作单位", "单位", "任职学校", "学校名称"),
)  # fmt: skip
UNION = SheetColumn(
    "consortium", Text("学区（集团）", "District or group"), longest=120, example="昆仑学区",
    also=("学区", "集团", "学区名称", "集团名称", "所属学区"),
    note=Text("属于教育局的留空", "empty for the authority's own"),
)  # fmt: skip

PERSONS = Sheet(
    code="persons",
    title=Text("人员信息表", "People"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.persons.take_persons",
    writes=("directory.Person",),
    give="xuequ.directory.queries.giving.persons.give_persons",
    shown_at="directory:person_list",
    notes=(
        Text(
            "每人一行。按证件号码认定人员；没有号码的按姓名和所在学校，同名的须填写号码。",
            "One row per person. The ID number says who it is, else name and school; "
            "namesakes need their numbers.",
        ),
        Text(
            "号码和电话加密保存。导出时隐去的（带*的）单元格不会改动登记的内容。",
            "Numbers and telephones are kept encrypted. Cells an export has masked (with *) change "
            "nothing.",
        ),
    ),
    columns=(
        SheetColumn("reference", Text("系统序号", "Reference"), "integer", also=("系统编号",),
                    note=Text("导出时自动填写，请勿改动；新人员留空",
                              "filled in by an export, leave as it is; empty for somebody new")),
        SheetColumn("name", Text("姓名", "Name"), required=True, longest=60, example="王演示"),
        ID_KIND,
        ID_NUMBER,
        SheetColumn("phone", Text("电话", "Telephone"), longest=30, example="13900000000",
                    also=("手机", "手机号", "手机号码", "联系电话", "移动电话")),
        SCHOOL_CODE,
        PLACE_OF_WORK,
    ),
)  # fmt: skip

BODIES = Sheet(
    code="bodies",
    title=Text("常设机构表", "Standing bodies"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.bodies.take_bodies",
    writes=("directory.Body", "directory.Post", "directory.Holding"),
    give="xuequ.directory.queries.giving.posts.give_bodies",
    shown_at="directory:post_list",
    notes=(
        Text(
            "每个机构一行；撤销的填写终止日期，其中的职务和任职随之结束。",
            "One row per body. One that ends takes its posts and their holders along.",
        ),
    ),
    columns=(
        SheetColumn("name", Text("机构名称", "Name of the body"), required=True, longest=120,
                    example="昆仑学区管理委员会", also=("机构", "常设机构", "名称")),
        UNION,
        SheetColumn("kind", Text("机构类别", "Kind"), "choice",
                    choices=KINDS, also=("类别",),
                    note=Text("留空则按名称判断", "empty: by the name")),
        SINCE,
        UNTIL,
    ),
)  # fmt: skip

POSTS = Sheet(
    code="posts",
    title=Text("职务任职表", "Posts and holders"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.posts.take_posts",
    writes=("directory.Post", "directory.Holding"),
    give="xuequ.directory.queries.giving.posts.give_posts",
    shown_at="directory:post_list",
    notes=(
        Text(
            "每个职务一行，写明所在：机构、学区（集团）或学校之一，都不填即教育局。"
            "任职人须先用“人员信息表”或“教师信息表”登记。",
            "One row per post, in a body, a district or group, or a school; with none of them it "
            "is the authority's own. Register the holder first.",
        ),
        Text(
            "换人的填写新任职人和起始日期，原任职人自该日起卸任。三员（系统、安全、审计管理员）不能用表格任命。",
            "With another holder the former one leaves on the day given. The three administrators "
            "are not appointed by a sheet.",
        ),
    ),
    columns=(
        UNION,
        SheetColumn("body", Text("机构", "Body"), longest=120, also=("机构名称", "常设机构")),
        SCHOOL_CODE,
        PLACE_OF_WORK,
        SheetColumn("role", Text("角色", "Role"), "choice", required=True, choices=POSTS_HAVE,
                    also=("职务类别", "岗位角色"), example="校长"),
        SheetColumn("title", Text("职务名称", "Title"), longest=80, also=("职务", "岗位"),
                    note=Text("留空即角色名称", "empty: the name of the role")),
        SheetColumn("reference", Text("人员序号", "Reference of the holder"), "integer",
                    note=Text("导出时自动填写，换人时请留空",
                              "filled in by an export; empty for another holder")),
        SheetColumn("holder", Text("任职人", "Holder"), longest=60, example="王演示",
                    also=("姓名", "任职人姓名"), note=Text("空缺的留空", "empty if vacant")),
        SheetColumn("id_number", Text("任职人证件号码", "Number of the holder"), longest=40,
                    also=("证件号码", "身份证号", "身份证号码")),
        SheetColumn("holder_school", Text("任职人所在学校", "School of the holder"), longest=80,
                    also=("原单位",),
                    note=Text("同名的人员以此区分", "tells namesakes apart")),
        SheetColumn("ex_officio", Text("是否兼任", "Ex officio"), "yes", also=("兼任",)),
        SINCE,
        UNTIL,
    ),
)  # fmt: skip
