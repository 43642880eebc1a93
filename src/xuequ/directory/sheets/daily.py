"""Sheets of what schools have and do every day: facilities, bells, timetables, class results."""

from __future__ import annotations

from xuequ.kernel.sheet import Sheet, SheetColumn
from xuequ.kernel.text import Text

from ..engine.daily.clock import DAYS, WEEKDAYS
from ..engine.identity import advice, read_number
from .staff import NEEDS, SINCE, SUBJECT, UNTIL

TAKING = "xuequ.directory.services.taking"
FILES = "xuequ.directory.engine.timetable_files"
SCHOOL = SheetColumn("school", Text("学校", "School"), required=True, longest=80,
                     example="三十九中学", also=("学校名称", "校名", "单位"))  # fmt: skip
SAID = {f"{each}{day}": str(n) for each in ("星期", "礼拜") for n, day in enumerate(DAYS, 1)}
STAGES = {
    "primary": Text("小学", "primary"),
    "junior": Text("初中", "junior"),
    "senior": Text("高中", "senior"),
}
CLASS_NOTE = Text("如：七(1)班、七年级1班、初一(1)班、701",
                  "like 七(1)班, 七年级1班, 初一(1)班 or 701")  # fmt: skip

FACILITIES = Sheet(
    code="facilities",
    title=Text("设施表", "Facilities"),
    version=1,
    needs=NEEDS,
    take=f"{TAKING}.facilities.take_facilities",
    writes=("directory.Facility", "directory.FacilityStanding"),
    shown_at="directory:facility_list",
    notes=(
        Text("每处设施一行；已登记的，空白的栏保持不变。",
             "One row per facility; of one registered already, empty cells stay as they are."),
    ),
    columns=(
        SCHOOL,
        SheetColumn("campus", Text("校区", "Campus"), longest=80,
                    note=Text("只有一个校区的留空", "empty where there is only one")),
        SheetColumn("name", Text("设施名称", "Facility"), required=True, longest=60,
                    example="科学实验室", also=("名称", "场地", "场地名称", "教室", "功能室")),
        SheetColumn(
            "kind", Text("类别", "Sort"), "choice", required=True,
            also=("设施类别", "场地类别", "用途"),
            example="实验室",
            choices={
                "classroom": Text("普通教室", "classroom"),
                "function_room": Text("功能教室", "function room"),
                "laboratory": Text("实验室", "laboratory"),
                "innovation_lab": Text("创新实验室", "innovation laboratory"),
                "computer_room": Text("计算机教室", "computer room"),
                "recording_room": Text("录播教室", "recording room"),
                "lecture_hall": Text("报告厅", "lecture hall"),
                "library": Text("图书馆", "library"),
                "gym": Text("体育馆", "sports hall"),
                "field": Text("运动场", "sports ground"),
                "activity_room": Text("科技活动室", "science and technology room"),
                "practice_base": Text("实践活动基地", "practice base"),
                "other": Text("其他", "other"),
            },
        ),
        SheetColumn("capacity", Text("容纳人数", "Places"), "integer", also=("座位数", "容量"),
                    example="48"),
        SheetColumn("area", Text("面积", "Area (m²)"), "decimal", also=("面积(㎡)",),
                    example="96"),
        SheetColumn("shared", Text("是否共享", "Shared"), "yes", also=("共享", "可否共享"),
                    example="是", note=Text("是或否；不清楚请留空", "yes or no, or empty")),
        SheetColumn("hours", Text("开放时间", "Open to others"), longest=120, also=("共享时间",),
                    example="周一至周五 16:30-18:00",
                    note=Text("几段用分号分开", "several spans with semicolons")),
        SheetColumn("contact", Text("联系职务", "Post to ask"), longest=80,
                    also=("负责人职务", "管理职务"),
                    note=Text("该校已设立的职务名称，不写姓名",
                              "a post of the school by its title, no name")),
        SINCE,
        UNTIL,
    ),
)  # fmt: skip

BELLS = Sheet(
    code="bells",
    title=Text("作息时间表", "Bell schedules"),
    version=1,
    needs=NEEDS,
    take=f"{TAKING}.bells.take_bells",
    writes=("directory.BellSchedule", "directory.BellPeriod"),
    shown_at="directory:timetable_list",
    notes=(
        Text("每个时段一行；夏季、冬季、考试日的作息各写名称和起止日期，后开始的优先。",
             "One row per period. Summer, winter and exam days have a name and days of their own; "
             "what began last holds."),
    ),
    columns=(
        SCHOOL,
        SheetColumn("schedule", Text("作息名称", "Schedule"), required=True, longest=40,
                    example="冬季作息", also=("作息", "作息表")),
        SheetColumn("stage", Text("学段", "Stage"), "choice", choices=STAGES,
                    note=Text("全校一样的留空", "empty where all stages share it")),
        SheetColumn("name", Text("时段", "Period"), required=True, longest=20, example="第一节",
                    also=("时段名称", "名称")),
        SheetColumn("number", Text("节次", "Number"), "integer", example="1",
                    note=Text("课表用的节次；课间等留空", "as timetables call it")),
        SheetColumn(
            "kind", Text("类型", "Sort"), "choice", required=True, example="上课",
            also=("类别",),
            choices={
                "lesson": Text("上课", "lesson"),
                "break": Text("休息", "break"),
                "activity": Text("活动", "activity"),
            },
        ),
        SheetColumn("begins", Text("开始时间", "Begins"), required=True, longest=20,
                    example="8:20", also=("开始", "上课时间")),
        SheetColumn("ends", Text("结束时间", "Ends"), required=True, longest=20,
                    example="9:00", also=("结束", "下课时间")),
        SheetColumn("since", Text("起始日期", "From"), "date", example="2026-10-01"),
        SheetColumn("until", Text("终止日期", "Until"), "date",
                    note=Text("不再有效的第一天", "first day no longer in force")),
    ),
)  # fmt: skip

TIMETABLE = Sheet(
    code="timetable",
    title=Text("课程表", "Timetables"),
    version=1,
    needs=NEEDS,
    take=f"{TAKING}.timetables.take_timetables",
    writes=("directory.Timetable", "directory.Lesson", "directory.LessonClass",
            "directory.LessonTeacher"),
    readers={
        ".xml": f"{FILES}.read_asc",
        ".fet": f"{FILES}.read_fet",
        ".zip": f"{FILES}.read_zip",
    },
    shown_at="directory:timetable_list",
    notes=(
        Text("每节课一行，写全校所有班；旧版本保留，新版本自起始日期起生效。",
             "One row per lesson, all classes of a school. Older versions are kept; this one holds "
             "from its first day."),
        Text("也可上传排课软件的文件：aSc Timetables 的 XML（文件名写校名）、FET 的 .fet，"
             "或装有 .fet 和 activities.xml 的 .zip。",
             "Files of timetabling programs are taken too: XML of aSc Timetables, named after the "
             "school; .fet of FET, or a .zip with the .fet and its activities.xml."),
    ),
    columns=(
        SCHOOL,
        SheetColumn("weekday", Text("星期", "Weekday"), "choice", required=True,
                    choices=WEEKDAYS, said=SAID, example="周一"),
        SheetColumn("period", Text("节次", "Number"), "integer", required=True, example="1"),
        SheetColumn("class", Text("班级", "Class"), required=True, example="七(1)班",
                    also=("班", "班名"), note=CLASS_NOTE),
        SheetColumn("subject", Text("学科", "Subject"), required=True, longest=20,
                    example="数学", also=("课程", "科目"), note=SUBJECT),
        SheetColumn("teacher", Text("任课教师", "Teacher"), example="王演示",
                    also=("教师", "教师姓名"),
                    note=Text("几位教师用顿号分开；未定的留空",
                              "several with commas; empty if not settled")),
        SheetColumn("teacher_number", Text("教师证件号码", "Number of the teacher"), longest=40,
                    reads=read_number, advises=advice,
                    note=Text("仅同校同名时填写", "only where two share a name")),
        SheetColumn("room", Text("场地", "Room"), longest=60, also=("教室", "上课地点"),
                    note=Text("在本班教室的留空", "empty for the class's own room")),
        SheetColumn(
            "weeks", Text("单双周", "Weeks"), "choice", also=("周次",),
            choices={
                "every": Text("每周", "every week"),
                "odd": Text("单周", "odd weeks"),
                "even": Text("双周", "even weeks"),
            },
            note=Text("留空即每周", "empty: every week"),
        ),
        SheetColumn("part", Text("分组", "Group"), longest=20,
                    note=Text("分组上课时写组名", "where a class parts into groups")),
        SheetColumn("since", Text("起始日期", "From"), "date"),
        SheetColumn("until", Text("终止日期", "Until"), "date",
                    note=Text("临时课表才填写", "only for a timetable of some days")),
    ),
)  # fmt: skip

RESULTS = Sheet(
    code="results",
    title=Text("班级成绩表", "Class results"),
    version=1,
    needs=NEEDS,
    take=f"{TAKING}.results.take_results",
    writes=("directory.ClassResult", "directory.Exam"),
    shown_at="directory:result_list",
    notes=(
        Text("每班每科一行，只填汇总；请勿填写学生姓名和个人成绩。",
             "One row per class and subject, sums only: no pupil's name or mark."),
        Text("各率填百分数，如 85.5；已登记的班级和学科，按新表更正。",
             "Shares are percents like 85.5. Of what is registered already this sheet is the "
             "correction."),
    ),
    columns=(
        SCHOOL,
        SheetColumn("exam", Text("考试名称", "Exam"), required=True, longest=80,
                    example="2026年秋季期中考试", also=("考试",)),
        SheetColumn("day", Text("考试日期", "Day"), "date", required=True, also=("日期",),
                    example="2026-11-12"),
        SheetColumn(
            "kind", Text("考试类别", "Sort"), "choice", required=True, example="期中考试",
            also=("类别",),
            choices={
                "unit": Text("单元或月考", "unit or monthly test"),
                "midterm": Text("期中考试", "mid-term exam"),
                "final": Text("期末考试", "final exam"),
                "monitoring": Text("质量监测", "quality monitoring"),
                "other": Text("其他", "other"),
            },
        ),
        SheetColumn("class", Text("班级", "Class"), required=True, example="七(1)班",
                    also=("班",), note=CLASS_NOTE),
        SheetColumn("subject", Text("学科", "Subject"), required=True, longest=20,
                    example="数学", also=("科目",), note=SUBJECT),
        SheetColumn("present", Text("参考人数", "Took part"), "integer", required=True,
                    also=("实考人数", "考试人数"), example="42"),
        SheetColumn("absent", Text("缺考人数", "Absent"), "integer", also=("缺考",), example="1"),
        SheetColumn("full_mark", Text("满分", "Full mark"), "decimal", required=True,
                    example="100"),
        SheetColumn("mean", Text("平均分", "Mean"), "decimal", also=("均分",), example="76.5"),
        SheetColumn("deviation", Text("标准差", "Standard deviation"), "decimal",
                    example="12.3"),
        SheetColumn("pass_share", Text("及格率", "Passed (%)"), "decimal",
                    also=("及格率(%)", "及格率%"), example="90.48"),
        SheetColumn("excellent_share", Text("优秀率", "Excellent (%)"), "decimal",
                    also=("优秀率(%)", "优秀率%"), example="21.43"),
        SheetColumn("low_share", Text("低分率", "Low (%)"), "decimal",
                    also=("低分率(%)", "低分率%"), example="2.38"),
        SheetColumn("bands", Text("各分数段人数", "Pupils by mark"), longest=200,
                    also=("分数段",), example="0-59:4；60-84:29；85-100:9"),
    ),
)  # fmt: skip
