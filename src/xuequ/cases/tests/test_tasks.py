"""Tasks: out of resolutions and alone, reported, closed, returned, reminded, overdue."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from xuequ.cases.models import Task
from xuequ.cases.queries.meeting_people import Where
from xuequ.cases.queries.task_rows import listed, table
from xuequ.cases.queries.tasks import days_late, open_for, tasks
from xuequ.cases.services.meetings import plan_meeting
from xuequ.cases.services.resolutions import (
    NewResolution,
    record_resolution,
    strike_resolution,
)
from xuequ.cases.services.task_decisions import (
    close_task,
    remind_task,
    return_task,
    withdraw_task,
)
from xuequ.cases.services.tasks import NewReport, NewTask, report_on_task, set_task
from xuequ.directory.models import Post
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line
from xuequ.vault.services.files import take_in

from .gathering import AFTER, TODAY, Gathering, at, gathering, item_at

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=7)


@pytest.fixture
def here() -> Gathering:
    return gathering()


def given(here: Gathering, **more: Any) -> Task:
    """A task the district's office sets the village principal."""
    values: dict[str, Any] = {"title": "报送交流名单", "due": DUE, "person": here.village.pk}
    place = here.town.district
    return set_task(place, NewTask(**values | more), actor=here.recorder, today=TODAY)


def done(here: Gathering, task: Task, words: str = "已报送") -> None:
    report_on_task(task, NewReport(words, is_done=True), actor=here.principal, today=TODAY)


@pytest.mark.clause("GOV-14")
def test_a_resolution_becomes_a_task_that_is_followed_up_to_its_close(here: Gathering) -> None:
    meeting = here.held()
    new = NewResolution(
        "各校报送交流名单",
        item=item_at(meeting).pk,
        task=NewTask("各校报送交流名单", DUE, person=here.village.pk, helpers=[here.town.mover.pk]),
    )
    assert record_resolution(meeting, new, actor=here.recorder, today=TODAY) == record_resolution(
        meeting, new, actor=here.recorder, today=TODAY
    )
    task = Task.objects.get()
    assert (task.origin, task.state, task.place) == (
        f"meeting:{meeting.pk}", "open", here.town.district,
    )  # fmt: skip
    assert Notice.objects.filter(kind="task").count() == 2
    done(here, task)
    close_task(task, actor=here.recorder)
    task.refresh_from_db()
    assert task.state == "closed" and task.closed_by == here.office


def test_resolutions_wait_for_attendance_and_end_with_the_minutes(here: Gathering) -> None:
    new = NewResolution("通过计划")
    with pytest.raises(Refused, match="attendance-first"):
        record_resolution(here.noticed(), new, actor=here.recorder, today=TODAY)
    with pytest.raises(Refused, match="minutes-are-out"):
        record_resolution(here.circulated(), new, actor=here.recorder, today=TODAY)
    other = item_at(here.held()).pk
    with pytest.raises(Refused, match="not-on-the-agenda"):
        wrong = NewResolution("通过计划", item=other)
        record_resolution(here.held(), wrong, actor=here.recorder, today=TODAY)


def test_a_resolution_struck_out_withdraws_its_task(here: Gathering) -> None:
    meeting = here.held()
    for words in ("第一项", "第二项"):
        task = NewTask(words, DUE, person=here.village.pk)
        new = NewResolution(words, task=task)
        record_resolution(meeting, new, actor=here.recorder, today=TODAY)
    strike_resolution(meeting.resolutions.order_by("number")[0], actor=here.recorder)
    assert list(meeting.resolutions.values_list("number", "words")) == [(1, "第二项")]
    assert list(Task.objects.order_by("id").values_list("state", flat=True)) == [
        "withdrawn", "open",
    ]  # fmt: skip


def test_a_task_has_one_who_answers_for_it_and_a_day_to_come(here: Gathering) -> None:
    for more, code in (
        ({"person": None}, "one-answers-for-it"),
        ({"school": here.town.city.pk}, "one-answers-for-it"),
        ({"due": TODAY - timedelta(days=1)}, "due-in-the-past"),
        ({"person": 9999}, "guest-from-elsewhere"),
    ):
        with pytest.raises(Refused, match=code):
            given(here, **more)
    with pytest.raises(Refused, match="not-your-place"):
        new = NewTask("越级", DUE, person=here.village.pk)
        set_task(here.town.district, new, actor=here.principal, today=TODAY)
    key = uuid.uuid4()
    assert given(here, key=key) == given(here, key=key)
    assert Task.objects.count() == 1


def test_only_who_answers_for_it_or_helps_reports(here: Gathering) -> None:
    task = given(here, helpers=[here.town.mover.pk])
    report = NewReport("做了一半", files=[take_in("名单".encode(), name="名单.txt")])
    assert report_on_task(task, report, actor=here.teacher, today=TODAY).files.count() == 1
    assert report_on_task(task, report, actor=here.teacher, today=TODAY).task == task
    assert task.reports.count() == 1
    for actor in (here.recorder, here.town_principal, here.official):
        with pytest.raises(Refused, match="not-your-task"):
            report_on_task(task, NewReport("代为汇报"), actor=actor, today=TODAY)
    with pytest.raises(Refused, match="report-too-short"):
        report_on_task(task, NewReport(" "), actor=here.principal, today=TODAY)
    done(here, task)
    with pytest.raises(Refused, match="task-is-decided"):
        report_on_task(task, NewReport("再报一次"), actor=here.principal, today=TODAY)


def test_a_task_of_a_school_or_a_post_is_for_whoever_acts_there(here: Gathering) -> None:
    school = given(here, person=None, school=here.town.village.pk)
    post = Post.objects.get(consortium=here.town.district, role="district_head")
    of_post = given(here, person=None, post=post.pk)
    assert [each.id for each in open_for(seen_by=here.principal, on=TODAY)] == [school.pk]
    assert [each.id for each in open_for(seen_by=here.chair, on=TODAY)] == [of_post.pk]
    assert open_for(seen_by=here.teacher, on=TODAY) == []
    report_on_task(school, NewReport("已办", is_done=True), actor=here.principal, today=TODAY)
    report_on_task(of_post, NewReport("已办", is_done=True), actor=here.chair, today=TODAY)
    assert open_for(seen_by=here.principal, on=TODAY) == []


def test_a_returned_task_comes_back_with_its_reason_and_is_reported_again(here: Gathering) -> None:
    task = given(here)
    with pytest.raises(Refused, match="task-not-reported"):
        close_task(task, actor=here.recorder)
    with pytest.raises(Refused, match="task-not-reported"):
        return_task(task, "尚未报告", actor=here.recorder)
    done(here, task)
    with pytest.raises(Refused, match="return-needs-reason"):
        return_task(task, "", actor=here.recorder)
    with pytest.raises(Refused, match="not-the-setter"):
        return_task(task, "请补充", actor=here.principal)
    return_task(task, "缺语文教师", actor=here.recorder)
    task.refresh_from_db()
    assert (task.state, task.reason) == ("returned", "缺语文教师")
    done(here, task, "已补充")
    close_task(task, actor=here.chair)  # the office of the place may, too
    with pytest.raises(Refused, match="task-is-decided"):
        close_task(task, actor=here.recorder)
    with pytest.raises(Refused, match="task-is-decided"):
        withdraw_task(task, "不再需要", actor=here.recorder)


def test_one_may_close_a_task_set_for_oneself_and_the_record_says_so(here: Gathering) -> None:
    task = given(here, person=here.office.pk)
    report_on_task(task, NewReport("已办", is_done=True), actor=here.recorder, today=TODAY)
    close_task(task, actor=here.recorder)
    assert Line.objects.get(verb="close-task").note == {"own": "yes"}


def test_a_reminder_goes_out_once_a_day_and_says_how_late_it_is(here: Gathering) -> None:
    task = given(here)
    with pytest.raises(Refused, match="not-the-setter"):
        remind_task(task, actor=here.principal, today=TODAY)
    assert remind_task(task, actor=here.recorder, today=TODAY) == 1
    with pytest.raises(Refused, match="reminded-today"):
        remind_task(task, actor=here.recorder, today=TODAY)
    assert remind_task(task, actor=here.recorder, today=DUE + timedelta(days=3)) == 1
    last = Notice.objects.filter(kind="task", person=here.village).latest("id")
    assert "逾期3天" in last.zh and "名单" not in last.zh
    empty = Post.objects.create(
        authority=here.town.authority, consortium=here.town.district, role="deputy_head",
        title="副学区长", since=date(2026, 9, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match="nobody-to-remind"):
        vacant = given(here, person=None, post=empty.pk)
        remind_task(vacant, actor=here.recorder, today=TODAY)


def test_a_task_withdrawn_is_nobodys_to_do(here: Gathering) -> None:
    task = given(here)
    withdraw_task(task, "上级已统一布置", actor=here.recorder)
    assert open_for(seen_by=here.principal, on=TODAY) == []
    with pytest.raises(Refused, match="task-is-decided"):
        remind_task(task, actor=here.recorder, today=TODAY)


def test_overdue_tasks_stand_on_the_agenda_of_the_next_meeting_of_that_kind(
    here: Gathering,
) -> None:
    meeting = here.held()
    task = NewTask("报送名单", DUE, person=here.village.pk)
    new = NewResolution("报送名单", task=task)
    record_resolution(meeting, new, actor=here.recorder, today=TODAY)
    late = Task.objects.get()
    before = here.planned(title="期限未到", starts_at=at(9))
    assert not before.items.filter(task=late).exists()
    where, on = Where(here.town.district), DUE + timedelta(days=2)
    later = here.new(starts_at=at(9, day=on), agenda=["新议题"])
    after = plan_meeting(where, later, actor=here.recorder, today=on)
    assert [each.task for each in after.items.all()] == [None, late]
    assert days_late(late, on) == 2
    other = here.new(kind="other", starts_at=at(9, day=on))
    assert not plan_meeting(where, other, actor=here.recorder, today=on).items.filter(task=late)


def test_lists_are_by_tab_and_state_and_go_out_as_rows(here: Gathering) -> None:
    task = given(here)
    on = DUE + timedelta(days=1)
    for tab, actor, sees in (
        ("mine", here.principal, True),
        ("mine", here.recorder, False),
        ("set", here.recorder, True),
        ("place", here.official, True),
        ("place", here.town_principal, False),
    ):
        assert listed(tab, "late", seen_by=actor, on=on).filter(pk=task.pk).exists() is sees
    assert not listed("set", "late", seen_by=here.recorder, on=DUE).exists()
    [row] = table(listed("place", "all", seen_by=here.official, on=on), on).rows
    assert row[:3] == ("报送交流名单", "明珠学区", "村演示") and row[6] == 1
    assert tasks(seen_by=here.principal, on=AFTER).get() == task
