"""Which meetings somebody sees, and what they may do with them."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from xuequ.directory.models import Authority, Consortium, School
from xuequ.directory.queries.scope import authorities, own_schools, standing
from xuequ.kernel.actors import Actor

from ..models import Invitation, Meeting

CALL = "meeting.change"
CAME = (Invitation.Attendance.PRESENT, Invitation.Attendance.SUBSTITUTE)
Place = School | Consortium | Authority


def within(seen_by: Actor, on: date) -> Q:
    """The condition that a meeting or a task is that of the actor's place or of one below it."""
    here = Q(authority__in=authorities(seen_by=seen_by))
    match standing(seen_by):
        case "authority":
            return here
        case "consortium":
            mine = own_schools(seen_by=seen_by, on=on).values("pk")
            return here & (Q(consortium=seen_by.consortium) | Q(school__in=mine))
        case "school":
            return here & Q(school=seen_by.school)
    return Q(pk__in=[])


def meetings(*, seen_by: Actor, on: date) -> QuerySet[Meeting]:
    """The meetings of the actor's place and those below it, and those they are invited to."""
    found = Meeting.objects.select_related("authority", "consortium", "school", "body")
    if seen_by.everywhere:
        return found
    mine = Q(pk__in=[])
    if seen_by.person is not None:
        invited = Invitation.objects.filter(person=seen_by.person).values("meeting")
        mine = Q(pk__in=invited) | Q(chair=seen_by.person) | Q(recorder=seen_by.person)
    return found.filter(within(seen_by, on) | mine)


def acts_for(actor: Actor, place: Place, power: str = CALL) -> bool:
    """Does the actor act for just this place, and not for one above or below it?"""
    if actor.everywhere:
        return True
    if not actor.may(power):
        return False
    if isinstance(place, School):
        return actor.school == place.pk
    if isinstance(place, Consortium):
        return actor.school is None and actor.consortium == place.pk
    return bool(standing(actor) == "authority" and actor.is_at_home(place.pk))


def may_record(actor: Actor, meeting: Meeting) -> bool:
    """The recorder, the chair and the office of the place keep what happens in a meeting."""
    if actor.person is not None and actor.person in (meeting.recorder_id, meeting.chair_id):
        return True
    return acts_for(actor, meeting.place)


def takes_part(actor: Actor, meeting: Meeting) -> bool:
    """Is the actor invited, or chair or recorder?"""
    if actor.person is None:
        return False
    if actor.person in (meeting.recorder_id, meeting.chair_id):
        return True
    return meeting.invitations.filter(person=actor.person).exists()


def may_read_papers(actor: Actor, meeting: Meeting) -> bool:
    """Papers and drafts are for who takes part and for the office of the place."""
    return acts_for(actor, meeting.place) or takes_part(actor, meeting)


def voters(meeting: Meeting, at: datetime) -> list[Invitation]:
    """The members who were there at a time, themselves or by a substitute."""
    came = meeting.invitations.filter(is_member=True, attendance__in=CAME)
    there = came.filter(Q(left_at=None) | Q(left_at__gt=at))
    return list(there.select_related("person").order_by("id"))
