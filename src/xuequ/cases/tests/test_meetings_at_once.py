"""Two people act on a meeting or a task at the same time: one effect."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.db import connection, transaction

from xuequ.cases.models import Meeting, Minutes, Task, TaskReport
from xuequ.cases.services.minutes import confirm_minutes, reopen_minutes
from xuequ.cases.services.task_decisions import close_task, return_task
from xuequ.cases.services.tasks import NewReport, NewTask, report_on_task, set_task
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Notice
from xuequ.record.models import Line

from .gathering import AFTER, TODAY, Gathering, gathering

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite lets one connection write at a time"
    ),
]

Rival = Callable[[Callable[[], Any]], Future[Any]]


@pytest.fixture
def here(transactional_db: None) -> Iterator[Gathering]:
    yield gathering()


@pytest.fixture
def rival() -> Iterator[Rival]:
    """`rival(act)` begins the act over a connection of its own."""
    with ThreadPoolExecutor(2) as pool:
        yield lambda act: pool.submit(alone, act)


def alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def waits(other: Future[Any]) -> bool:
    """Has the other not got on while the first is not committed?"""
    return other not in wait([other], timeout=0.5).done


def test_of_two_confirmations_at_once_one_counts(here: Gathering, rival: Rival) -> None:
    meeting = here.circulated()
    with transaction.atomic():
        confirm_minutes(meeting, actor=here.chair, today=AFTER)
        other = rival(lambda: confirm_minutes(meeting, actor=here.chair, today=AFTER))
        assert waits(other)
    with pytest.raises(Refused, match="minutes-confirmed"):
        other.result(timeout=10)
    assert Line.objects.filter(verb="confirm-minutes").count() == 1
    told = Notice.objects.filter(kind="meeting", person=here.village, zh__contains="已确认")
    assert told.count() == 1


def test_minutes_confirmed_are_not_taken_back_at_the_same_time(
    here: Gathering, rival: Rival
) -> None:
    meeting = here.circulated()
    with transaction.atomic():
        confirm_minutes(meeting, actor=here.chair, today=AFTER)
        other = rival(lambda: reopen_minutes(meeting, actor=here.recorder))
        assert waits(other)
    with pytest.raises(Refused, match="minutes-confirmed"):
        other.result(timeout=10)
    assert Meeting.objects.get().state == "confirmed" and Minutes.objects.get().confirmed_at


def reported(here: Gathering) -> Task:
    new = NewTask("报送名单", AFTER, person=here.village.pk)
    task = set_task(here.town.district, new, actor=here.recorder, today=TODAY)
    report = NewReport("已办", is_done=True)
    report_on_task(task, report, actor=here.principal, today=TODAY)
    return task


def test_of_two_who_close_a_task_at_once_one_does(here: Gathering, rival: Rival) -> None:
    task = reported(here)
    with transaction.atomic():
        close_task(task, actor=here.recorder)
        other = rival(lambda: close_task(task, actor=here.chair))
        assert waits(other)
    with pytest.raises(Refused, match="task-is-decided"):
        other.result(timeout=10)
    assert Task.objects.get().closed_by == here.office
    assert Line.objects.filter(verb="close-task").count() == 1


def test_a_task_closed_is_not_returned_at_the_same_time(here: Gathering, rival: Rival) -> None:
    task = reported(here)
    with transaction.atomic():
        close_task(task, actor=here.recorder)
        other = rival(lambda: return_task(task, "请补充", actor=here.chair))
        assert waits(other)
    with pytest.raises(Refused, match="task-is-decided"):
        other.result(timeout=10)
    assert Task.objects.get().state == "closed"


def test_the_same_form_sent_twice_at_once_is_one_meeting_and_one_report(
    here: Gathering, rival: Rival
) -> None:
    key = uuid.uuid4()
    with transaction.atomic():
        first = here.planned(key=key)
        other = rival(lambda: here.planned(key=key))
        assert waits(other)
    assert other.result(timeout=10) == first and Meeting.objects.count() == 1
    new = NewTask("报送名单", AFTER, person=here.village.pk)
    task = set_task(here.town.district, new, actor=here.recorder, today=TODAY)
    report = NewReport("做了一半")
    with transaction.atomic():
        report_on_task(task, report, actor=here.principal, today=TODAY)
        later = rival(lambda: report_on_task(task, report, actor=here.principal, today=TODAY))
        assert waits(later)
    later.result(timeout=10)
    assert TaskReport.objects.count() == 1
