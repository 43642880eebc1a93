"""The pages of facilities, bells, timetables and class results as people read them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casting import MAKER
from support_plugin import Cast
from xuequ.directory.models import BellPeriod, Facility, Person, Timetable
from xuequ.directory.services import classes
from xuequ.directory.tests.belonging import named
from xuequ.directory.tests.daily_world import (
    AWAY,
    DAY,
    EXAM,
    HOME,
    furnish,
    marks,
    rooms,
    week,
)
from xuequ.directory.tests.timetable_samples import ASC
from xuequ.intake.models import Import

pytestmark = pytest.mark.django_db
SEEN = {"on": "2026-11-20"}


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast with one school that has bells, rooms, a timetable and results."""
    furnish(cast)
    classes.report_classes(named(HOME), 2026, [classes.ClassSize("primary", 2, 1, 8)], actor=MAKER)
    rooms(cast, f"{AWAY},礼堂,报告厅,300,,是,周一至周五 16:30-18:00,,,")
    week(
        cast,
        f"{HOME},周一,1,一(1)班,语文,赵演示,,,",
        f"{HOME},周二,2,一(1)班、一(2)班,体育,钱演示,操场,单周,",
    )
    marks(
        cast,
        f"{EXAM},一(1)班,数学,38,2,100,76.5,12.34,94.74,,,",
        f"{EXAM},二(1)班,数学,8,,100,91.25,,100,,,",
    )
    return cast


def test_facilities_are_listed_and_found_by_sort_and_by_whether_they_are_shared(
    world: Cast, reading: Any
) -> None:
    browser = reading("bureau")
    every = browser.get("/facilities/", SEEN).text
    assert "实验室一" in every and "礼堂" in every and "Monday to Friday 16:30–18:00" in every
    shared = browser.get("/facilities/", {**SEEN, "shared": "1"}).text
    assert "礼堂" in shared and "实验室一" not in shared
    field = browser.get("/facilities/", {**SEEN, "kind": "field", "school": named(HOME).pk}).text
    assert "操场" in field and "实验室一" not in field
    assert "No facility fits" in browser.get("/facilities/", {**SEEN, "words": "无此"}).text


def test_a_school_sees_the_facilities_of_its_consortium_and_no_others(
    world: Cast, reading: Any
) -> None:
    shown = reading("teacher").get("/facilities/", SEEN).text
    assert "实验室一" in shown and "礼堂" not in shown and "/change/" not in shown


def test_the_week_of_a_class_and_of_a_teacher_is_a_grid(world: Cast, reading: Any) -> None:
    browser, school = reading("teacher"), named(HOME)
    page = f"/timetables/{school.pk}/"
    shown = browser.get(page, SEEN).text
    assert "<strong>语文</strong>" in shown and "08:00–08:40" in shown and "odd weeks" in shown
    qian = Person.objects.get(name="钱演示")
    own = browser.get(page, {**SEEN, "teacher": qian.pk}).text
    assert "<strong>体育</strong>" in own and "<strong>语文</strong>" not in own
    assert "No timetable holds" in browser.get(page, {"on": "2026-08-01"}).text


def test_another_school_does_not_read_the_timetable(world: Cast, reading: Any) -> None:
    own, sister = (f"/timetables/{named(each).pk}/" for each in (HOME, "东三小"))
    allowed = {"principal": (200, 404), "head": (200, 200), "other": (404, 404)}
    for who, codes in allowed.items():
        browser = reading(who)
        answers = tuple(browser.get(page, SEEN).status_code for page in (own, sister))
        assert answers == codes, who


def test_a_timetable_is_given_out_as_a_sheet(world: Cast, reading: Any) -> None:
    answer = reading("bureau").get(f"/timetables/{named(HOME).pk}/csv/", SEEN)
    assert answer.status_code == 200 and "体育" in answer.content.decode("utf-8-sig")
    assert reading("bureau").get(f"/timetables/{named(AWAY).pk}/csv/", SEEN).status_code == 302


def test_a_teacher_reads_the_own_week_at_every_school(world: Cast, reading: Any) -> None:
    assert "No timetable names you" in reading("teacher").get("/identity/timetable/", SEEN).text
    me = world.accounts["teacher"].person
    me.teaching.create(school=named(HOME), stage="primary", subject="英语", since=DAY)
    week(world, f"{HOME},周三,3,一(1)班,英语,{me.name},,,")
    shown = reading("teacher").get("/identity/timetable/", SEEN).text
    assert "<strong>英语</strong>" in shown and "1(1)" in shown


def test_the_list_says_who_has_bells_and_a_timetable(world: Cast, reading: Any) -> None:
    shown = reading("bureau").get("/timetables/", SEEN).text
    assert "日常作息" in shown and "version 1" in shown and "none on this day" in shown
    assert AWAY not in reading("bureau").get("/timetables/", {**SEEN, "words": HOME}).text


def test_results_of_small_classes_are_not_shown(world: Cast, reading: Any) -> None:
    shown = reading("bureau").get("/results/", SEEN).text
    assert "76.50" in shown and "94.7%" in shown
    assert "not enough data" in shown and "91.25" not in shown


def test_results_are_for_those_above_a_teacher(world: Cast, reading: Any) -> None:
    assert reading("teacher").get("/results/", SEEN).status_code == 403
    size = classes.ClassSize("primary", 1, 1, 40)
    classes.report_classes(named("东三小"), 2026, [size], actor=MAKER)
    marks(world, f"东三小{EXAM[len(HOME) :]},一(1)班,数学,40,,100,61.25,,,,,")
    own, above = (reading(who).get("/results/", SEEN).text for who in ("principal", "head"))
    assert "76.50" in own and "61.25" not in own
    assert "76.50" in above and "61.25" in above
    assert "No result fits" in reading("bureau").get("/results/", {"on": "2026-11-01"}).text


def test_the_bureau_keeps_facilities_by_form(world: Cast, reading: Any) -> None:
    browser, school = reading("bureau"), named(HOME)
    new = {"name": "音乐室", "kind": "function_room", "since": "2026-09-01", "hours": "随时"}
    page = f"/schools/{school.pk}/facilities/new/"
    refused = browser.post(page, new)
    assert refused.status_code == 422 and "«随时» is not understood" in refused.text
    browser.post(page, {**new, "shared": "yes", "hours": "周一 16:30-18:00", "capacity": "40"})
    room = Facility.objects.get(name="音乐室")
    assert room.standings.get().hours == "1 16:30-18:00"
    browser.post(f"/facilities/{room.pk}/change/", {"capacity": "45", "since": "2026-10-01"})
    assert [each.capacity for each in room.standings.order_by("since")] == [40, 45]
    browser.post(f"/facilities/{room.pk}/end/", {"until": "2026-11-01"})
    room.refresh_from_db()
    assert str(room.until) == "2026-11-01"


def test_the_bureau_keeps_bells_by_form(world: Cast, reading: Any) -> None:
    browser, school = reading("bureau"), named(HOME)
    begun = {"name": "夏季作息", "since": "2027-05-01", "until": "2027-10-01"}
    browser.post(f"/schools/{school.pk}/bells/new/", begun)
    summer = school.bell_schedules.get(name="夏季作息")
    assert summer.periods.count() == 4
    period = {"name": "第5节", "kind": "lesson", "number": "5", "begins": "10:50", "ends": "11:40"}
    page = f"/bells/{summer.pk}/period/"
    assert "runs into 第4节" in browser.post(page, period).text
    browser.post(page, {**period, "begins": "11:20", "ends": "12:00"})
    fifth = BellPeriod.objects.get(schedule=summer, number=5)
    browser.post(f"/periods/{fifth.pk}/change/", {**period, "begins": "11:30", "ends": "12:10"})
    fifth.refresh_from_db()
    assert f"{fifth.begins:%H:%M}" == "11:30"
    browser.post(f"/periods/{fifth.pk}/drop/")
    assert summer.periods.count() == 4
    first = school.bell_schedules.get(name="日常作息").periods.get(number=1)
    answer = browser.post(f"/periods/{first.pk}/drop/", follow=True)
    assert "has lessons in 第1节" in answer.text and BellPeriod.objects.filter(pk=first.pk).exists()


def test_a_file_is_brought_in_on_the_page_and_its_mistakes_are_told(
    world: Cast, reading: Any
) -> None:
    browser = reading("bureau")
    for name, said in ((f"{HOME}.xml", "File kept until"), ("无此校.xml", "no school 无此校")):
        file = SimpleUploadedFile(name, ASC.encode("gb18030"))
        given = {"file": file, "since": "2026-10-01"}
        assert said in browser.post("/intake/timetable/", given, follow=True).text
    first = Import.objects.earliest("pk")
    count = Timetable.objects.count()
    told = browser.post(f"/intake/imports/{first.pk}/confirm/", follow=True).text
    first.refresh_from_db()
    assert "Ask a second person" in told  # it replaces the one timetable there is
    assert (first.state, Timetable.objects.count()) == ("ready", count)
