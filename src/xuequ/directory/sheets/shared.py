"""Columns that several sheets have."""

from __future__ import annotations

from xuequ.kernel.sheet import SheetColumn
from xuequ.kernel.text import Text

NEEDS = "intake.import"
STAGES = {
    "primary": Text("小学", "primary"),
    "junior": Text("初中", "junior"),
    "senior": Text("高中", "senior"),
}
PAPERS = {
    "resident": Text("居民身份证", "resident identity card"),
    "permit": Text("港澳台居民居住证", "residence permit"),
    "passport": Text("护照", "passport"),
    "other": Text("其他证件", "other paper"),
}
SCHOOL_CODE = SheetColumn(
    "school_code", Text("学校标识码", "School code"), longest=30, example="2145000001",
    also=("学校代码", "标识码", "所属学校标识码"),
    note=Text("填写时按标识码认定学校", "where given, it says which school is meant"),
)  # fmt: skip
SCHOOL = SheetColumn(
    "school", Text("学校", "School"), longest=80, example="虹桥路小学",
    also=("学校名称", "校名", "所属学校", "所在学校", "就读学校"),
    note=Text("有同名学校的须填写标识码", "namesakes are told apart by the code"),
)  # fmt: skip
SINCE = SheetColumn(
    "since", Text("起始日期", "From"), "date", also=("开始日期", "起始时间", "开始时间"),
    example="2026-09-01",
    note=Text("留空即导入时选的日期", "empty: the day chosen at the import"),
)  # fmt: skip
UNTIL = SheetColumn(
    "until", Text("终止日期", "Until"), "date", also=("结束日期", "终止时间", "结束时间"),
    note=Text("不再有效的第一天；未定的留空", "first day no longer in force, or empty"),
)  # fmt: skip
ID_KIND = SheetColumn(
    "id_kind", Text("证件类型", "Kind of paper"), "choice", choices=PAPERS,
    also=("证件种类", "身份证件类型"),
    note=Text("留空即居民身份证", "empty: resident identity card"),
)  # fmt: skip
ID_NUMBER = SheetColumn(
    "id_number", Text("证件号码", "ID number"), longest=40,
    also=("身份证号", "身份证号码", "身份证件号", "证件号", "公民身份号码", "身份证件号码"),
)  # fmt: skip
