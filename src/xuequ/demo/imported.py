"""Imports as the office of a bureau left them: with mistakes, ready, with columns to match."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from xuequ.directory.models import Authority, School
from xuequ.directory.sheets import TEACHERS
from xuequ.intake.services import check_import, start_import
from xuequ.intake.services.reading import needs_matching
from xuequ.intake.services.taking import Where
from xuequ.kernel.actors import program

OFFICE = replace(program("demo"), account="bureau")  # its account is opened afterwards
DAY = date(2026, 9, 1)
HEADS = "姓名,学校,学段,学科,职称"


def fill_imports(authority: Authority) -> None:
    """Three files of teachers; none of them is brought in, so nobody is registered by them."""
    first, second = School.objects.filter(authority=authority).order_by("pk")[:2]
    files = {
        "教师名单（有误）.csv": (
            HEADS,
            f"王演示新,{first},小学,数学,讲师",
            "李演示新,没有这所学校,小学,语文,一级教师",
            f",{second},小学,英语,",
        ),
        "新教师.csv": (
            HEADS,
            f"王演示新,{first},小学,数学,二级教师",
            f"李演示新,{second},小学,语文,一级教师",
        ),
        "学校报来的名单.csv": (
            "2026年秋季学期教师名单",
            "教师称呼,学校,学段,学科,备注",
            f"赵演示新,{first},小学,科学,新调入",
        ),
    }
    for name, rows in files.items():
        where = Where(name, authority, DAY, OFFICE)
        one = start_import(TEACHERS, "\n".join(rows).encode(), where)
        if not needs_matching(one):
            check_import(one, actor=OFFICE)
