"""Something to bring in for each sheet, into the authority of the cast, with new and changed rows.

Whoever declares a sheet adds an example here: what must be there before, headings, rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.services.authorities import set_terms
from xuequ.directory.services.people import register_person
from xuequ.directory.sheets import CALENDAR, TEACHERS
from xuequ.directory.tests import daily_world, pupils_in
from xuequ.directory.tests.catchment_lists import published
from xuequ.directory.tests.sheets_in import number
from xuequ.enrolment.services.plans import choose_schools
from xuequ.enrolment.tests.world import NOW, opened, taught
from xuequ.intake.services import import_sheet
from xuequ.kernel.periods import Span
from xuequ.kernel.sheet import Sheet

DAY = date(2026, 9, 1)
STAFF = "姓名,学校,学段,学科,职称,荣誉称号,荣誉级别,证件号码"


@dataclass(frozen=True, slots=True)
class Example:
    """A file, and what it needs to find."""

    heads: str
    rows: tuple[str, ...]
    first: Callable[[Cast], object] = lambda _: None

    @property
    def data(self) -> bytes:
        return "\n".join((self.heads, *self.rows)).encode()


def teaching(_: Cast) -> None:
    """Two schools that teach the primary stage."""
    taught("东一小", "东三小")


def with_a_round(cast: Cast) -> None:
    """A round with one of them in its plan, without numbers."""
    [first, _] = taught("东一小", "东三小")
    choose_schools(opened(cast), [first.pk], actor=cast.bureau, now=NOW)


def take(cast: Cast, sheet: Sheet, *rows: str) -> None:
    import_sheet(
        sheet, "先.csv", "\n".join(rows).encode(), authority=cast.authority, since=DAY, actor=MAKER
    )


def staff(cast: Cast) -> None:
    rows = (
        "赵一,东一小,小学,数学,一级教师,,,",
        "钱二,东二小,小学,语文,二级教师,,,",
        "孙三,东三小,小学,英语,,,,",
    )
    take(cast, TEACHERS, STAFF, *rows)


def terms(cast: Cast) -> None:
    set_terms(cast.authority, 2026, [Span(DAY, date(2027, 1, 20))], actor=MAKER)
    take(cast, CALENDAR, "日期,是否教学日,原因", "2026-09-03,否,运动会")


def rooms_and_pupils(cast: Cast) -> None:
    pupils_in.rooms_of(cast)
    pupils_in.pupils(cast, pupils_in.row(pupils_in.A, "甲演示"))


def people(cast: Cast) -> None:
    staff(cast)
    register_person(cast.authority, "周演示", actor=MAKER)


def marked(cast: Cast) -> None:
    daily_world.furnish(cast)
    daily_world.marks(cast, f"{daily_world.EXAM},一(1)班,数学,40,,100,70,,,,,")


def furnished(cast: Cast) -> None:
    daily_world.furnish(cast)
    daily_world.week(cast, f"{daily_world.HOME},周一,1,一(1)班,语文,赵演示,,,")


EXAMPLES: dict[str, Example] = {
    "roster": Example(
        "学区,组建形式,学校,角色,所属学校,学段,学校标识码,出处",
        (
            "北学区,,北一小,龙头学校,,小学,,文件",
            "北学区,,北二中,成员校,,九年一贯制,,文件",
            "北学区,,北一小教学点,教学点,北一小,,,",
            "东学区,,孤小,成员校,,,,",
        ),
    ),
    "teachers": Example(
        STAFF,
        (
            f"李新,东一小,小学,数学,一级教师,骨干教师,县级,{number(1)}",
            f"李新,东一小,小学,科学,一级教师,,,{number(1)}",
            "赵一,东一小,小学,数学,高级教师,名师,市级,",
            f"钱二,东二小,小学,语文,二级教师,,,{number(2)}",
            "孙三,东三小,小学,英语,,,,",
        ),
        staff,
    ),
    "postings": Example(
        "姓名,原学校,交流学校,学科,起始日期",
        ("赵一,东一小,东二小,数学,2026-09-01", "钱二,东二小,孤小,语文,2026-10-01"),
        staff,
    ),
    "pairings": Example(
        "导师姓名,导师学校,徒弟姓名,徒弟学校,层级",
        ("赵一,东一小,钱二,东二小,1", "赵一,东一小,孙三,东三小,1"),
        staff,
    ),
    "calendar": Example(
        "日期,是否教学日,原因",
        ("2026-09-03,否,秋游", "2026-09-04,否,秋游", "2026-09-12,是,补课"),
        terms,
    ),
    "schools": Example(
        "学校标识码,学校名称,学段,办学性质,加挂牌子,校区,地址,建校日期,变更日期",
        (
            "2145000001,新小,九年一贯制,公办,新小教育集团,本部,甲路1号,2019-09-01,",
            "2145000001,新小,,,,西校区,乙路2号,,",
            ",孤小,小学,民办,,,丙路,,2026-09-01",
        ),
    ),
    "teaching-points": Example("教学点,学校,起始日期", ("六村,孤小,2021-09-01", "七村,孤小,")),
    "feeders": Example("学校,升入学校,起始日期", ("东一小,东三小,2026-09-01", "东二小,东一小,")),
    "catchments": Example(
        "学校,学段,小区、道路或村,起号,止号,单双号,适龄儿童数",
        (
            "东一小,小学,益田村,,,,41",
            "东一小,小学,福强路,1,99,单号,20",
            "东三小,小学,莲花村,,,,30",
        ),
        published,
    ),
    "cohorts": Example(
        "学校,出生年度,儿童人数,统计日期,来源",
        ("东一小,2019,66,2026-06-15,户籍登记", "东三小,2019,41,2026-06-15,户籍登记"),
        teaching,
    ),
    "past_rolls": Example(
        "学校,学段,学年,年级,在校生数",
        ("东一小,小学,2024,1,60", "东三小,小学,2024,2,58"),
        teaching,
    ),
    "seats": Example(
        "学校,学段,起始学年,教室数,班额",
        ("东一小,小学,2026,12,45", "东三小,小学,2027,9,45"),
        teaching,
    ),
    "plans": Example(
        "学校,招生学年,批次,范围,招生计划,班数,班额,机动学位,调剂顺序",
        (
            "东一小,2027,一年级新生,片区内,90,2,45,,东三小",
            "东三小,2027-2028,一年级新生,,135,3,,5,",
        ),
        with_a_round,
    ),
    "consortia": Example(
        "学区名称,类别,管理模式,成立日期,变更日期",
        ("南学区,学区,紧凑型,2024-09-01,", "东学区,,松散型,,2026-09-01"),
    ),
    "memberships": Example(
        "学区,学校,角色,主属,起始日期,终止日期",
        ("东学区,孤小,成员校,是,2026-09-01,", "西集团,东三小,列席校,否,2026-09-01,2027-09-01"),
    ),
    "classes": Example(
        "学校,学段,学年,年级,班级,人数",
        ("孤小,小学,2026,1,1,46", "孤小,小学,2026,3,1,44"),
        pupils_in.rooms_of,
    ),
    "pupils": Example(
        pupils_in.HEADS,
        (
            pupils_in.row(pupils_in.A, "甲演示", "孤小,2026,1,2", "2026-10-01,"),
            pupils_in.row(pupils_in.B, "乙演示"),
        ),
        rooms_and_pupils,
    ),
    "persons": Example(
        "姓名,身份证号,手机,学校",
        (f"王演示,{number(3)},13900000001,", f"赵一,{number(4)},,东一小", "周演示,,13900000002,"),
        people,
    ),
    "bodies": Example(
        "机构名称,学区,机构类别,起始日期", ("东学区办公室,东学区,办公室,2026-09-01",)
    ),
    "posts": Example(
        "学校,角色,职务,任职人,任职人所在学校,起始日期",
        ("孤小,校长,校长,周演示,,2026-09-01", "东一小,教导主任,德育主任,赵一,东一小,2026-09-01"),
        people,
    ),
    "facilities": Example(
        daily_world.ROOMS,
        ("东二小,实验室一,实验室,60,,,,,2026-10-01,", "东二小,实验室二,实验室,30,,,,,,"),
        daily_world.furnish,
    ),
    "bells": Example(
        daily_world.RINGS,
        tuple(daily_world.day_of("东二小", "8:30", "9:20", name="冬季作息")),
        daily_world.furnish,
    ),
    "timetable": Example(
        daily_world.WEEK,
        ("东二小,周一,1,一(2)班,数学,钱演示,,,", "东二小,周二,2,一(1)班,语文,赵演示,,,"),
        furnished,
    ),
    "results": Example(
        daily_world.MARKS,
        (
            f"{daily_world.EXAM},一(1)班,数学,40,,100,71,,,,,",
            f"{daily_world.EXAM},一(2)班,数学,39,1,100,80,,,,,",
        ),
        marked,
    ),
}
