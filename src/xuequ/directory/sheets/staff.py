"""Sheets about those who work in schools: teachers, postings, pairings."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text

from ..engine.identity import advice, read_number

NEEDS = "intake.import"
NUMBERS = Text(
    "同校同名的人员须填写证件号码；号码加密保存，其他情况可留空。",
    "People of one name at one school need their ID numbers, which are kept encrypted; "
    "otherwise they may be left out.",
)
SUBJECT = Text("照日常写法，如：数学", "as people write it, e.g. 数学")
SINCE = SheetColumn(
    "since", Text("起始日期", "From"), "date", also=("开始日期", "起始时间", "开始时间"),
    example="2026-09-01",
)  # fmt: skip
UNTIL = SheetColumn(
    "until", Text("终止日期", "Until"), "date", also=("结束日期", "终止时间", "结束时间"),
    note=Text("不再有效的第一天；未定的留空", "first day no longer in force, or empty"),
)  # fmt: skip

TEACHERS = Sheet(
    code="teachers",
    title=Text("教师信息表", "Teachers"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.teachers.take_teachers",
    writes=("directory.Teacher", "directory.Person", "directory.Honour"),
    give="xuequ.directory.queries.giving.staff.give_teachers",
    stands_alone=True,
    shown_at="directory:person_list",
    notes=(
        Text(
            "每位教师每任教一个学科一行；职称有变的重新填写，自起始日期起更新。",
            "One row per teacher and subject; a title that has changed holds from the first day.",
        ),
        NUMBERS,
        Text(
            "一人多行（多学科、多荣誉、跨校）时，每行都填写证件号码。",
            "Who has several rows (subjects, honours, schools) needs the number in each of them.",
        ),
    ),
    columns=(
        SheetColumn("name", Text("姓名", "Name"), required=True, longest=60,
                    example="王演示", also=("教师姓名", "教师", "教师名称")),
        SheetColumn(
            "id_kind",
            Text("证件类型", "Kind of paper"),
            "choice",
            choices={
                "resident": Text("居民身份证", "resident identity card"),
                "permit": Text("港澳台居民居住证", "residence permit"),
                "passport": Text("护照", "passport"),
                "other": Text("其他证件", "other paper"),
            },
            also=("证件种类", "身份证件类型"),
            note=Text("留空即居民身份证", "empty: resident identity card"),
        ),
        SheetColumn("id_number", Text("证件号码", "ID number"), longest=40,
                    reads=read_number, advises=advice,
                    also=("身份证号", "身份证号码", "身份证件号", "证件号", "公民身份号码")),
        SheetColumn("school", Text("学校", "School"), required=True, longest=80,
                    example="三十九中学",
                    also=("学校名称", "任教学校", "所在学校", "工作单位", "单位")),
        SheetColumn(
            "stage",
            Text("学段", "Stage"),
            "choice",
            required=True,
            choices={
                "primary": Text("小学", "primary"),
                "junior": Text("初中", "junior"),
                "senior": Text("高中", "senior"),
            },
            also=("任教学段",),
            example="初中",
        ),
        SheetColumn("subject", Text("学科", "Subject"), required=True, longest=20,
                    example="数学", also=("任教学科", "科目", "任教科目"), note=SUBJECT),
        SheetColumn(
            "title",
            Text("职称", "Title"),
            "choice",
            choices={
                "none": Text("未定职称", "no title yet"),
                "third": Text("三级教师", "third grade"),
                "second": Text("二级教师", "second grade"),
                "first": Text("一级教师", "first grade"),
                "senior": Text("高级教师", "senior"),
                "professor": Text("正高级教师", "full senior"),
            },
            also=("专业技术职务", "专业技术职称", "教师职称"),
            example="一级教师",
            note=Text("不清楚请留空", "leave empty if not known"),
        ),
        SINCE,
        SheetColumn(
            "honour",
            Text("荣誉称号", "Honour"),
            "choice",
            choices={
                "backbone": Text("骨干教师", "backbone teacher"),
                "subject_leader": Text("学科带头人", "subject leader"),
                "expert": Text("教学能手", "teaching expert"),
                "rising": Text("教坛新星", "rising star"),
                "master": Text("名师", "master teacher"),
                "special": Text("特级教师", "special-grade teacher"),
            },
            also=("荣誉", "称号", "骨干称号"),
        ),
        SheetColumn(
            "level",
            Text("荣誉级别", "Level of the honour"),
            "choice",
            choices={
                "school": Text("校级", "school level"),
                "county": Text("县级", "county level"),
                "city": Text("市级", "city level"),
                "province": Text("省级", "province level"),
                "nation": Text("国家级", "national level"),
            },
            also=("级别", "称号级别"),
        ),
        SheetColumn("honour_since", Text("荣誉起始日期", "Honour from"), "date",
                    also=("授予日期", "荣誉日期"),
                    note=Text("留空即起始日期", "empty: the day of the column «From»")),
    ),
)  # fmt: skip

POSTINGS = Sheet(
    code="postings",
    title=Text("交流轮岗表", "Postings"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.moves.take_postings",
    writes=("directory.Posting",),
    give="xuequ.directory.queries.giving.moves.give_postings",
    stands_alone=True,
    shown_at="directory:posting_list",
    notes=(
        Text("每人每次交流一行；人员须已登记。", "One row per posting of somebody registered."),
        NUMBERS,
    ),
    columns=(
        SheetColumn("name", Text("姓名", "Name"), required=True, longest=60,
                    example="王演示", also=("交流人员", "教师姓名", "交流教师")),
        SheetColumn("id_number", Text("证件号码", "ID number"), longest=40,
                    reads=read_number, advises=advice,
                    also=("身份证号", "身份证号码", "证件号")),
        SheetColumn("from_school", Text("原学校", "From school"), required=True, longest=80,
                    example="三十九中学", also=("派出学校", "原任教学校", "流出学校")),
        SheetColumn("to_school", Text("交流学校", "To school"), required=True, longest=80,
                    example="昆仑中学", also=("接收学校", "交流到校", "流入学校")),
        SheetColumn(
            "kind",
            Text("人员类别", "Who"),
            "choice",
            choices={
                "teacher": Text("教师", "teacher"),
                "leader": Text("领导", "leader"),
            },
            also=("类别", "交流类别"),
            note=Text("留空即教师", "empty: teacher"),
        ),
        SheetColumn("direction", Text("交流方向", "Direction"), longest=40, also=("方向",),
                    note=Text("照本地政策的名称；没有的留空", "as the policy names it, or empty")),
        SheetColumn("subject", Text("学科", "Subject"), longest=20,
                    also=("任教学科", "科目"), note=SUBJECT),
        SheetColumn("decision", Text("文件或决定", "Decision"), longest=120,
                    also=("文号", "依据", "文件号")),
        SINCE,
        UNTIL,
    ),
)  # fmt: skip

PAIRINGS = Sheet(
    code="pairings",
    title=Text("师徒结对表", "Pairings"),
    version=1,
    needs=NEEDS,
    take="xuequ.directory.services.taking.moves.take_pairings",
    writes=("directory.Pairing",),
    give="xuequ.directory.queries.giving.moves.give_pairings",
    stands_alone=True,
    shown_at="directory:pairing_list",
    notes=(
        Text("每对师徒每层一行；人员须已登记。", "One row per pair and tier, both registered."),
        NUMBERS,
    ),
    columns=(
        SheetColumn("mentor", Text("导师姓名", "Mentor"), required=True, longest=60,
                    example="王演示", also=("导师", "师傅", "师父", "指导教师")),
        SheetColumn("mentor_school", Text("导师学校", "School of the mentor"), required=True,
                    longest=80, example="三十九中学", also=("师傅学校", "导师所在学校")),
        SheetColumn("mentor_number", Text("导师证件号码", "Number of the mentor"), longest=40,
                    reads=read_number, advises=advice),
        SheetColumn("apprentice", Text("徒弟姓名", "Apprentice"), required=True, longest=60,
                    example="李演示", also=("徒弟", "青年教师", "被指导教师")),
        SheetColumn("school", Text("徒弟学校", "School of the apprentice"), required=True,
                    longest=80, example="三十九中学", also=("学校", "徒弟所在学校")),
        SheetColumn("apprentice_number", Text("徒弟证件号码", "Number of the apprentice"),
                    longest=40, reads=read_number, advises=advice),
        SheetColumn(
            "kind",
            Text("结对类别", "Sort"),
            "choice",
            choices={
                "teaching": Text("教学", "teaching"),
                "class_teacher": Text("班主任", "class teachers"),
            },
            also=("类别",),
            note=Text("留空即教学", "empty: teaching"),
        ),
        SheetColumn("tier", Text("层级", "Tier"), "integer", also=("导师层级", "层次"),
                    note=Text("留空即第1层", "empty: 1"), example="1"),
        SheetColumn("subject", Text("学科", "Subject"), longest=20,
                    also=("任教学科", "科目"), note=SUBJECT),
        SINCE,
        UNTIL,
    ),
)  # fmt: skip
