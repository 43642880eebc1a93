"""The sheets of classes and pupils: children by their numbers, moved from a day on."""

from __future__ import annotations

from datetime import date

import pytest

from casting import MAKER, OPENING, lone_actor, pupil, staff
from support_plugin import Cast
from xuequ.directory.engine.identity import check_digit
from xuequ.directory.models import Guardianship, Pupil, SchoolClass
from xuequ.directory.queries.giving.pupils import give_classes, give_pupils
from xuequ.directory.services.classes import ClassSize, report_classes
from xuequ.directory.services.families import NewGuardian, add_guardian
from xuequ.directory.services.schools import change_school
from xuequ.directory.sheets import CLASSES, PUPILS
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.round_trip import Mistake, again, everything, is_told, take
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db

CLASS_HEADS = "学校标识码,学校,学段,学年,年级,班级,人数"


def classes(cast: Cast, *rows: str, since: date = DAY) -> dict[str, int]:
    return take(cast, CLASSES, CLASS_HEADS, *rows, since=since)


def test_classes_are_registered_with_the_pupils_they_report(cast: Cast) -> None:
    rows = (
        ",孤小,小学,2026-2027,1,1,45",
        ",孤小,,2026,一年级,一年级（2）班,44",
        ",孤小,,,初一,（1）班,",
        ",孤小,初中,2026学年,6,1班,40",
    )
    assert classes(cast, *rows) == {"classes": 4, "changed": 0}
    found = SchoolClass.objects.filter(school=cast.loose).order_by("stage", "grade", "number")
    assert list(found.values_list("stage", "year", "grade", "number", "pupil_count")) == [
        ("junior", 2026, 6, 1, 40),
        ("junior", 2026, 7, 1, None),
        ("primary", 2026, 1, 1, 45),
        ("primary", 2026, 1, 2, 44),
    ]
    assert classes(cast, *rows) == {"classes": 0, "changed": 0}
    assert classes(cast, ",孤小,小学,2026,1,1,46")["changed"] == 1
    assert classes(cast, ",孤小,小学,2026,1,1,") == {"classes": 0, "changed": 0}
    assert found.get(stage="primary", number=1).pupil_count == 46
    line = Line.objects.latest("number")
    assert (line.verb, line.note["rows"]) == ("import-classes", 1)


def primary_only(cast: Cast) -> None:
    change_school(cast.loose, since=OPENING, values={}, stages=["primary"], actor=MAKER)


CLASS_FAULTS: dict[str, tuple[tuple[str, ...], list[Mistake]]] = {
    "an unknown school": ((",无小,小学,2026,1,1",), [(2, "学校", "there is no school 无小")]),
    "a class twice": (
        (",孤小,小学,2026,1,1,45", ",孤小,,2026-2027,一年级,1班,44"),
        [(3, "班号", "already stands in line 2")],
    ),
    "a stage the school does not have": (
        (",孤小,初中,2026,7,1", ",孤小,,2026,8,1"),
        [(2, "学段", "teaches primary that year"), (3, "年级", "not junior")],
    ),
    "a grade out of range": (
        (",孤小,小学,2026,7,1", ",孤小,,2026,13,1", ",孤小,,2026,大班,1"),
        [(line, "年级", "is no grade from") for line in (2, 3, 4)],
    ),
    "a class that has no number": ((",孤小,,2026,1,火箭班",), [(2, "班号", "is no class number")]),
    "no school year": ((",孤小,,2026-2028,1,1",), [(2, "学年", "is no school year")]),
    "a year before the school": ((",孤小,,2018,1,1",), [(2, "学年", "lies outside")]),
    "too many pupils": ((",孤小,,2026,1,1,450",), [(2, "学生人数", "cannot be")]),
}


@pytest.mark.parametrize("what", CLASS_FAULTS)
def test_a_mistake_about_a_class_is_told(cast: Cast, what: str) -> None:
    primary_only(cast)
    rows, wanted = CLASS_FAULTS[what]
    is_told(cast, CLASSES, CLASS_HEADS, rows, *wanted)


HEADS = "学籍号,姓名,证件类型,证件号码,学校,学年,年级,班级,起始日期,终止日期"


def identity(n: int) -> str:
    first = f"45010320190101{n:03d}"
    return first + check_digit(first)


A, B, C = (identity(n) for n in (1, 3, 5))


@pytest.fixture
def rooms(cast: Cast) -> Cast:
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
    found = [each for each in Pupil.objects.order_by("since") if _bears(each, number)]
    return [(str(each.school_class), each.since, each.until) for each in found]


def _bears(each: Pupil, number: str) -> bool:
    return each.number is not None and each.number.open() == f"G{number}"


def test_pupils_are_registered_encrypted_and_none_of_it_stands_in_the_record(rooms: Cast) -> None:
    new = pupils(rooms, row(A, "甲演示"), row(B, "乙演示", days="2026-10-01,2027-01-01"))
    assert new == {"pupils": 2, "moved": 0, "changed": 0}
    first = Pupil.objects.get(school_class__school=rooms.loose, since=DAY)
    assert (first.name.open(), first.number.open(), first.id_kind) == (
        "甲演示",
        f"G{A}",
        "resident",
    )
    assert seats(B) == [("孤小 1(1)", date(2026, 10, 1), date(2027, 1, 1))]
    line = Line.objects.latest("number")
    assert (line.verb, line.note["pupils"]) == ("import-pupils", 2)
    assert A not in str(line.content()) and "甲演示" not in str(line.content())


def test_the_same_pupils_taken_again_change_nothing(rooms: Cast) -> None:
    rows = (
        row(A, "甲演示"),
        row(B, "乙演示", days="2026-10-01,2027-01-01"),
        ",丙演示,,,孤小,2026,2,1,,2027-01-01",
        ",丁演示,护照,E1234567,孤小,2026,2,1",
    )
    pupils(rooms, *rows)
    before = everything()
    for since in (DAY, date(2027, 3, 1)):
        assert set(pupils(rooms, *rows, since=since).values()) == {0}
    assert everything() == before


def test_another_class_ends_the_old_place_and_begins_a_new_one(rooms: Cast) -> None:
    pupils(rooms, row(A, "甲演示"), row(B, "乙演示"))
    spring = date(2027, 3, 1)
    counts = pupils(rooms, row(A, "甲演示", "孤小,2026,1,2"), row(B, "乙演示"), since=spring)
    assert counts == {"pupils": 0, "moved": 1, "changed": 0}
    assert seats(A) == [("孤小 1(1)", DAY, spring), ("孤小 1(2)", spring, None)]
    pupils(rooms, row(A, "甲演示", "东三小,2026,1,1", "2027-05-01,"))
    assert seats(A)[1:] == [
        ("孤小 1(2)", spring, date(2027, 5, 1)),
        ("东三小 1(1)", date(2027, 5, 1), None),
    ]
    assert seats(B) == [("孤小 1(1)", DAY, None)]


def test_a_class_mistaken_on_the_first_day_is_put_right(rooms: Cast) -> None:
    pupils(rooms, row(A, "甲演示"))
    assert pupils(rooms, row(A, "甲演示", "孤小,2026,1,2"))["moved"] == 1
    assert seats(A) == [("孤小 1(2)", DAY, None)]


def test_a_new_school_year_moves_everybody_up_and_keeps_the_old_one(rooms: Cast) -> None:
    pupils(rooms, row(A, "甲演示"))
    assert pupils(rooms, row(A, "甲演示", "孤小,2027,2,1"), since=LATER)["moved"] == 1
    assert seats(A) == [("孤小 1(1)", DAY, LATER), ("孤小 2(1)", LATER, None)]


def test_a_move_of_two_rows_in_one_sheet_is_taken(rooms: Cast) -> None:
    day = date(2027, 3, 1)
    pupils(
        rooms,
        row(A, "甲演示", "孤小,2026,1,2", "2027-03-01,"),
        row(A, "甲演示", days="2026-09-01,2027-03-01"),
    )
    assert seats(A) == [("孤小 1(1)", DAY, day), ("孤小 1(2)", day, None)]


def test_parents_go_along_with_a_child_who_moves(rooms: Cast) -> None:
    pupils(rooms, row(A, "甲演示"))
    [child] = [each for each in Pupil.objects.all() if _bears(each, A)]
    add_guardian(child, NewGuardian("家长演示", "mother"), since=DAY, actor=MAKER)
    pupils(rooms, row(A, "甲演示", "孤小,2026,1,2"), since=date(2027, 3, 1))
    held = Guardianship.objects.filter(person__name="家长演示").order_by("since")
    assert list(held.values_list("since", "until", "pupil__school_class__number")) == [
        (DAY, date(2027, 3, 1), 1),
        (date(2027, 3, 1), None, 2),
    ]


def test_a_name_and_a_number_are_put_right_where_they_stand(rooms: Cast) -> None:
    pupils(rooms, f",甲演示,,{A},孤小,2026,1,1", row(B, "乙演示"))
    counts = pupils(rooms, row(A, "甲演示"), row(B, "乙新演示"))
    assert counts == {"pupils": 0, "moved": 0, "changed": 2}
    assert len(seats(A)) == 1
    [second] = [each for each in Pupil.objects.all() if _bears(each, B)]
    assert second.name.open() == "乙新演示"
    assert set(pupils(rooms, row(A, "甲演示"), row(B, "乙新演示")).values()) == {0}


def test_a_number_told_later_is_added_to_the_classmate_of_that_name(rooms: Cast) -> None:
    pupils(rooms, ",甲演示,,,孤小,2026,1,1")
    assert pupils(rooms, row(A, "甲演示")) == {"pupils": 0, "moved": 0, "changed": 1}
    assert seats(A) == [("孤小 1(1)", DAY, None)]


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


def test_what_is_given_is_masked_and_says_nothing_new_when_taken(rooms: Cast) -> None:
    classes(rooms, ",孤小,,2026,3,1,")
    pupils(rooms, row(A, "甲演示"), row(B, "甲演示"), ",丙演示,,,孤小,2026,2,1")
    before = everything()
    given = list(give_pupils(rooms.authority, DAY, rooms.bureau))
    assert {each["name"] for each in given} == {"甲*示", "丙*示", "小*示"}
    assert A not in str(given)
    assert set(again(rooms, PUPILS, given).values()) == {0}
    assert set(again(rooms, CLASSES, give_classes(rooms.authority, DAY, rooms.bureau)).values()) \
        == {0}  # fmt: skip
    assert everything() == before


def test_a_masked_sheet_moves_children_by_their_reference(rooms: Cast) -> None:
    pupils(rooms, row(A, "甲演示"), row(B, "甲演示"))
    spring = date(2027, 3, 1)
    given = [
        {**each, "class_number": "2", "since": spring}
        for each in give_pupils(rooms.authority, DAY, rooms.bureau)
        if each["school"] == "孤小"
    ]
    assert again(rooms, PUPILS, given, since=spring)["moved"] == 2
    assert seats(A)[-1] == ("孤小 1(2)", spring, None)
    assert [each.name.open() for each in Pupil.objects.on(spring) if _bears(each, B)] == ["甲演示"]


def test_a_reference_of_nobody_is_told(rooms: Cast) -> None:
    heads = "系统序号,姓名,学校,学年,年级,班级"
    theirs = pupil(named("邻一小")).pk
    rows = ("999999,甲*示,孤小,2026,1,1", f"{theirs},甲*示,孤小,2026,1,1")
    wanted = [(line, "系统序号", "there is no pupil with the reference") for line in (2, 3)]
    is_told(rooms, PUPILS, heads, rows, *wanted)


def test_a_school_gives_its_own_pupils_by_their_names_and_takes_no_others(rooms: Cast) -> None:
    pupils(rooms, row(A, "甲演示"))
    principal = lone_actor(staff(rooms.loose, "principal", "校演示"))
    assert {each["name"] for each in give_pupils(rooms.authority, DAY, principal)} == {"甲演示"}
    with pytest.raises(Exception, match="there is no school 东三小"):
        take(rooms, PUPILS, HEADS, row(B, "乙演示", "东三小,2026,1,1"), actor=principal)
