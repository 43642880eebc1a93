"""Classes to enter pupils in, and short words for the rows of a sheet of pupils."""

from __future__ import annotations

from datetime import date

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.engine.identity import check_digit
from xuequ.directory.models import Pupil
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.sheets import PUPILS
from xuequ.directory.tests.belonging import DAY, named
from xuequ.directory.tests.round_trip import take

HEADS = "学籍号,姓名,证件类型,证件号码,学校,学年,年级,班级,起始日期,终止日期"


def identity(n: int) -> str:
    first = f"45010320190101{n:03d}"
    return first + check_digit(first)


A, B, C = (identity(n) for n in (1, 3, 5))


def rooms_of(cast: Cast) -> Cast:
    """孤小 has two classes of the first grade and one of the second, 东三小 one of the first."""
    sizes = [ClassSize("primary", *at, 40) for at in ((1, 1), (1, 2), (2, 1))]
    report_classes(cast.loose, 2026, sizes, actor=MAKER)
    report_classes(named("东三小"), 2026, sizes[:1], actor=MAKER)
    report_classes(cast.loose, 2027, sizes, actor=MAKER)
    return cast


def pupils(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, PUPILS, HEADS, *rows, since=since)


def row(n: str, name: str, room: str = "孤小,2026,1,1", days: str = ",") -> str:
    return f"G{n},{name},,{n},{room},{days}"


def seats(number: str) -> list[tuple[str, date, date | None]]:
    """Where the child of a pupil number sits, from when to when."""
    found = [each for each in Pupil.objects.order_by("since") if bears(each, number)]
    return [(str(each.school_class), each.since, each.until) for each in found]


def bears(each: Pupil, number: str) -> bool:
    return each.number is not None and each.number.open() == f"G{number}"
