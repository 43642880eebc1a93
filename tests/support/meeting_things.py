"""A meeting and a task of a school for the addresses: made once, without people of the cast."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from casting import staff
from xuequ.cases.models import (
    AgendaItem,
    AgendaPaper,
    Invitation,
    Meeting,
    MeetingVote,
    Minutes,
    Resolution,
    Task,
    TaskFile,
    TaskReport,
)
from xuequ.directory.models import School
from xuequ.kernel.seal import digest
from xuequ.vault.services.files import store_file

REACH = {  # whoever reads that school's own matters
    "meetings/pk": "inside",
    "tasks/pk": "inside",
}
DAY = date(2026, 1, 5)
SAYS = {
    "title": "校务会", "place": "学校", "kind_zh": "其他会议", "kind_en": "other meeting",
    "at": "2026-01-05 09:00", "venue": "会议室", "chair": "会演示", "recorder": "会演示",
    "attended": [], "items": [], "resolutions": [],
}  # fmt: skip


def meeting_of(school: School) -> Meeting:
    """A meeting of the school with an item, a paper, a resolution and minutes gone round."""
    known = Meeting.objects.filter(school=school).first()
    if known is not None:
        return known
    person = staff(school, "dean", f"会演示{school.pk}").person
    made = Meeting.objects.create(
        authority=school.authority, school=school, kind="other", title="校务会",
        starts_at=timezone.now(), venue="会议室", chair=person, recorder=person,
    )  # fmt: skip
    Invitation.objects.create(meeting=made, person=person)
    item = AgendaItem.objects.create(meeting=made, number=1, title="学期计划")
    file = store_file("演示".encode(), name="方案.txt")
    AgendaPaper.objects.create(item=item, file=file)
    MeetingVote.objects.create(  # so that nobody takes the item off
        item=item, question="同意", way="counted", threshold="simple", quorum="half",
        taken_at=made.starts_at, roll=1, present=1, in_favour=1, against=0, abstained=0,
        is_passed=True,
    )  # fmt: skip
    Resolution.objects.create(meeting=made, number=1, words="通过")
    Minutes.objects.create(
        meeting=made, number=1, content=SAYS, digest=digest(SAYS), circulated_at=timezone.now(),
        remarks_until=DAY, confirmed_at=timezone.now(),
    )  # fmt: skip
    return made


def task_of(school: School) -> Task:
    """A task the school set somebody of its own, with a report and a file."""
    known = Task.objects.filter(school=school).first()
    if known is not None:
        return known
    person = staff(school, "dean", f"会演示{school.pk}").person
    made = Task.objects.create(
        authority=school.authority, school=school, title="报送材料", person=person, due=DAY,
        set_on=DAY,
    )  # fmt: skip
    report = TaskReport.objects.create(task=made, person=person, words="已报送")
    TaskFile.objects.create(report=report, file=store_file("演示".encode(), name="材料.txt"))
    return made


def things_of(school: School) -> dict[str, object]:
    """What the parameters of the addresses of meetings and tasks stand for."""
    meeting, task = meeting_of(school), task_of(school)
    item = meeting.items.first()
    return {
        "meetings/pk": meeting.pk,
        "agenda/item": item.pk if item else 0,
        "papers/paper": AgendaPaper.objects.filter(item__meeting=meeting).values_list(
            "pk", flat=True
        )[0],
        "votes/vote": MeetingVote.objects.filter(item__meeting=meeting).values_list(
            "pk", flat=True
        )[0],
        "resolutions/resolution": getattr(meeting.resolutions.first(), "pk", 0),
        "versions/number": 1,
        "tasks/pk": task.pk,
        "evidence/file": TaskFile.objects.values_list("pk", flat=True).get(report__task=task),
    }
