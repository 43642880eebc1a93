"""The sheet of teachers: whole or not at all, every mistake told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from casting import MAKER, OPENING
from support_plugin import Cast
from working import teacher
from xuequ.directory.models import Person, Teacher
from xuequ.directory.services.identity import Identity, change_identity
from xuequ.directory.sheets import TEACHERS
from xuequ.directory.tests.belonging import DAY, EVE, LATER, named
from xuequ.directory.tests.sheets_in import held, number, take
from xuequ.kernel.problems import Problems
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


A, B = number(1), number(3)


HEADS = "姓名,身份证号,学校,学段,任教学科,职称,起始日期,荣誉,级别,荣誉日期"


def teachers(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, TEACHERS, HEADS, *rows, since=since)


def test_a_sheet_registers_people_what_they_teach_and_honours(cast: Cast) -> None:
    new = teachers(
        cast,
        f"王演示,{A},东二小,小学,数学,一级教师,2024-09-01,骨干教师,县级,2025-01-01",
        f"王演示,{A},东二小,小学,科学,一级教师",
        f"王演示,{A},东三小,小学,数学,一级教师,,教坛新星,校级",
        "李演示,,孤小,初中,语文",
    )
    assert new == {"people": 2, "teachers": 4, "honours": 2}
    wang = Person.objects.get(name="王演示")
    assert wang.id_number.open() == A and A not in str(Person.objects.filter(pk=wang.pk).values())
    first = wang.teaching.get(school=named("东二小"), subject="数学")
    assert (first.title, first.since) == ("first", date(2024, 9, 1))
    assert set(wang.honours.values_list("kind", "level", "since")) == {
        ("backbone", "county", date(2025, 1, 1)),
        ("rising", "school", DAY),
    }
    line = Line.objects.latest("number")
    assert (line.verb, line.note["rows"], line.note["people"]) == ("import-teachers", 4, 2)
    assert A not in str(line.content())


def test_the_same_sheet_taken_twice_changes_nothing(cast: Cast) -> None:
    rows = (f"王演示,{A},东二小,小学,数学,一级教师,,名师,市级", "李演示,,孤小,初中,语文,二级教师")
    teachers(cast, *rows)
    before = held()[:3]
    for since in (DAY, LATER):
        assert set(teachers(cast, *rows, since=since).values()) == {0}
    assert held()[:3] == before


def test_another_title_holds_from_the_day_of_its_row_and_an_empty_one_says_nothing(
    cast: Cast,
) -> None:
    teachers(cast, "李演示,,孤小,初中,语文,二级教师")
    assert teachers(cast, "李演示,,孤小,初中,语文,", since=LATER)["teachers"] == 0
    assert teachers(cast, "李演示,,孤小,初中,语文,一级教师", since=LATER)["teachers"] == 1
    for day, title in ((EVE, []), (DAY, ["second"]), (LATER, ["first"])):
        found = Teacher.objects.on(day).filter(person__name="李演示")
        assert list(found.values_list("title", flat=True)) == title


def test_a_number_told_later_is_added_to_the_only_one_of_that_name_there(cast: Cast) -> None:
    known = teacher(named("孤小"), "李演示")
    assert teachers(cast, f"李演示,{A},孤小,小学,数学")["people"] == 0
    known.refresh_from_db()
    assert known.id_number.open() == A


def test_people_of_one_name_are_told_apart_by_number(cast: Cast) -> None:
    rows = (f"李演示,{A},孤小,小学,数学", f"李演示,{B},孤小,小学,数学")
    assert teachers(cast, *rows)["people"] == 2
    assert teachers(cast, *rows)["people"] == 0


def test_a_namesake_at_another_school_is_somebody_else(cast: Cast) -> None:
    teacher(named("孤小"), "李演示")
    assert teachers(cast, "李演示,,东二小,小学,数学")["people"] == 1


def namesakes(cast: Cast) -> None:
    for _ in range(2):
        teacher(named("孤小"), "李演示")


def numbered(cast: Cast) -> None:
    person = teacher(named("孤小"), "李演示")
    change_identity(person, Identity("resident", A), actor=MAKER)


def nothing(cast: Cast) -> None:
    """What stands there is the cast alone."""


WRONG = A[:-1] + ("0" if A[-1] != "0" else "1")
Fault = tuple[Callable[[Cast], None], tuple[str, ...], list[tuple[int, str, str]]]
FAULTS: dict[str, Fault] = {
    "an unknown school": (
        nothing,
        ("王演示,,无小,小学,数学",),
        [(2, "学校", "there is no school 无小")],
    ),
    "a school of another authority": (
        nothing,
        ("王演示,,邻一小,小学,数学",),
        [(2, "学校", "there is no school 邻一小")],
    ),
    "before the school opened": (
        nothing,
        ("王演示,,孤小,小学,数学,,2019-09-01",),
        [(2, "起始日期", "only from 2020-09-01")],
    ),
    "a number that cannot be": (
        nothing,
        (f"王演示,{WRONG},孤小,小学,数学", "赵演示,450103800101123,孤小,小学,数学"),
        [(2, "证件号码", "last digit"), (3, "证件号码", "15 digits")],
    ),
    "one number for two": (
        nothing,
        (f"王演示,{A},孤小,小学,数学", f"赵演示,{A},孤小,小学,数学"),
        [(3, "证件号码", "line 2 gives it for 王演示")],
    ),
    "a number somebody else carries": (
        numbered,
        (f"王演示,{A},东二小,小学,数学",),
        [(2, "证件号码", "not called 王演示")],
    ),
    "namesakes without a number": (
        nothing,
        ("王演示,,孤小,小学,数学", "王演示,,孤小,小学,语文", f"王演示,{A},孤小,小学,科学"),
        [(3, "姓名", "line 2 is of a 王演示"), (4, "姓名", "line 2 is of a 王演示")],
    ),
    "namesakes who are registered": (
        namesakes,
        ("李演示,,孤小,小学,数学",),
        [(2, "姓名", "2 people called 李演示")],
    ),
    "a row twice": (
        nothing,
        (f"王演示,{A},孤小,小学,数学", f"王演示,{A},孤小,小学,数学"),
        [(3, "姓名", "already stands in line 2")],
    ),
    "an honour without its level": (
        nothing,
        ("王演示,,孤小,小学,数学,,,骨干教师",),
        [(2, "荣誉级别", "both honour and level")],
    ),
    "a level without its honour": (
        nothing,
        ("王演示,,孤小,小学,数学,,,,县级",),
        [(2, "荣誉称号", "both honour and level")],
    ),
    "before what is registered": (
        lambda cast: (teachers(cast, "李演示,,孤小,小学,数学"), None)[1],
        ("李演示,,孤小,小学,数学,,2025-09-01",),
        [(2, "起始日期", "from 2026-09-01 on")],
    ),
    "a wrong choice": (
        nothing,
        ("王演示,,孤小,小学,数学,特级",),
        [(2, "职称", "is not one of")],
    ),
    "no rows": (nothing, (), [(0, "", "has no rows")]),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_mistake_is_told_with_its_place_and_nothing_is_written(cast: Cast, what: str) -> None:
    prepare, rows, mistakes = FAULTS[what]
    prepare(cast)
    before = held()
    with pytest.raises(Problems) as refused:
        teachers(cast, *rows)
    assert held() == before
    found = refused.value.problems
    assert [(each.line, each.field) for each in found] == [each[:2] for each in mistakes]
    for (_, _, words), said in zip(mistakes, refused.value.say("en"), strict=True):
        assert words in said
    assert all(each.text.zh != each.text.en for each in found)
    assert A not in str(refused.value)


def test_a_sheet_reads_as_many_rows_for_the_same_queries(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for first, last in ((0, 3), (3, 33)):
        rows = [f"新演示{n},{number(2 * n + 101)},孤小,小学,数学" for n in range(first, last)]
        with CaptureQueriesContext(connection) as asked:
            teachers(cast, *rows, since=OPENING)
        costs.append(len(asked))
    assert costs[0] == costs[1]
