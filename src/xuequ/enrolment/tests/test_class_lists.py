"""The sheet of pupils is taken whole, or every mistake is named and nothing is taken."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from casting import MAKER, staff
from support_plugin import Cast
from xuequ.directory.engine.identity import check_digit
from xuequ.directory.services.families import link_guardian
from xuequ.enrolment.engine.package.checking import checked
from xuequ.enrolment.queries.class_gathering import likely_births
from xuequ.enrolment.services.class_drawing import make_classes
from xuequ.enrolment.services.class_listing import freeze_classes, list_children
from xuequ.enrolment.tests import classes_world as world
from xuequ.enrolment.tests.classes_world import DAY, NOW, THROWN
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


def test_by_scores_with_twins_and_needs_as_the_sheet_says(cast: Cast) -> None:
    making = world.drafted(cast, **world.by_scores())
    lines: dict[int, Sequence[str]] = {at: ("", str(60 + 2 * at)) for at in range(17)}
    lines[0] = ("", "60", "A", "同班", "")
    lines[1] = ("男", "62", "A", "同班", "是")
    lines[9] = ("", "78.5", "", "", "是")
    making = list_children(
        making, "名单.xlsx", world.sheet(making, lines), actor=world.office(cast)
    )
    first, second = making.seats.order_by("pupil")[:2]
    making = freeze_classes(making, actor=world.office(cast), now=NOW)
    making = make_classes(making, THROWN, actor=world.office(cast), now=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.room == second.room
    assert checked(bytes(making.package or b"")).is_genuine


def test_who_seem_to_be_twins_are_not_parted_because_nobody_sent_the_sheet(cast: Cast) -> None:
    school = world.school_of(cast)
    one, other, cousin = world.grade(school).pupils.order_by("pk")[:3]
    mother, aunt = (staff(school, "dean", f"家演示{n}").person for n in (1, 2))
    link_guardian(aunt, cousin, "other", since=DAY, actor=MAKER)
    link_guardian(mother, one, "mother", since=DAY, actor=MAKER)
    making, office = world.drafted(cast), world.office(cast)
    assert likely_births(making) == 0
    link_guardian(mother, other, "mother", since=DAY, actor=MAKER)
    with pytest.raises(Problems) as found:
        list_children(making, "", None, actor=office)
    [wrong] = found.value.problems
    assert wrong.field == "多胞胎代号" and "有2名学生" in wrong.text.zh
    rows = world.sheet(making, {0: ("", "", "A", "同班"), 1: ("", "", "A", "同班")})
    assert list_children(making, "名单.csv", rows, actor=office).list is not None


def test_brothers_and_sisters_of_another_birthday_are_no_twins(cast: Cast) -> None:
    school = world.school_of(cast)
    one, other = world.grade(school).pupils.order_by("pk")[:2]
    first = "45010220190201200"
    other.id_number = first + check_digit(first)
    other.save()
    mother = staff(school, "dean", "家演示").person
    for each in (one, other):
        link_guardian(mother, each, "mother", since=DAY, actor=MAKER)
    list_children(world.drafted(cast), "", None, actor=world.office(cast))


@pytest.mark.parametrize(
    ("line", "cells", "said"),
    [
        (0, ("女", "60"), "性别"),
        (0, ("人", "60"), "性别"),
        (0, ("", ""), "成绩"),
        (0, ("", "六十"), "成绩"),
        (0, ("", "60.123"), "成绩"),
        (0, ("", "60", "A", "同班"), "多胞胎代号"),
        (0, ("", "60", "A"), "同班或分班"),
        (0, ("", "60", "", "同班"), "同班或分班"),
        (0, ("", "60", "A|B", "同班"), "多胞胎代号"),
        (0, ("", "60", "", "", "也许"), "特殊需要"),
    ],
)
def test_a_wrong_line_of_the_sheet_is_named(
    cast: Cast, line: int, cells: tuple[str, ...], said: str
) -> None:
    making = world.drafted(cast, **world.by_scores())
    good = dict.fromkeys(range(17), ("", "70"))
    rows = world.sheet(making, {**good, line: cells})
    with pytest.raises(Problems) as found:
        list_children(making, "名单.csv", rows, actor=world.office(cast))
    assert [(each.line, each.field) for each in found.value.problems] == [(2, said)]
    assert not making.seats.exists()


def test_a_sheet_of_other_children_or_columns_is_refused(cast: Cast) -> None:
    making = world.drafted(cast)
    rows = world.sheet(making)
    for wrong, said in (
        ([[*rows[0], "竞赛"], *rows[1:]], "竞赛"),
        ([["姓名"], *rows[1:]], "登记号"),
        ([*rows, ["999999"]], "待分班"),
        ([*rows, rows[1]], "第2行"),
        (rows[:-1], "缺少登记号"),
        ([*rows[:-1], ["１２"]], "待分班"),
    ):
        with pytest.raises(Problems) as found:
            list_children(making, "名单.csv", wrong, actor=world.office(cast))
        assert said in "".join(found.value.say("zh-hans")), said


def test_limits_that_contradict_are_refused_before_any_seed(cast: Cast) -> None:
    world.grade(world.school_of(cast), boys=2, girls=2)
    making = world.drafted(cast)
    rows = world.sheet(making, {0: ("", "", "A", "同班"), 1: ("", "", "A", "同班")})
    with pytest.raises(Refused, match="classes-contradict"):
        list_children(making, "名单.csv", rows, actor=world.office(cast))
    making.refresh_from_db()
    assert making.list is None
