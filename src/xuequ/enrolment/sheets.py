"""The sheets that demand is forecast from: children, past rolls, classrooms; and of plans."""

from __future__ import annotations

from xuequ.directory.sheets.pupils import GRADE
from xuequ.directory.sheets.shared import NEEDS, SCHOOL, SCHOOL_CODE, STAGES
from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text

TAKING = "xuequ.enrolment.services.taking"
GIVING = "xuequ.enrolment.queries.forecast.giving"
PARTS = {
    "home": Text("片区内", "of the catchment or zone"),
    "choice": Text("只供选报", "may be chosen"),
    "other": Text("其他学校", "other school"),
}
COMPULSORY = {code: STAGES[code] for code in ("primary", "junior")}

COHORTS = Sheet(
    code="cohorts",
    title=Text("适龄儿童数", "Children by year of birth"),
    version=1,
    needs=NEEDS,
    take=f"{TAKING}.take_cohorts",
    writes=("enrolment.Cohort",),
    give=f"{GIVING}.give_cohorts",
    stands_alone=True,
    shown_at="enrolment:forecast_list",
    notes=(
        Text(
            "每所小学的服务地段、每个出生年度一行；出生年度自9月1日至次年8月31日。",
            "One row per catchment of a primary school and year of birth, from 1 September to "
            "31 August.",
        ),
        Text(
            "日期更晚的统计与以前的并存，预测用最后一次。",
            "A later count stands beside earlier ones; the forecast uses the last.",
        ),
    ),
    columns=(
        SCHOOL_CODE,
        SCHOOL,
        SheetColumn("born", Text("出生年度", "Year of birth"), required=True, longest=20,
                    example="2020-2021", also=("出生年份", "出生学年度"),
                    note=Text("2020-2021指2020年9月1日至2021年8月31日出生，2027年秋入学",
                              "2020-2021: born from 1 September 2020 to 31 August 2021, entering "
                              "in autumn 2027")),
        SheetColumn("count", Text("儿童人数", "Children"), "integer", required=True, example="86",
                    also=("人数", "适龄儿童", "适龄儿童数", "幼儿人数")),
        SheetColumn("day", Text("统计日期", "Counted on"), "date", required=True,
                    also=("统计时间", "截止日期"), example="2026-10-15"),
        SheetColumn("source", Text("来源", "Source"), required=True, longest=100,
                    also=("数据来源",), example="公安户籍登记",
                    note=Text("如人口普查、户籍登记、幼儿园在园人数",
                              "e.g. census, household registration, kindergartens")),
    ),
)  # fmt: skip

PAST_ROLLS = Sheet(
    code="past_rolls",
    title=Text("历年在校生数", "Pupils of earlier years"),
    version=1,
    needs=NEEDS,
    take=f"{TAKING}.take_past_rolls",
    writes=("enrolment.PastRoll",),
    give=f"{GIVING}.give_past_rolls",
    stands_alone=True,
    shown_at="enrolment:forecast_list",
    notes=(
        Text(
            "只填系统里没有班级的学年；已有班级的年级用“班级信息表”更正。",
            "Only for school years of which no classes are kept; what classes report is mended by "
            "the sheet of classes.",
        ),
    ),
    columns=(
        SCHOOL_CODE,
        SCHOOL,
        SheetColumn("stage", Text("学段", "Stage"), "choice", choices=COMPULSORY,
                    note=Text("留空即按年级：1–6小学，7–9初中",
                              "empty: by the grade, 1–6 primary, 7–9 junior")),
        SheetColumn("year", Text("学年", "School year"), required=True, longest=20,
                    example="2024-2025", also=("学年度",)),
        GRADE,
        SheetColumn("count", Text("在校生数", "Pupils"), "integer", required=True, example="92",
                    also=("人数", "学生人数", "在校学生数")),
    ),
)  # fmt: skip

SEATS = Sheet(
    code="seats",
    title=Text("学位数", "Seats"),
    version=1,
    needs=NEEDS,
    take=f"{TAKING}.take_seats",
    writes=("enrolment.Seats",),
    give=f"{GIVING}.give_seats",
    stands_alone=True,
    shown_at="enrolment:forecast_list",
    notes=(
        Text(
            "学位数=普通教室数×班额。校舍有变化的，从变化的学年起另写一行。",
            "Seats are classrooms × most pupils of a class. Where a building changes, write "
            "another row for the school year from which it does.",
        ),
    ),
    columns=(
        SCHOOL_CODE,
        SCHOOL,
        SheetColumn("stage", Text("学段", "Stage"), "choice", required=True, choices=COMPULSORY),
        SheetColumn("year", Text("起始学年", "From the school year"), required=True, longest=20,
                    example="2026-2027", also=("学年",)),
        SheetColumn("rooms", Text("教室数", "Classrooms"), "integer", required=True, example="24",
                    also=("普通教室数", "可用教室数")),
        SheetColumn("class_size", Text("班额", "Most pupils of a class"), "integer", required=True,
                    example="45", also=("班额上限", "最大班额", "标准班额")),
    ),
)  # fmt: skip
PLANS = Sheet(
    code="plans",
    title=Text("招生计划表", "Plans of enrolment"),
    version=1,
    needs=NEEDS,
    take="xuequ.enrolment.services.plan_sheet.take_plans",
    writes=("enrolment.Plan",),
    give="xuequ.enrolment.queries.plan_sheet.give_plans",
    stands_alone=True,
    shown_at="enrolment:round_list",
    notes=(
        Text(
            "每个批次的每所学校一行。留空的栏不改动已填的内容；计划有变化的批次须重新生成并签署规则。",
            "One row per school of a round. An empty cell leaves what is there; where a plan "
            "changes, the rules of the round are made and signed again.",
        ),
        Text(
            "班额在批次中统一设定，表中可以重复，但不能另写一个数。",
            "The class size is set for the whole round; the sheet may repeat it, and not say "
            "another.",
        ),
    ),
    columns=(
        SCHOOL_CODE,
        SCHOOL,
        SheetColumn("year", Text("招生学年", "School year that begins"), required=True, longest=20,
                    example="2027-2028", also=("学年", "招生年份", "年份")),
        SheetColumn("round", Text("批次", "Round"), required=True, longest=40, example="小学一年级",
                    also=("批次名称", "招生批次")),
        SheetColumn("part", Text("范围", "Part"), "choice", choices=PARTS,
                    also=("类型", "招生类型"),
                    note=Text("留空即片区内", "empty: of the catchment or zone")),
        SheetColumn("plan", Text("招生计划", "Plan"), "integer", example="135",
                    also=("学位数", "学位", "计划数", "招生人数")),
        SheetColumn("classes", Text("班数", "Classes"), "integer", example="3",
                    also=("招生班数", "班级数")),
        SheetColumn("class_size", Text("班额", "Most pupils of a class"), "integer", example="45",
                    also=("班额上限", "最大班额")),
        SheetColumn("spare", Text("机动学位", "Spare seats"), "integer", example="0"),
        SheetColumn("overflow", Text("调剂顺序", "Overflow goes to"), longest=500,
                    also=("调剂学校",),
                    note=Text("按先后写校名，用顿号隔开", "names in their order, apart by «、»")),
        SheetColumn("kept", Text("预留学位", "Seats kept"), longest=200,
                    note=Text("写成“类型:人数”，用顿号隔开", "as kind:number, apart by «、»")),
    ),
)  # fmt: skip
SHEETS = (COHORTS, PAST_ROLLS, SEATS, PLANS)
