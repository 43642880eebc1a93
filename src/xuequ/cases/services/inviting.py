"""Who is invited to a meeting, its notice, and calling it off."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Invitation, Meeting
from ..queries.meeting_people import posts_of
from .meeting_news import NOTICE, tell
from .meetings import held_fast, must_be_planned, same_authority


@transaction.atomic
def set_people(
    meeting: Meeting, members: Collection[int], listeners: Collection[int], *, actor: Actor
) -> Meeting:
    """Say who is invited: members vote, listeners do not.  Who is new is told at once if the
    notice has gone out.

    Raises:
        Refused("not-your-place"), Refused("meeting-is-over"), Refused("guest-from-elsewhere").
        Refused("nobody-invited"): there is no member.
    """
    meeting = held_fast(meeting, actor)
    must_be_planned(meeting)
    if not members:
        raise Refused("nobody-invited")
    wanted = {**dict.fromkeys(listeners, False), **dict.fromkeys(members, True)}
    same_authority(meeting.authority_id, wanted)
    held = {each.person_id: each for each in meeting.invitations.all()}
    meeting.invitations.exclude(person__in=wanted).delete()
    posts = posts_of(wanted.keys() - held.keys(), timezone.localdate(meeting.starts_at))
    for person, is_member in wanted.items():
        if person not in held:
            Invitation.objects.create(
                meeting=meeting, person_id=person, post=posts.get(person, ""), is_member=is_member
            )
        elif held[person].is_member != is_member:
            meeting.invitations.filter(person=person).update(is_member=is_member)
    note = {"members": len(set(members)), "listeners": len(wanted) - len(set(members))}
    write("invite", meeting, actor=actor, note=note)
    if meeting.noticed_at:
        tell(meeting, NOTICE, actor, "notice")
    return meeting


@transaction.atomic
def send_notice(meeting: Meeting, *, actor: Actor) -> int:
    """Tell everybody invited; who knows already is not told twice.  How many were told.

    Raises:
        Refused("not-your-place"), Refused("meeting-is-over").
        Refused("nobody-invited"): there is nobody to tell.
        Refused("no-agenda"): nobody would know what it is about.
        Refused("all-know-already"): everybody invited was told.
    """
    meeting = held_fast(meeting, actor)
    must_be_planned(meeting)
    if not meeting.invitations.exists():
        raise Refused("nobody-invited")
    if not meeting.items.exists():
        raise Refused("no-agenda")
    told = tell(meeting, NOTICE, actor, "notice")
    if not told and meeting.noticed_at:
        raise Refused("all-know-already")
    before = fingerprint(meeting)
    meeting.noticed_at = meeting.noticed_at or timezone.now()
    meeting.save(update_fields=["noticed_at"])
    write("send-notice", meeting, actor=actor, before=before, note={"told": told})
    return told


@transaction.atomic
def cancel_meeting(meeting: Meeting, reason: str, *, actor: Actor) -> Meeting:
    """Call a planned meeting off, with the reason; who was told is told.

    Raises:
        Refused("not-your-place"), Refused("meeting-is-over").
        Refused("cancel-needs-reason"): none is given.
    """
    meeting = held_fast(meeting, actor)
    must_be_planned(meeting)
    if len(reason.strip()) < 2:
        raise Refused("cancel-needs-reason")
    before = fingerprint(meeting)
    meeting.state, meeting.reason = Meeting.State.CANCELLED, reason.strip()
    meeting.save(update_fields=["state", "reason"])
    write("cancel-meeting", meeting, actor=actor, before=before)
    if meeting.noticed_at:
        tell(meeting, Text("会议取消", "meeting called off"), actor, "cancelled")
    return meeting
