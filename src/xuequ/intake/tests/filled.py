"""The cast's county with something of everything that a bundle carries."""

from __future__ import annotations

from datetime import date

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import School, SchoolClass
from xuequ.directory.services.people import register_person
from xuequ.directory.sheets import (
    BODIES,
    MEMBERSHIPS,
    PERSONS,
    POSTS,
    PUPILS,
    SCHOOLS,
    TEACHERS,
    TEACHING_POINTS,
)
from xuequ.directory.tests import pupils_in
from xuequ.directory.tests.round_trip import take
from xuequ.directory.tests.sheets_in import number

ON = date(2026, 11, 20)
SCHOOL_ROWS = (
    "2145000001,新小,九年一贯制,公办,优质,城区,民生街道,否,新小集团,老新小,本部,"
    "甲路1号,0771-5551234,108.366129,22.817746,GCJ-02,2019-09-01,文件一",
    "2145000001,新小,,,,,,,,,西校区,乙路2号,,,,,,",
    ",孤小,小学,民办,,,,,,,,,,,,,,",
)
SCHOOL_HEADS = (
    "学校标识码,学校名称,学段,办学性质,办学水平,城乡类别,乡镇（街道）,是否新建,加挂牌子,别名,"
    "校区,地址,办公电话,经度,纬度,坐标系,设立日期,出处"
)
STAFF = "姓名,学校,学段,学科,职称,荣誉称号,荣誉级别,证件号码,起始日期"


def fill(cast: Cast) -> Cast:
    """Schools, points, classes, pupils, teachers with honours, bodies and posts."""
    pupils_in.rooms_of(cast)
    take(cast, SCHOOLS, SCHOOL_HEADS, *SCHOOL_ROWS)
    take(cast, TEACHING_POINTS, "教学点,学校,起始日期", "六村,孤小,2021-09-01")
    take(cast, MEMBERSHIPS, "学区,学校,角色,主属,参加的学段,起始日期", *_members())
    take(cast, TEACHERS, STAFF, *_staff())
    take(cast, PERSONS, "姓名,手机,身份证号", f"李新,13900000001,{number(1)}", "周演示,,")
    register_person(cast.authority, "周演示", actor=MAKER)
    take(cast, BODIES, "机构名称,学区,机构类别,起始日期", "东学区办公室,东学区,办公室,2026-09-01")
    take(
        cast,
        POSTS,
        "学区,机构,学校,角色,职务,任职人,证件号码,任职人所在学校,起始日期,终止日期",
        f",,新小,校长,校长,李新,{number(1)},,2026-09-01,",
        "东学区,东学区办公室,,机构成员,成员,钱二,,东二小,2026-09-02,2027-09-01",
    )
    take(cast, PUPILS, pupils_in.HEADS, *_pupils())
    return cast


def _members() -> tuple[str, ...]:
    return (
        "东学区,新小,成员校,是,初中,2026-09-01",
        "西集团,新小,列席校,否,,2026-09-02",
    )


def _staff() -> tuple[str, ...]:
    return (
        f"李新,新小,小学,数学,一级教师,骨干教师,县级,{number(1)},2020-09-01",
        f"李新,新小,初中,科学,一级教师,名师,市级,{number(1)},2021-09-01",
        f"李新,东一小,小学,数学,,,,{number(1)},2026-09-01",
        "钱二,东二小,小学,语文,二级教师,,,,2026-09-01",
        "钱二,东三小,小学,英语,,,,,2026-09-01",  # a namesake at another school
    )


def _pupils() -> tuple[str, ...]:
    return (
        pupils_in.row(pupils_in.A, "戊演示"),
        pupils_in.row(pupils_in.B, "己演示", "孤小,2026,2,1", "2026-09-15,2027-03-01"),
        ",庚演示,,,孤小,2026,1,2,,",
        ",庚演示,,,孤小,2026,2,1,,",  # a namesake in another class
    )


def school(name: str) -> School:
    return School.objects.get(name=name)


def rooms() -> int:
    return SchoolClass.objects.filter(year=2026).count()
