"""Sheets of classes and pupils."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text

from .shared import ID_KIND, ID_NUMBER, NEEDS, SCHOOL, SCHOOL_CODE, SINCE, STAGES, UNTIL

STAGE = SheetColumn(
    "stage", Text("学段", "Stage"), "choice", choices=STAGES,
    note=Text("留空即按年级：1–6小学，7–9初中，10–12高中",
              "empty: by the grade, 1–6 primary, 7–9 junior, 10–12 senior"),
)  # fmt: skip
YEAR = SheetColumn(
    "year", Text("学年", "School year"), longest=20, example="2026-2027",
    also=("入学学年", "学年度"),
    note=Text("如2026-2027；留空即起始日期所在学年", "e.g. 2026-2027; empty: that of the day"),
)  # fmt: skip
GRADE = SheetColumn(
    "grade", Text("年级", "Grade"), required=True, longest=10, example="7",
    also=("所在年级", "就读年级"),
    note=Text("如7、七年级或初一", "e.g. 7, 七年级 or 初一"),
)  # fmt: skip

CLASSES = Sheet(
    code="classes",
    title=Text("班级信息表", "Classes"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.classes.take_classes",
    writes=("directory.SchoolClass",),
    give="xuequ.directory.queries.giving.pupils.give_classes",
    shown_at="directory:class_list",
    notes=(
        Text(
            "每学年每班一行；已登记的班级只更新人数，表中没有的班级不受影响。",
            "One row per class and school year. Of a class registered already the number of "
            "pupils is renewed; a class not listed stays as it is.",
        ),
    ),
    columns=(
        SCHOOL_CODE,
        SCHOOL,
        STAGE,
        YEAR,
        GRADE,
        SheetColumn("number", Text("班号", "Class number"), required=True, longest=20,
                    example="1", also=("班级", "班次", "班级序号", "班", "班级名称"),
                    note=Text("如1、1班或七年级（1）班；未分班的写0",
                              "e.g. 1, 1班 or 七年级（1）班; 0: not divided yet")),
        SheetColumn("pupil_count", Text("学生人数", "Pupils"), "integer", example="45",
                    also=("人数", "班额", "在校生数", "班级人数"),
                    note=Text("留空表示不变", "empty: as it is")),
    ),
)  # fmt: skip

PUPILS = Sheet(
    code="pupils",
    title=Text("学生信息表", "Pupils"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.pupils.take_pupils",
    writes=("directory.Pupil", "directory.Guardianship"),
    give="xuequ.directory.queries.giving.pupils.give_pupils",
    shown_at="directory:class_list",
    notes=(
        Text(
            "每名学生一行。先用“班级信息表”登记班级。按学籍号认定学生，没有的按证件号码，姓名只在都没有时使用。",
            "One row per pupil; register the classes first. The pupil number says who it is, "
            "else the ID number; the name only where both are missing.",
        ),
        Text(
            "换班、转学的填写新班级，自起始日期起生效；离开的填写终止日期。表中没有的学生不受影响。",
            "Who changes class or school stands with the new class, from the day given; who leaves "
            "with the last column. A pupil not listed stays as registered.",
        ),
        Text(
            "号码和姓名加密保存。导出时隐去的（带*的）单元格不会改动登记的内容。",
            "Numbers and names are kept encrypted. Cells an export has masked (with *) change "
            "nothing.",
        ),
    ),
    columns=(
        SheetColumn("reference", Text("系统序号", "Reference"), "integer", also=("系统编号",),
                    note=Text("导出时自动填写，请勿改动；新学生留空",
                              "filled in by an export, leave as it is; empty for new pupils")),
        SheetColumn("number", Text("学籍号", "Pupil number"), longest=40,
                    also=("全国学籍号", "学籍编号", "学生学籍号", "学籍主号"),
                    note=Text("19位，G、J或L开头", "19 characters, of which the first G, J or L")),
        SheetColumn("name", Text("姓名", "Name"), required=True, longest=60, example="王演示",
                    also=("学生姓名", "学生")),
        ID_KIND,
        ID_NUMBER,
        SCHOOL_CODE,
        SCHOOL,
        STAGE,
        YEAR,
        GRADE,
        SheetColumn("class_number", Text("班号", "Class number"), required=True, longest=20,
                    example="1", also=("班级", "班次", "所在班级", "就读班级", "班", "班级名称"),
                    note=Text("如1、1班或七年级（1）班", "e.g. 1, 1班 or 七年级（1）班")),
        SINCE,
        UNTIL,
    ),
)  # fmt: skip
