"""Schools of the small cast with what a forecast is made from, by sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import School
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.tests.round_trip import take
from xuequ.enrolment.sheets import COHORTS, PAST_ROLLS, SEATS

from .world import HERE, taught

TODAY = datetime(2026, 11, 29, 9, tzinfo=HERE)
COHORT_HEADS = "学校,出生年度,儿童人数,统计日期,来源"
ROLL_HEADS = "学校,学段,学年,年级,在校生数"
SEAT_HEADS = "学校,学段,起始学年,教室数,班额"
PUPILS: Mapping[int, Sequence[int]] = {  # the school of docs/forecast.md
    2023: (60, 58, 61, 55, 57, 59),
    2024: (63, 59, 58, 60, 54, 57),
    2025: (66, 62, 60, 57, 60, 55),
    2026: (70, 66, 61, 60, 57, 59),
}
CHILDREN = {2024: 66, 2025: 70, 2026: 72, 2027: 80, 2028: 84, 2029: 90}  # by entry


def cohorts(cast: Cast, *rows: str) -> dict[str, int]:
    return take(cast, COHORTS, COHORT_HEADS, *rows)


def past_rolls(cast: Cast, *rows: str) -> dict[str, int]:
    return take(cast, PAST_ROLLS, ROLL_HEADS, *rows)


def seats(cast: Cast, *rows: str) -> dict[str, int]:
    return take(cast, SEATS, SEAT_HEADS, *rows)


def roll_rows(name: str, pupils: Mapping[int, Sequence[int]] = PUPILS, first: int = 1) -> list[str]:
    """The rolls of a school as rows of their sheet."""
    return [
        f"{name},,{year},{grade},{count}"
        for year, counts in pupils.items()
        for grade, count in enumerate(counts, start=first)
    ]


def filled(cast: Cast, name: str = "东一小", rooms: int = 9) -> School:
    """A school with the rolls, children and seats of docs/forecast.md."""
    [school] = taught(name)
    rows = roll_rows(name)
    if school.classes.exists():  # the cast has one, of its one pupil
        report_classes(school, 2026, [ClassSize("primary", 1, 1, 70)], actor=MAKER)
        rows.remove(f"{name},,2026,1,70")
    past_rolls(cast, *rows)
    cohorts(cast, *(f"{name},{enter - 7},{n},2026-10-15,户籍登记" for enter, n in CHILDREN.items()))
    seats(cast, f"{name},小学,2026,{rooms},45")
    return school


def sent(**more: Any) -> dict[str, Any]:
    """What is typed into the form of a shortfall."""
    return {
        "year": 2029, "pupils": 435, "seats": 405, "settled_on": "",
        "reason": "服务地段内新建小区陆续入住", "planned": "拟于2028年秋季前扩建六间教室", **more,
    }  # fmt: skip
