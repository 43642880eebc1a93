"""The minutes of a meeting: write them, send them round, remark, confirm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.services.notices import News, notify_many
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.minutes import plain
from ..models import Meeting, Minutes, MinutesRemark
from ..queries.meeting_kinds import how_of, remarks_until
from ..queries.meetings import may_record, takes_part
from ..queries.minutes import proceedings
from .attendance import recording
from .meetings import locked

NOTHING = Text("", "")
LEAST_REMARK = 2  # characters


@transaction.atomic
def write_minutes(meeting: Meeting, words: Mapping[int, str], *, actor: Actor) -> Meeting:
    """Write down what was said, item by item; it may be mended until the minutes go round.

    Args:
        words: text by primary key of the agenda item.

    Raises:
        Refused("not-the-recorder"), Refused("minutes-are-out"), Refused("meeting-is-over").
        Refused("attendance-first"): the meeting was not held yet.
        Refused("nothing-changed"): it says so already.
    """
    meeting = recording(meeting, actor)
    if meeting.state != Meeting.State.HELD:
        raise Refused("attendance-first")
    changed = 0
    for item in meeting.items.all():
        text = words.get(item.pk, item.words).strip()
        if text != item.words:
            item.words, changed = text, changed + 1
            item.save(update_fields=["words"])
    if not changed:
        raise Refused("nothing-changed")
    write("write-minutes", meeting, actor=actor, note={"items": changed})
    return meeting


@transaction.atomic
def circulate_minutes(meeting: Meeting, *, actor: Actor, today: date) -> Minutes:
    """Send the minutes round to who was invited; from then on they stand as they are.

    Raises:
        Refused("not-the-recorder"), Refused("minutes-are-out"), Refused("meeting-is-over").
        Refused("attendance-first"): the meeting was not held yet.
        Refused("minutes-are-empty"): nothing was written and nothing resolved.
    """
    meeting = recording(meeting, actor)
    if meeting.state != Meeting.State.HELD:
        raise Refused("attendance-first")
    said = meeting.items.exclude(words="").exists()
    if not said and not meeting.resolutions.exists():
        raise Refused("minutes-are-empty")
    before = fingerprint(meeting)
    content = plain(proceedings(meeting))
    days = how_of(meeting.authority, timezone.localdate(meeting.starts_at)).remark_days
    last = meeting.minutes.aggregate(last=Max("number"))["last"] or 0
    version = Minutes.objects.create(
        meeting=meeting,
        number=last + 1,
        content=content,
        digest=digest(content),
        circulated_at=timezone.now(),
        remarks_until=remarks_until(meeting.authority, today, days),
    )
    meeting.state = Meeting.State.CIRCULATED
    meeting.save(update_fields=["state"])
    note = {"version": version.number, "until": version.remarks_until.isoformat()}
    write("circulate-minutes", meeting, actor=actor, before=before, note=note)
    word = Text("会议纪要征求意见", "minutes for your remarks")
    until = version.remarks_until
    _tell(meeting, word, actor, f"v{version.number}", Text(f"，{until}前", f", until {until}"))
    return version


@transaction.atomic
def reopen_minutes(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Take minutes that go round back to mend them; the version stays, a new one follows.

    Raises:
        Refused("not-the-recorder").
        Refused("minutes-confirmed"): nothing is changed any more.
        Refused("minutes-not-out"): they do not go round.
    """
    meeting = locked(meeting)
    if not may_record(actor, meeting):
        raise Refused("not-the-recorder")
    _going_round(meeting)
    before = fingerprint(meeting)
    meeting.state = Meeting.State.HELD
    meeting.save(update_fields=["state"])
    write("reopen-minutes", meeting, actor=actor, before=before)
    return meeting


@transaction.atomic
def remark_on_minutes(meeting: Meeting, words: str, *, actor: Actor, today: date) -> MinutesRemark:
    """Say what is to be mended in the minutes that go round.  The same twice is one remark.

    Raises:
        Refused("not-invited"): the actor takes no part in the meeting.
        Refused("minutes-confirmed"), Refused("minutes-not-out").
        Refused("remarks-are-over"): the days for remarks have passed.
        Refused("remark-too-short").
    """
    meeting = locked(meeting)
    version = _going_round(meeting)
    if not takes_part(actor, meeting):
        raise Refused("not-invited")
    if today > version.remarks_until:
        raise Refused("remarks-are-over", day=version.remarks_until)
    text = words.strip()
    if len(text) < LEAST_REMARK:
        raise Refused("remark-too-short")
    same = version.remarks.filter(person=actor.person, words=text).first()
    if same is not None:
        return same
    try:
        with transaction.atomic():
            remark = MinutesRemark.objects.create(
                minutes=version, person_id=actor.person or 0, words=text
            )
    except IntegrityError:
        return version.remarks.get(person=actor.person, words=text)
    write("remark-on-minutes", meeting, actor=actor, note={"version": version.number})
    return remark


@transaction.atomic
def confirm_minutes(meeting: Meeting, *, actor: Actor, today: date) -> Minutes:
    """The chair confirms the minutes that went round; nothing is changed after that.

    Raises:
        Refused("only-the-chair"): the actor does not chair the meeting.
        Refused("minutes-confirmed"), Refused("minutes-not-out").
        Refused("remarks-still-open"): the days for remarks have not passed.
    """
    meeting = locked(meeting)
    if not actor.everywhere and actor.person != meeting.chair_id:
        raise Refused("only-the-chair", name=meeting.chair.name)
    version = _going_round(meeting)
    if today <= version.remarks_until:
        raise Refused("remarks-still-open", day=version.remarks_until)
    before = fingerprint(meeting)
    version.confirmed_at, version.confirmed_by_id = timezone.now(), meeting.chair_id
    version.save(update_fields=["confirmed_at", "confirmed_by"])
    meeting.state = Meeting.State.CONFIRMED
    meeting.save(update_fields=["state"])
    note = {"version": version.number}
    write("confirm-minutes", meeting, actor=actor, before=before, note=note)
    _tell(meeting, Text("会议纪要已确认", "minutes confirmed"), actor, "confirmed")
    return version


def _going_round(meeting: Meeting) -> Minutes:
    if meeting.state == Meeting.State.CONFIRMED:
        raise Refused("minutes-confirmed")
    version = meeting.minutes.order_by("-number").first()
    if meeting.state != Meeting.State.CIRCULATED or version is None:
        raise Refused("minutes-not-out")
    return version


def _tell(meeting: Meeting, what: Text, actor: Actor, why: str, then: Text = NOTHING) -> None:
    day = timezone.localdate(meeting.starts_at)
    text = Text(
        f"{what.zh}{then.zh}：{meeting.place}（{day}会议）",
        f"{what.en}{then.en}: {meeting.place} (meeting of {day})",
    )
    people = Person.objects.filter(invitations__meeting=meeting).exclude(pk=actor.person or 0)
    news = News(
        Notice.Kind.MEETING,
        text,
        link=reverse("cases:meeting_detail", args=[meeting.pk]),
        about=f"minutes:{meeting.pk}:{why}",
    )
    notify_many(people, news, by=Person.objects.filter(pk=actor.person or 0).first())
