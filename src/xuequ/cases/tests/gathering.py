"""A district with its head, office and principals, and meetings on their way, for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from xuequ.cases.models import AgendaItem, Meeting
from xuequ.cases.queries.meeting_people import Where
from xuequ.cases.services.attendance import Came, NewVote, record_attendance
from xuequ.cases.services.inviting import send_notice
from xuequ.cases.services.meetings import NewMeeting, plan_meeting
from xuequ.cases.services.minutes import circulate_minutes, confirm_minutes, write_minutes
from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.ledger.tests.township import Town, acting, hold, town

TODAY = date(2026, 9, 16)  # a Wednesday
AFTER = date(2026, 9, 22)  # the first day after three working days for remarks
NOW = timezone.make_aware(datetime(2026, 9, 16, 18))


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


@dataclass
class Gathering:
    """The people of the district, and what they do most often."""

    town: Town
    head: Person
    office: Person
    village: Person  # principal of the village school
    bureau: Person
    kind: str = "office"
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def chair(self) -> Actor:
        return acting(self.head, "district_head", self.town.district)

    @property
    def recorder(self) -> Actor:
        return acting(self.office, "district_office", self.town.district)

    @property
    def principal(self) -> Actor:
        return acting(self.village, "principal", self.town.village)

    @property
    def town_principal(self) -> Actor:
        return acting(self.town.principal, "principal", self.town.city)

    @property
    def teacher(self) -> Actor:
        return acting(self.town.mover, "teacher", self.town.village)

    @property
    def official(self) -> Actor:
        return acting(self.bureau, "bureau_basic")

    def new(self, **more: Any) -> NewMeeting:
        values: dict[str, Any] = {
            "kind": self.kind, "title": "第一次办公会", "starts_at": at(14, 30),
            "venue": "会议室", "chair": self.head.pk, "recorder": self.office.pk,
            "agenda": ["学期工作计划", "教师交流安排"],
        }  # fmt: skip
        return NewMeeting(**values | more)

    def planned(self, **more: Any) -> Meeting:
        where = Where(self.town.district)
        return plan_meeting(where, self.new(**more), actor=self.recorder, today=TODAY)

    def noticed(self, **more: Any) -> Meeting:
        meeting = self.planned(**more)
        send_notice(meeting, actor=self.recorder)
        meeting.refresh_from_db()
        return meeting

    def held(self, absent: Sequence[Person] = (), **more: Any) -> Meeting:
        meeting = self.noticed(**more)
        day = timezone.localdate(meeting.starts_at)
        return record_attendance(
            meeting, self.came(meeting, absent), actor=self.recorder, today=day
        )

    def came(self, meeting: Meeting, absent: Sequence[Person] = ()) -> list[Came]:
        away = {each.pk for each in absent}
        people = meeting.invitations.order_by("id").values_list("person", flat=True)
        return [Came(each, "leave" if each in away else "present") for each in people]

    def written(self, **more: Any) -> Meeting:
        meeting = self.held(**more)
        words = {each.pk: f"讨论了{each.title}" for each in meeting.items.all()}
        return write_minutes(meeting, words, actor=self.recorder)

    def circulated(self, **more: Any) -> Meeting:
        meeting = self.written(**more)
        circulate_minutes(meeting, actor=self.recorder, today=TODAY)
        meeting.refresh_from_db()
        return meeting

    def confirmed(self, **more: Any) -> Meeting:
        meeting = self.circulated(**more)
        confirm_minutes(meeting, actor=self.chair, today=AFTER + timedelta(days=30))
        meeting.refresh_from_db()
        return meeting


def vote(**more: Any) -> NewVote:
    """Three in favour and one against, by a simple majority, in the middle of the meeting."""
    values: dict[str, Any] = {
        "question": "通过工作计划", "threshold": "simple", "taken_at": at(15),
        "in_favour": 3, "against": 1,
    }  # fmt: skip
    return NewVote(**values | more)


def gathering(profile: str = "mingzhu", kind: str = "office") -> Gathering:
    """The district of the town with everybody who holds a post in it."""
    where = town(profile)
    return Gathering(
        town=where,
        head=hold(where.authority, "district_head", where.district, "长演示"),
        office=hold(where.authority, "district_office", where.district, "办演示"),
        village=hold(where.authority, "principal", where.village, "村演示"),
        bureau=hold(where.authority, "bureau_basic", where.authority, "局演示"),
        kind=kind,
    )


def item_at(meeting: Meeting, place: int = 0) -> AgendaItem:
    """An item of the agenda by its place."""
    return meeting.items.order_by("number")[place]
