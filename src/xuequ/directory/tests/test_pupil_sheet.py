"""The sheet of pupils: children by their numbers, moved from a day on."""

from __future__ import annotations

from datetime import date

import pytest

from casting import MAKER, lone_actor, pupil, staff
from support_plugin import Cast
from xuequ.directory.models import Guardianship, Pupil
from xuequ.directory.queries.giving.pupils import give_pupils
from xuequ.directory.services.families import NewGuardian, add_guardian
from xuequ.directory.sheets import PUPILS
from xuequ.directory.tests.belonging import DAY, LATER, named
from xuequ.directory.tests.pupils_in import HEADS, A, B, bears, pupils, rooms_of, row, seats
from xuequ.directory.tests.round_trip import again, everything, is_told, take
from xuequ.record.journal import listening
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def rooms(cast: Cast) -> Cast:
    """The cast with the classes of `rooms_of`."""
    return rooms_of(cast)


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
    assert (line.verb, line.note["new_pupils"]) == ("import-pupils", 2)
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
    [child] = [each for each in Pupil.objects.all() if bears(each, A)]
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
    [second] = [each for each in Pupil.objects.all() if bears(each, B)]
    assert second.name.open() == "乙新演示"
    assert set(pupils(rooms, row(A, "甲演示"), row(B, "乙新演示")).values()) == {0}


def test_a_number_told_later_is_added_to_the_classmate_of_that_name(rooms: Cast) -> None:
    pupils(rooms, ",甲演示,,,孤小,2026,1,1")
    assert pupils(rooms, row(A, "甲演示")) == {"pupils": 0, "moved": 0, "changed": 1}
    assert seats(A) == [("孤小 1(1)", DAY, None)]


def test_what_is_given_is_masked_and_says_nothing_new_when_taken(rooms: Cast) -> None:
    pupils(rooms, row(A, "甲演示"), row(B, "甲演示"), ",丙演示,,,孤小,2026,2,1")
    before = everything()
    given = list(give_pupils(rooms.authority, DAY, rooms.bureau))
    assert {each["name"] for each in given} == {"甲*示", "丙*示", "小*示"}
    assert A not in str(given)
    assert set(again(rooms, PUPILS, given).values()) == {0}
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
    assert [each.name.open() for each in Pupil.objects.on(spring) if bears(each, B)] == ["甲演示"]


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


def test_a_journal_hears_each_change_with_its_line(rooms: Cast) -> None:
    pupils(rooms, row(A, "甲演示"), row(B, "乙演示"))
    with listening({Pupil, Guardianship}) as journal:
        changed = row(A, "甲演示", "孤小,2026,1,2")
        pupils(rooms, row(B, "乙新演示"), changed, since=date(2027, 3, 1))
    heard = [(each.line, each.before is None) for each in journal.written()]
    assert sorted(heard) == [(2, False), (3, False), (3, True)]
