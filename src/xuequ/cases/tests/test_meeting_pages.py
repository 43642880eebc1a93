"""Meetings and tasks through their pages: from the plan to the minutes, and to the close."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from xuequ.cases.models import Meeting, MeetingVote, Minutes, Task
from xuequ.cases.services.attendance import record_vote
from xuequ.directory.models import Account, Person
from xuequ.directory.services.people import open_account
from xuequ.ledger.queries.feeds import events_of
from xuequ.ledger.tests.township import MAKER
from xuequ.record.models import Line

from .gathering import Gathering, gathering, item_at, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Gathering:
    return gathering()


def browser(person: Person) -> Client:
    """Somebody with an account, logged in."""
    account = Account.objects.filter(person=person).first() or open_account(
        f"p{person.pk}", "Correct horse battery 1", person=person, actor=MAKER
    )
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def plan(here: Gathering, **more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "where": f"consortium:{here.town.district.pk}", "kind": "office", "title": "办公会",
        "day": today.isoformat(), "hour": "00:00", "venue": "会议室",
        "chair": here.head.pk, "recorder": here.office.pk, "agenda": "计划\n交流",
        "key": "5f0c7c63-9a6e-4a0a-9d3a-0b1a2c3d4e5f",
    } | more  # fmt: skip


def test_a_meeting_is_planned_and_held_through_its_pages(here: Gathering) -> None:
    office = browser(here.office)
    for _ in range(2):  # the same form twice
        assert office.post("/meetings/new/", plan(here)).status_code == 302
    meeting = Meeting.objects.get()
    at = f"/meetings/{meeting.pk}/"
    assert office.post(f"{at}notice/").status_code == 302
    invited = list(meeting.invitations.order_by("id"))
    form = {f"came_{each.pk}": "present" for each in invited}
    bad = office.post(f"{at}attendance/", form | {f"came_{invited[0].pk}": "substitute"})
    assert bad.status_code == 422 and "name of the substitute" in bad.text
    assert office.post(f"{at}attendance/", form).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "held"


def held(here: Gathering) -> Meeting:
    """A meeting of today with everybody there."""
    today = timezone.localdate()
    begins = timezone.make_aware(datetime(today.year, today.month, today.day))
    return here.held(starts_at=begins)


def test_one_button_says_that_everybody_came(here: Gathering) -> None:
    today = timezone.localdate()
    begins = timezone.make_aware(datetime(today.year, today.month, today.day))
    meeting, office = here.noticed(starts_at=begins), browser(here.office)
    first = meeting.invitations.order_by("id")[0]
    sent = {f"came_{first.pk}": "absent", "everybody": "yes"}
    assert office.post(f"/meetings/{meeting.pk}/attendance/", sent).status_code == 302
    assert set(meeting.invitations.values_list("attendance", flat=True)) == {"present"}


def test_mended_attendance_says_which_vote_is_void_and_a_wrong_vote_is_struck_out(
    here: Gathering,
) -> None:
    meeting, office = held(here), browser(here.office)
    taken = vote(in_favour=2, against=0, taken_at=meeting.starts_at)
    row = record_vote(item_at(meeting), taken, actor=here.recorder, now=timezone.now())
    at = f"/meetings/{meeting.pk}/"
    came = {f"came_{each.pk}": "present" for each in meeting.invitations.all()}
    for each in meeting.invitations.order_by("id")[:2]:
        came[f"came_{each.pk}"] = "absent"
    told = office.post(f"{at}attendance/", came, follow=True).text
    assert "has to be taken again" in told and "it has to be voted again" in told
    strike = f"{at}votes/{row.pk}/strike/"
    assert strike in told
    assert "struck out" in office.post(strike, follow=True).text
    assert strike not in office.get(at).text


def test_who_may_not_call_a_meeting_off_gets_no_form_for_it(here: Gathering) -> None:
    at = f"/meetings/{here.planned().pk}/cancel/"
    assert browser(here.office).get(at).status_code == 200
    assert browser(here.town.principal).get(at).status_code == 302


def test_votes_and_resolutions_are_recorded_through_their_pages(here: Gathering) -> None:
    meeting, office = held(here), browser(here.office)
    at, items = f"/meetings/{meeting.pk}/", list(meeting.items.order_by("number"))
    assert "did not vote" in office.get(f"{at}vote/?way=named&item={items[0].pk}").text
    counted = {
        "item": items[0].pk, "question": "通过计划", "threshold": "simple", "hour": "00:00",
        "in_favour": 3, "against": 1, "abstained": 0,
        "key": "5f0c7c63-9a6e-4a0a-9d3a-0b1a2c3d4e60",
    }  # fmt: skip
    too_many = office.post(f"{at}vote/", counted | {"in_favour": 9})
    assert too_many.status_code == 422 and "Count again" in too_many.text
    assert 'value="9"' in too_many.text  # what was typed stays
    assert office.post(f"{at}vote/", counted).status_code == 302
    assert MeetingVote.objects.get().is_passed
    resolved = {
        "resolution": "报送名单", "item": items[1].pk, "answers": f"person:{here.village.pk}",
        "key": "5f0c7c63-9a6e-4a0a-9d3a-0b1a2c3d4e61",
    }  # fmt: skip
    no_day = office.post(f"{at}resolution/", resolved)
    assert no_day.status_code == 422 and "by when" in no_day.text
    due = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert office.post(f"{at}resolution/", resolved | {"due": due}).status_code == 302
    assert Task.objects.get().person == here.village


def test_minutes_go_round_and_are_confirmed_through_their_pages(here: Gathering) -> None:
    meeting, office, head = held(here), browser(here.office), browser(here.head)
    at, items = f"/meetings/{meeting.pk}/", list(meeting.items.order_by("number"))
    said = {f"words_{each.pk}": "讨论通过" for each in items}
    assert office.post(f"{at}minutes/", said).status_code == 302
    assert office.post(f"{at}circulate/").status_code == 302
    assert "you confirm the minutes after" in head.get(at).text
    Minutes.objects.update(remarks_until=timezone.localdate() - timedelta(days=1))
    assert "Confirm minutes" in head.get(at).text
    assert head.post(f"{at}confirm/").status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "confirmed"
    shown = browser(here.bureau).get(at).text
    assert "讨论通过" in shown and "Send minutes round" not in shown


def test_bad_days_and_names_leave_what_was_typed(here: Gathering) -> None:
    office = browser(here.office)
    answer = office.post("/meetings/new/", plan(here, day="2026-13-01", venue=""))
    assert answer.status_code == 422 and "办公会" in answer.text
    assert not Meeting.objects.exists()
    office.post("/meetings/new/", plan(here))
    at = f"/meetings/{Meeting.objects.get().pk}/people/"
    answer = office.post(at, {"members": [here.head.pk], "more": "无此人演示"})
    assert answer.status_code == 422 and "Check the name" in answer.text


def test_a_meeting_of_others_is_not_there_and_shows_no_buttons_from_above(
    here: Gathering,
) -> None:
    meeting = here.planned()
    at = f"/meetings/{meeting.pk}/"
    assert browser(here.town.principal).get(at).status_code == 200  # is invited
    seen = browser(here.bureau)
    assert seen.get(at).status_code == 200 and "Call off" not in seen.get(at).text
    assert seen.post(f"{at}notice/").status_code == 302
    meeting.refresh_from_db()
    assert meeting.noticed_at is None
    assert seen.get(f"{at}attendance/").status_code == 302


def test_a_task_is_set_reported_and_closed_through_its_pages(here: Gathering) -> None:
    office, village = browser(here.office), browser(here.village)
    due = (timezone.localdate() + timedelta(days=9)).isoformat()
    new = {
        "title": "报送材料", "answers": f"person:{here.village.pk}", "due": due,
        "key": "5f0c7c63-9a6e-4a0a-9d3a-0b1a2c3d4e62",
    }  # fmt: skip
    past = office.post("/tasks/new/", new | {"due": "2026-01-01"})
    assert past.status_code == 422 and "has passed" in past.text and "报送材料" in past.text
    assert office.post("/tasks/new/", new).status_code == 302
    task = Task.objects.get()
    at = f"/tasks/{task.pk}/"
    assert "报送材料" in village.get("/tasks/").text and "Report" in village.get(at).text
    assert office.get(f"{at}report/").status_code == 302  # somebody else's
    assert village.post(f"{at}report/", {"words": "已报", "is_done": "on"}).status_code == 422
    sent = {"words": "已报", "is_done": "on", "key": "5f0c7c63-9a6e-4a0a-9d3a-0b1a2c3d4e63"}
    for _ in range(2):
        assert village.post(f"{at}report/", sent).status_code == 302
    assert task.reports.count() == 1
    assert office.post(f"{at}close/").status_code == 302
    task.refresh_from_db()
    assert task.state == "closed"
    answer = office.get("/tasks/file/xlsx/?tab=set&state=all")
    assert answer.status_code == 200 and Line.objects.filter(verb="export").count() == 1


def test_meetings_and_tasks_stand_in_the_calendar_without_what_was_typed(
    here: Gathering,
) -> None:
    browser(here.village)  # gives them an account
    meeting, on = held(here), timezone.localdate()
    Task.objects.create(**_row(here, 1))
    Meeting.objects.create(  # not told of yet
        authority=here.town.authority, consortium=here.town.district, kind="other",
        title="未通知", starts_at=meeting.starts_at, venue="会议室", chair=here.village,
        recorder=here.village,
    )  # fmt: skip
    found = {each.uid: each for each in events_of(here.village, on)}
    assert {uid for uid in found if uid.startswith(("meeting", "task"))} == {
        f"meeting-{meeting.pk}", f"task-{Task.objects.get().pk}",
    }  # fmt: skip
    assert found[f"meeting-{meeting.pk}"].title.zh == "00:00 会议 · 明珠学区"
    assert not any("事项1" in each.title.zh for each in found.values())


def test_lists_cost_the_same_at_three_and_thirty_rows(
    here: Gathering, django_assert_max_num_queries: Any
) -> None:
    office = browser(here.office)
    for n in range(3):
        Task.objects.create(**_row(here, n))
        here.planned(title=f"会议{n}")
    with django_assert_max_num_queries(60) as few:
        office.get("/tasks/?tab=place")
        office.get("/meetings/")
    for n in range(27):
        Task.objects.create(**_row(here, n))
        here.planned(title=f"会议{n}")
    with django_assert_max_num_queries(len(few)):
        office.get("/tasks/?tab=place")
        office.get("/meetings/")


def _row(here: Gathering, n: int) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "authority": here.town.authority, "consortium": here.town.district, "title": f"事项{n}",
        "person": here.village, "due": today, "set_on": today,
    }  # fmt: skip
