"""Tell who is invited to a meeting what there is to know."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.services.notices import News, notify_many

from ..models import Meeting
from ..queries.meeting_kinds import kind_in

NOTICE = Text("会议通知", "notice of a meeting")


def tell(meeting: Meeting, what: Text, actor: Actor, why: str) -> int:
    """Tell who is invited; the title is not repeated, for notices may go out by e-mail."""
    kind, at = kind_in(meeting), timezone.localtime(meeting.starts_at)
    name = kind.name if kind else Text("会议", "meeting")
    text = Text(
        f"{what.zh}：{meeting.place} {name.zh}，{at:%Y-%m-%d %H:%M}",
        f"{what.en}: {meeting.place} {name.en}, {at:%Y-%m-%d %H:%M}",
    )
    people = Person.objects.filter(invitations__meeting=meeting)
    about = f"meeting:{meeting.pk}:{why}" + (f":{at:%Y%m%d%H%M}" if why == "moved" else "")
    link = reverse("cases:meeting_detail", args=[meeting.pk])
    by = Person.objects.filter(pk=actor.person or 0).first()
    return notify_many(people, News(Notice.Kind.MEETING, text, link=link, about=about), by=by)
