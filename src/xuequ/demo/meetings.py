"""Meetings of the demonstration: in every district one that was held, and one to come.

People, votes and resolutions are synthetic; the kind of meeting is the document's own.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from xuequ.cases.engine.kinds import OTHER_CODE
from xuequ.cases.models import Meeting, Task
from xuequ.cases.queries.meeting_kinds import kinds_of
from xuequ.cases.queries.meeting_people import Where, guests
from xuequ.cases.services.attendance import Came, NewVote, record_attendance, record_vote
from xuequ.cases.services.inviting import send_notice
from xuequ.cases.services.meetings import NewMeeting, plan_meeting
from xuequ.cases.services.minutes import circulate_minutes, confirm_minutes, write_minutes
from xuequ.cases.services.resolutions import NewResolution, record_resolution
from xuequ.cases.services.tasks import NewReport, NewTask, report_on_task
from xuequ.directory.models import Account, Authority, Consortium, Person
from xuequ.directory.queries.identities import actor_in, identities_of
from xuequ.kernel.actors import Actor, program

ACTOR = program("demo")
HELD, NEXT = date(2026, 10, 14), date(2026, 12, 16)  # Wednesdays
LATE, LATER = date(2026, 10, 30), date(2027, 1, 15)
AGENDA = ("本学期工作计划", "教师交流安排", "资源共享清单")
WORDS = (
    "通报本学期工作计划，各成员校逐项发表意见，同意按计划执行。",
    "研究教师交流人选和时间，要求各校按期报送名单。",
    "讨论可共享的场室、设备和课程，由学区办公室汇总成清单。",
)


def hold_meetings(authority: Authority) -> None:
    """In each consortium of an authority a meeting that was held, and the next one planned."""
    for unit in Consortium.objects.filter(authority=authority).order_by("order", "id"):
        if len(guests(Where(unit), HELD)) > 1:
            meeting = _held(unit)
            _resolve(meeting)
            _confirm(meeting)
            _plan_next(meeting)


def _held(unit: Consortium) -> Meeting:
    """The meeting with who came and what was voted: all but one are there."""
    where = Where(unit)
    invited = guests(where, HELD)
    recorder = invited[1] if len(invited) > 1 else invited[0]
    actor = _acting(unit, invited[0].person)
    new = NewMeeting(
        kind=_kind(unit),
        title=f"{unit.label}第一次会议",
        starts_at=_at(HELD, 14),
        venue="龙头学校会议室",
        chair=invited[0].person,
        recorder=recorder.person,
        agenda=AGENDA,
        next_on=NEXT,
        is_synthetic=True,
    )
    meeting = plan_meeting(where, new, actor=actor, today=HELD - timedelta(days=7))
    send_notice(meeting, actor=actor)
    people = list(meeting.invitations.order_by("id").values_list("person", flat=True))
    away = people[-1] if len(people) > 2 else None
    came = [Came(each, "leave" if each == away else "present") for each in people]
    record_attendance(meeting, came, actor=actor, today=HELD)
    there = len(people) - (away is not None)
    vote = NewVote("通过本学期工作计划", "simple", _at(HELD, 15), in_favour=there)
    item = meeting.items.order_by("number")[0]
    record_vote(item, vote, actor=actor, now=_at(HELD, 17))
    return meeting


def _resolve(meeting: Meeting) -> None:
    """Two resolutions with tasks: one is late by now, on the other there is a report."""
    actor = _chair(meeting)
    people = list(meeting.invitations.order_by("id").values_list("person", flat=True))
    items = list(meeting.items.order_by("number"))
    for words, due, person, item in (
        ("各成员校报送教师交流名单", LATE, people[-1], items[1]),
        ("汇总可共享的场室、设备和课程清单", LATER, people[1], items[2]),
    ):
        new = NewResolution(words, item=item.pk, task=NewTask(words, due, person=person))
        record_resolution(meeting, new, actor=actor, today=HELD)
    task = Task.objects.get(resolution__meeting=meeting, due=LATER)
    report = NewReport("已收到三所学校的清单，其余正在核对。")
    doer = _actor_of(task.person) if task.person else ACTOR
    report_on_task(task, report, actor=doer, today=HELD + timedelta(days=14))


def _confirm(meeting: Meeting) -> None:
    actor = _chair(meeting)
    items = meeting.items.order_by("number")
    words = {item.pk: text for item, text in zip(items, WORDS, strict=True)}
    write_minutes(meeting, words, actor=actor)
    circulate_minutes(meeting, actor=actor, today=HELD + timedelta(days=1))
    confirm_minutes(meeting, actor=actor, today=HELD + timedelta(days=14))


def _plan_next(meeting: Meeting) -> None:
    """The next one, with the late task on its agenda."""
    new = NewMeeting(
        kind=meeting.kind,
        title=f"{meeting.place}第二次会议",
        starts_at=_at(NEXT, 9),
        venue=meeting.venue,
        chair=meeting.chair_id,
        recorder=meeting.recorder_id,
        agenda=("学期工作小结", "下学期计划"),
        is_synthetic=True,
    )
    actor = _chair(meeting)
    planned = plan_meeting(Where(meeting.place), new, actor=actor, today=NEXT - timedelta(days=28))
    send_notice(planned, actor=actor)


def _kind(unit: Consortium) -> str:
    """The first regular meeting the document asks of a consortium, else any other."""
    known = kinds_of(unit.authority, HELD)
    regular = [each.code for each in known if each.of == "consortium" and not each.duty]
    return regular[0] if regular else OTHER_CODE


def _chair(meeting: Meeting) -> Actor:
    return _acting(meeting.consortium, meeting.chair_id)


def _acting(unit: Consortium | None, person: int) -> Actor:
    """The person in a post that acts for the consortium; else the program."""
    found = Person.objects.get(pk=person)
    account = Account(username=f"demo-{person}", person=found)
    for identity in identities_of(found, HELD):
        actor = actor_in(account, identity)
        if unit and identity.consortium == unit.pk and actor.may("meeting.change"):
            return actor
    return ACTOR


def _actor_of(person: Person) -> Actor:
    """The person in the first of their posts."""
    account = Account(username=f"demo-{person.pk}", person=person)
    return actor_in(account, identities_of(person, HELD)[0])


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, 30))
