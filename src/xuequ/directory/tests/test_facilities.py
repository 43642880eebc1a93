"""Facilities by sheet and by act: whole or not at all, every mistake told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from casting import MAKER, staff
from support_plugin import Cast
from xuequ.directory.models import Facility, FacilityStanding
from xuequ.directory.services.facilities import (
    NewFacility,
    add_facility,
    change_facility,
    end_facility,
)
from xuequ.directory.tests.belonging import LATER, named
from xuequ.directory.tests.daily_world import DAY, HOME, counted, furnish, rooms, week
from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.record.models import Line
from xuequ.web.refusals import explain

pytestmark = pytest.mark.django_db
LAB = f"{HOME},实验室一,实验室,48,96.5,是,周一至周五 16:30-18:00；周六 9:00-11:30,,2024-09-01,"
NOTHING = {"capacity": None, "area": None, "is_shared": None, "hours": "", "contact": None}


def test_a_sheet_registers_facilities_and_what_is_known_of_them(cast: Cast) -> None:
    post = staff(named(HOME), "school_office", "管演示").post
    new = rooms(cast, LAB, f"{HOME},操场,运动场,,,,,{post.title},,")
    assert new == {"facilities": 2, "facilities_changed": 0, "facilities_ended": 0}
    lab, field = Facility.objects.order_by("pk")
    assert (lab.kind, lab.since, lab.until) == ("laboratory", date(2024, 9, 1), None)
    known = lab.standings.get()
    assert (known.capacity, known.area, known.is_shared) == (48, Decimal("96.5"), True)
    assert known.hours == "1-5 16:30-18:00; 6 09:00-11:30"
    assert (field.standings.get().contact, field.standings.get().capacity) == (post, None)
    line = Line.objects.latest("number")
    assert (line.verb, line.note["rows"], line.note["facilities"]) == ("import-facilities", 2, 2)


def test_the_same_sheet_taken_twice_changes_nothing(cast: Cast) -> None:
    rooms(cast, LAB)
    before = counted()[:-1]
    assert set(rooms(cast, LAB, since=LATER).values()) == {0} and counted()[:-1] == before


def test_what_a_later_sheet_says_holds_from_its_day_and_empty_cells_leave_the_rest(
    cast: Cast,
) -> None:
    rooms(cast, LAB)
    assert rooms(cast, f"{HOME},实验室一,实验室,60,,,,,2026-09-01,")["facilities_changed"] == 1
    lab = Facility.objects.get()
    before, now = lab.standings.on(date(2026, 8, 31)).get(), lab.standings.on(DAY).get()
    assert (before.capacity, now.capacity, now.area) == (48, 60, Decimal("96.5"))


def test_a_sheet_ends_a_facility(cast: Cast) -> None:
    rooms(cast, LAB)
    assert rooms(cast, f"{HOME},实验室一,实验室,,,,,,,2027-01-01")["facilities_ended"] == 1
    until = date(2027, 1, 1)
    assert Facility.objects.get().until == FacilityStanding.objects.get().until == until


SHEETS = {  # a row, and the column and the cure that are told
    "an unknown school": ("无此校,甲,实验室,,,,,,,", "学校", "no school 无此校"),
    "an unknown sort": (f"{HOME},甲,游泳池,,,,,,,", "类别", "not one of"),
    "no places": (f"{HOME},甲,实验室,0,,,,,,", "容纳人数", "more than 0"),
    "a negative area": (f"{HOME},甲,实验室,,-3,,,,,", "面积", "more than 0"),
    "hours nobody understands": (f"{HOME},甲,实验室,,,是,随时,,,", "开放时间", "«随时»"),
    "hours that overlap": (
        f"{HOME},甲,实验室,,,是,周一 8:00-10:00；周一至周三 9:00-11:00,,,", "开放时间", "overlaps",
    ),
    "hours though not shared": (f"{HOME},甲,实验室,,,否,周一 8:00-9:00,,,", "开放时间", "share it"),
    "an unknown post": (f"{HOME},甲,实验室,,,,,场馆主任,,", "联系职务", "no post 场馆主任"),
    "before the school": (f"{HOME},甲,实验室,,,,,,2001-01-01,", "起始日期", "2020-09-01"),
    "an end before the beginning": (
        f"{HOME},甲,实验室,,,,,,2026-09-01,2026-09-01", "终止日期", "ends on",
    ),
    "one facility twice": (f"{HOME},实验室一,实验室,,,,,,,", "设施名称", "line 2"),
}  # fmt: skip


@pytest.mark.parametrize("what", SHEETS)
def test_a_sheet_with_a_mistake_is_told_and_nothing_taken(cast: Cast, what: str) -> None:
    row, column, said = SHEETS[what]
    before = counted()
    with pytest.raises(Problems) as problems:
        rooms(cast, LAB, row)
    [problem] = problems.value.problems
    assert (problem.line, problem.field) == (3, column)
    assert said in problem.text.en and problem.text.zh and counted() == before


def test_another_sort_for_a_registered_facility_is_told(cast: Cast) -> None:
    rooms(cast, LAB)
    with pytest.raises(Problems, match="another sort"):
        rooms(cast, f"{HOME},实验室一,图书馆,,,,,,,")


def test_a_facility_is_added_changed_and_ended_by_hand(cast: Cast) -> None:
    new = NewFacility("礼堂", "lecture_hall", {**NOTHING, "capacity": 300})
    hall = add_facility(named(HOME), new, since=DAY, actor=MAKER)
    shared = {**NOTHING, "capacity": 300, "is_shared": True}
    change_facility(hall, shared, since=LATER, actor=MAKER)
    end_facility(hall, until=LATER + timedelta(days=9), actor=MAKER)
    told = list(hall.standings.order_by("since").values_list("is_shared", "since", "until"))
    assert told == [(None, DAY, LATER), (True, LATER, LATER + timedelta(days=9))]
    verbs = Line.objects.order_by("-number").values_list("verb", flat=True)[:3]
    assert list(verbs) == ["end-facility", "change-facility", "add-facility"]


def test_what_cannot_be_is_refused_with_a_reason(cast: Cast) -> None:
    new = NewFacility("礼堂", "lecture_hall", NOTHING)
    hall = add_facility(named(HOME), new, since=DAY, actor=MAKER)
    closed = {**NOTHING, "is_shared": False, "hours": "1 08:00-09:00"}
    before = counted()
    acts: dict[str, Callable[[], object]] = {
        "name-is-taken": lambda: add_facility(named(HOME), new, since=LATER, actor=MAKER),
        "hours-but-not-shared": lambda: change_facility(hall, closed, since=DAY, actor=MAKER),
        "nothing-changed": lambda: change_facility(hall, NOTHING, since=DAY, actor=MAKER),
        "not-yet-begun": lambda: change_facility(hall, closed, since=date(2020, 1, 1), actor=MAKER),
        "ends-before-it-begins": lambda: end_facility(hall, until=DAY, actor=MAKER),
    }
    for code, do in acts.items():
        with pytest.raises(Refused, match=code) as refused:
            do()
        assert explain(refused.value) and counted() == before


def test_a_room_in_which_lessons_are_given_is_not_ended_by_hand_or_sheet(cast: Cast) -> None:
    furnish(cast)
    week(cast, f"{HOME},周一,1,一(1)班,科学,赵演示,实验室一,,")
    lab = Facility.objects.get(name="实验室一")
    with pytest.raises(Refused, match="facility-in-use"):
        end_facility(lab, until=LATER, actor=MAKER)
    with pytest.raises(Problems, match="gives lessons there"):
        rooms(cast, f"{HOME},实验室一,实验室,,,,,,,2027-09-01")
    assert Facility.objects.get(name="实验室一").until is None
