"""The pages of a year roll-over, from the proposal to the revert."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from casting import MAKER
from support_plugin import PASSWORD, Cast
from working import teacher
from xuequ.directory.models import ClassTeacher, Feeder, Pupil
from xuequ.directory.services.people import appoint, create_post, open_account, register_person
from xuequ.intake.inbox import count, shelves, waiting
from xuequ.intake.models import Rollover
from xuequ.intake.tests.rolling import (
    BEGAN,
    DAY,
    YEAR,
    County,
    carried_out,
    county,
    enter,
    proposed,
    room_of,
    sitting,
)
from xuequ.record.models import Line

pytestmark = pytest.mark.django_db
HOME = "/intake/rollovers/"


@pytest.fixture
def here(cast: Cast) -> County:
    return county(cast)


@pytest.fixture
def second(here: County) -> Client:
    """A browser of a second person of the bureau."""
    person = register_person(here.cast.authority, "第二人", actor=MAKER)
    post = create_post(here.cast.authority, "bureau_basic", "基教股", since=BEGAN, actor=MAKER)
    appoint(person, post, since=BEGAN, actor=MAKER)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(open_account("second", PASSWORD, person=person, actor=MAKER))
    return browser


def text(browser: Any, where: str) -> str:
    page = browser.get(where)
    assert page.status_code == 200, where
    found: str = page.content.decode()
    return found


def test_a_year_is_rolled_over_from_the_first_page_to_the_revert(
    here: County, reading: Any, second: Client
) -> None:
    browser = reading("bureau")
    assert "No year has been rolled over yet" in text(browser, HOME)
    answer = browser.post(f"{HOME}new/", {"year": YEAR})
    assert answer.status_code == 302
    one = Rollover.objects.get()
    page = text(browser, answer["Location"])
    assert "18</strong> moves up" in page and "Ask a second person" in page
    assert "东一小" in text(browser, f"{HOME}{one.pk}/schools/{here.centre.pk}/")
    room = room_of(here.centre, 2)
    pupil = room.pupils.earliest("pk")
    child = text(browser, f"{HOME}{one.pk}/classes/{room.pk}/")
    assert "Grade 3, class 1" in child and "学生21" not in child
    done = browser.post(f"{HOME}{one.pk}/pupils/{pupil.pk}/", {"wish": "repeats"})
    assert done.status_code == 302
    assert "repeats the grade" in text(browser, f"{HOME}{one.pk}/classes/{room.pk}/")
    browser.post(f"{HOME}{one.pk}/ask/")
    assert "I have looked at it" not in text(browser, f"{HOME}{one.pk}/")
    second.cookies["language"] = "en"
    assert "I have looked at it" in text(second, f"{HOME}{one.pk}/")
    second.post(f"{HOME}{one.pk}/confirm/")
    one.refresh_from_db()
    assert one.state == "done" and sitting(here.centre, 3, YEAR + 1) == 1
    assert "Every pupil sits again" in text(browser, f"{HOME}{one.pk}/revert/")
    browser.post(f"{HOME}{one.pk}/revert/")
    one.refresh_from_db()
    assert one.state == "undone" and sitting(here.centre, 2, YEAR) == 2


def test_what_stands_in_the_way_of_a_revert_is_shown(here: County, reading: Any) -> None:
    one = carried_out(here)
    Pupil.objects.filter(since=DAY).update(until=None, id_kind="other")
    page = text(reading("bureau"), f"{HOME}{one.pk}/revert/")
    assert "It can no longer be reverted as a whole" in page
    said = reading("bureau").post(f"{HOME}{one.pk}/revert/", follow=True).content.decode()
    assert "It can no longer be reverted, because this was built on it" in said


def test_who_is_not_moved_is_listed_and_left_for_a_reason(here: County, reading: Any) -> None:
    Feeder.objects.filter(school=here.centre).delete()
    here.junior.memberships.all().delete()
    one, browser = proposed(here), reading("bureau")
    where = f"{HOME}{one.pk}/unmoved/"
    assert "no next school is registered" in text(browser, where)
    assert "Ask a second person" not in text(browser, f"{HOME}{one.pk}/")
    pupils = list(one.pupils.values_list("pupil", flat=True))
    for typed in ({"pupils": pupils}, {"reason": "去向待定"}, {"pupils": [0], "reason": "x"}):
        assert browser.post(where, typed).status_code == 422
    assert browser.post(where, {"pupils": pupils, "reason": "去向待定"}).status_code == 302
    page = text(browser, where)
    assert "去向待定" in page and "Nobody is left over" in page
    assert "Ask a second person" in text(browser, f"{HOME}{one.pk}/")


def test_grades_next_school_and_class_are_changed_on_their_pages(
    here: County, reading: Any
) -> None:
    one, browser = proposed(here), reading("bureau")
    school = f"{HOME}{one.pk}/schools/{here.small.pk}/"
    grades = {"primary_0": 1, "primary_1": 6}
    assert browser.post(f"{school}grades/", grades).status_code == 302
    one.refresh_from_db()
    assert one.counts["up"] == 20
    assert browser.post(f"{school}grades/", {"primary_0": 1}).status_code == 422
    overlap = {**grades, "junior_0": 6, "junior_1": 9}
    assert b"must not overlap" in browser.post(f"{school}grades/", overlap).content
    assert browser.post(f"{school}next/", {"following": here.junior.pk}).status_code == 302
    assert Feeder.objects.get(school=here.small, since=DAY).next_school == here.junior
    assert Line.objects.latest("number").verb == "set-next-school"
    circle = {"following": here.small.pk}
    answer = browser.post(f"{HOME}{one.pk}/schools/{here.junior.pk}/next/", circle)
    assert b"come back" in answer.content and answer.status_code == 422
    room = room_of(here.centre, 1)
    change = f"{HOME}{one.pk}/classes/{room.pk}/change/"
    assert browser.post(change, {"number": 7, "teacher": "goes"}).status_code == 302
    assert "Grade 2, class 7" in text(browser, f"{HOME}{one.pk}/schools/{here.centre.pk}/")
    assert browser.post(change, {"number": 1000}).status_code == 422


def test_what_cannot_be_chosen_for_a_pupil_is_refused(here: County, reading: Any) -> None:
    one, browser = proposed(here), reading("bureau")
    pupil = room_of(here.centre, 2).pupils.earliest("pk")
    where = f"{HOME}{one.pk}/pupils/{pupil.pk}/"
    foreign = here.cast.other.school_set.get().pk
    for typed in (
        {"wish": "flies"}, {"wish": "goes"}, {"wish": "goes", "to_school": foreign},
        {"wish": "goes", "to_school": here.junior.pk}, {"wish": "waived"},
        {"wish": "waived", "reason": "x"}, {"to_number": -1},
    ):  # fmt: skip
        assert browser.post(where, typed).status_code == 422, typed
    assert not one.pupils.exists()


def test_a_school_sees_and_rolls_over_only_itself(here: County, reading: Any) -> None:
    whole, browser = proposed(here), reading("school")
    for path in ("", f"schools/{here.small.pk}/", "unmoved/", "files/proposal/csv/"):
        assert browser.get(f"{HOME}{whole.pk}/{path}").status_code == 404
    assert str(whole) not in text(browser, HOME)
    answer = browser.post(f"{HOME}new/", {"year": YEAR, "school": here.centre.pk})
    assert answer.status_code == 422 and b"on" in answer.content
    whole.delete()
    answer = browser.post(f"{HOME}new/", {"year": YEAR, "school": here.centre.pk})
    assert answer.status_code == 302
    own = Rollover.objects.get()
    assert own.school == here.small and own.counts["schools"] == 1
    assert "学生11" in text(browser, f"{HOME}{own.pk}/classes/{room_of(here.small, 1).pk}/")
    for path in (f"schools/{here.centre.pk}/", f"classes/{room_of(here.centre, 1).pk}/"):
        assert browser.get(f"{HOME}{own.pk}/{path}").status_code == 404
    assert browser.get(f"{HOME}{own.pk}/schools/{here.small.pk}/next/").status_code == 403


def test_a_year_rolled_over_says_so(here: County, reading: Any) -> None:
    carried_out(here)
    answer = reading("bureau").post(f"{HOME}new/", {"year": YEAR})
    assert answer.status_code == 422 and b"is rolled over already" in answer.content


def test_the_proposal_and_the_list_are_given_out_as_files_and_recorded(
    here: County, reading: Any
) -> None:
    enter(room_of(here.centre, 2), 9, since=DAY)
    one, browser = proposed(here), reading("bureau")
    counts = {}
    for what in ("proposal", "unmoved"):
        answer = browser.get(f"{HOME}{one.pk}/files/{what}/csv/?for=enrolment")
        rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
        counts[what] = sum(row[0] == "东一小" for row in rows)
        assert Line.objects.latest("number").verb == "export"
        book = browser.get(f"{HOME}{one.pk}/files/{what}/xlsx/?for=enrolment")
        assert zipfile.is_zipfile(io.BytesIO(book.content))
    assert counts == {"proposal": 13, "unmoved": 1}
    for path in ("files/nothing/xlsx/", "files/proposal/exe/?for=enrolment"):
        assert browser.get(f"{HOME}{one.pk}/{path}").status_code == 404


def test_it_waits_in_the_inbox_of_the_second_person(here: County, reading: Any) -> None:
    one = proposed(here)
    reading("bureau").post(f"{HOME}{one.pk}/ask/")
    assert count(here.bureau, DAY) == 0
    assert count(here.second, DAY) == 1
    [each] = waiting(here.second, DAY)
    assert each.link == f"{HOME}{one.pk}/" and str(one) in str(each.title)
    assert f"{HOME}" in {shelf.link for shelf in shelves(here.bureau, DAY)}


def test_what_was_changed_since_is_said_on_the_page_of_the_school(
    here: County, reading: Any
) -> None:
    one, browser = proposed(here), reading("bureau")
    where = f"{HOME}{one.pk}/schools/{here.centre.pk}/"
    assert "has changed since" not in text(browser, where)
    enter(room_of(here.centre, 3), 3)
    assert "has changed since" in text(browser, where)
    browser.post(f"{HOME}{one.pk}/renew/")
    assert "has changed since" not in text(browser, where)


def test_a_school_names_who_looks_after_a_class(here: County, reading: Any) -> None:
    browser, room = reading("principal"), room_of(here.small, 2)
    where = f"/classes/{room.pk}/teacher/"
    person = teacher(here.small, "班主任乙")
    page = browser.post(where, {"person": person.pk, "since": "2026-05-06"})
    assert page.status_code == 302, page.content.decode()
    held = ClassTeacher.objects.get(school_class=room)
    assert held.person == person and Line.objects.latest("number").verb == "set-class-teacher"
    assert "班主任乙" in text(browser, f"/classes/{room.pk}/")
    for typed in (
        {"person": person.pk, "since": "2027-05-06"}, {"person": 0, "since": "2026-05-06"},
        {"person": person.pk, "since": "2026-05-07"}, {"since": "2026-05-06"}, {"since": "\0"},
    ):  # fmt: skip
        assert browser.post(where, typed).status_code == 422, typed
    assert browser.post(where, {"since": "2026-06-01"}).status_code == 302
