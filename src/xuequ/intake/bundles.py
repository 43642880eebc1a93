"""The bundles of several sheets that are taken in."""

from __future__ import annotations

from xuequ.kernel.sheet import Bundle, SheetColumn
from xuequ.kernel.text import Text

ENGINE = "xuequ.intake.engine.oneroster"
ONEROSTER = Bundle(
    code="oneroster",
    title=Text("OneRoster 数据包", "OneRoster bundle"),
    version=1,
    needs="intake.import",
    take="xuequ.intake.services.rostering.take_oneroster",
    readers={".zip": f"{ENGINE}.bundle.read"},
    placed=f"{ENGINE}.fields.placed",
    places=f"{ENGINE}.places.place_of",
    shown_at="directory:school_list",
    parts=("schools", "teaching-points", "consortia", "memberships", "classes", "pupils",
           "persons", "teachers", "bodies", "posts"),
    writes=(
        "directory.School", "directory.SchoolStanding", "directory.SchoolName",
        "directory.Section", "directory.Campus", "directory.TeachingPoint",
        "directory.Consortium", "directory.ConsortiumStanding", "directory.Membership",
        "directory.SchoolClass", "directory.Pupil", "directory.Guardianship",
        "directory.Person", "directory.Teacher", "directory.Honour", "directory.Body",
        "directory.Post", "directory.Holding", "intake.SourcedId",
    ),
    notes=(
        Text(
            "1EdTech OneRoster 1.2 的 CSV 数据包（.zip）：学校、学区集团、班级、学生、教师、任职，"
            "一次导入，要么全部导入，要么一行不写。只接受全量（bulk）。",
            "A bundle of CSV in 1EdTech OneRoster 1.2 (.zip): schools, districts and groups, "
            "classes, pupils, teachers and posts, all of it or nothing. Only bulk is taken.",
        ),
        Text(
            "各行的 sourcedId 会保留，导出时原样给出。没有列出的人和学校不受影响。",
            "Every sourcedId is kept and given out again. Whom and what it does not list stays as "
            "it is.",
        ),
    ),
    columns=(
        SheetColumn("kind", Text("类别", "Kind"), required=True),
        SheetColumn("value", Text("sourcedId", "sourcedId"), required=True, longest=255),
        SheetColumn("own", Text("本系统编号", "Own id"), longest=36),
        SheetColumn("name", Text("名称", "Name")),
    ),
)  # fmt: skip
BUNDLES = (ONEROSTER,)
CARRIES = (
    ("orgs.csv", Text("教育局、学校、校区、教学点、学区和集团（含成员校）、常设机构",
                      "the authority, schools, campuses, teaching points, districts and groups "
                      "with their members, bodies")),
    ("academicSessions.csv", Text("学年", "school years")),
    ("courses.csv", Text("各年级（班级须指向一门课程）", "grades, for a class must name a course")),
    ("classes.csv", Text("行政班", "homeroom classes")),
    ("users.csv", Text("教职工；学生", "staff; pupils")),
    ("roles.csv", Text("任教学科和职称、职务", "subjects taught with titles, posts")),
    ("enrollments.csv", Text("学生所在的班", "the classes of the pupils")),
    ("demographics.csv", Text("出生日期、性别（以证件号码为准）",
                              "birthday and sex, as the ID number says them")),
)  # fmt: skip
