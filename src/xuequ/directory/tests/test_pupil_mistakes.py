"""What people write wrong in a sheet of pupils, and what they are told."""

from __future__ import annotations

import pytest

from support_plugin import Cast
from xuequ.directory.sheets import PUPILS
from xuequ.directory.tests.pupils_in import HEADS, A, B, C, pupils, rooms_of, row
from xuequ.directory.tests.round_trip import Mistake, is_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def rooms(cast: Cast) -> Cast:
    """The cast with the classes of `rooms_of`."""
    return rooms_of(cast)


def registered(cast: Cast) -> None:
    pupils(cast, row(A, "甲演示"), row(B, "乙演示", days="2026-10-01,"))


def namesakes(cast: Cast) -> None:
    pupils(cast, row(A, "甲演示"), row(B, "甲演示"))


WRONG = A[:-1] + ("0" if A[-1] != "0" else "1")
FAULTS: dict[str, tuple[object, tuple[str, ...], list[Mistake]]] = {
    "an unknown school": (
        None, (row(A, "甲演示", "无小,2026,1,1"),), [(2, "学校", "there is no school 无小")],
    ),
    "an unknown class": (
        None, (row(A, "甲演示", "孤小,2026,1,9"),), [(2, "班号", "no class 9 of grade 1")],
    ),
    "numbers that cannot be": (
        None,
        (f"G{WRONG},甲演示,,{WRONG},孤小,2026,1,1", "4501032019010112,乙演示,,,孤小,2026,1,1"),
        [(2, "学籍号", "last digit"), (2, "证件号码", "last digit"), (3, "学籍号", "Sixteen")],
    ),
    "one number for two": (
        None, (row(A, "甲演示"), row(A, "乙演示", "孤小,2026,1,2")),
        [(3, "学籍号", "line 2 gives it for another pupil")],
    ),
    "one identity under two pupil numbers": (
        None, (row(A, "甲演示"), f"G{B},甲演示,,{A},孤小,2026,1,2"),
        [(3, "证件号码", "line 2 gives it for another pupil")],
    ),
    "in two classes on one day": (
        None, (row(A, "甲演示"), row(A, "甲演示", "孤小,2026,1,2")),
        [(3, "班号", "line 2 has the pupil in another class")],
    ),
    "in two classes on one day, one as registered": (
        registered, (row(A, "甲演示"), row(A, "甲演示", "孤小,2026,1,2")),
        [(3, "班号", "line 2 has the pupil in another class")],
    ),
    "a row twice": (
        None, (row(A, "甲演示"), row(A, "甲演示")), [(3, "姓名", "already stands in line 2")],
    ),
    "days in the wrong order": (
        None, (row(A, "甲演示", days="2026-09-01,2026-09-01"),),
        [(2, "终止日期", "but begins on 2026-09-01")],
    ),
    "before the school": (
        None, (row(A, "甲演示", days="2019-09-01,"),), [(2, "起始日期", "only from 2020-09-01")],
    ),
    "after the class": (
        None, (row(A, "甲演示", days="2027-09-01,"),), [(2, "起始日期", "are over")],
    ),
    "before what is registered": (
        registered, (row(B, "乙演示", days="2026-09-02,"),),
        [(2, "起始日期", "from 2026-10-01 on")],
    ),
    "elsewhere from a later day on": (
        registered, (row(B, "乙演示", "孤小,2026,1,2", "2026-09-02,"),),
        [(2, "终止日期", "in another class from 2026-10-01 on")],
    ),
    "an identity of another pupil": (
        registered, (f"G{C},丙演示,,{A},孤小,2026,1,1",),
        [(2, "证件号码", "another pupil number")],
    ),
    "namesakes of a class": (
        namesakes, (",甲演示,,,孤小,2026,1,1",), [(2, "姓名", "has 2 pupils called 甲演示")],
    ),
    "no rows": (None, (), [(0, "", "has no rows")]),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_a_mistake_about_a_pupil_is_told_and_nothing_is_written(rooms: Cast, what: str) -> None:
    prepare, rows, wanted = FAULTS[what]
    if callable(prepare):
        prepare(rooms)
    is_told(rooms, PUPILS, HEADS, rows, *wanted)
