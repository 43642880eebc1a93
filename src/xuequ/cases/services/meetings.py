"""Call a meeting: plan it, change what was planned."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from xuequ.directory.models import Authority, Body, Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.kinds import kind_of
from ..models import AgendaItem, Invitation, Meeting
from ..queries.meeting_kinds import kinds_of, sort_of
from ..queries.meeting_people import Where, guests, posts_of
from ..queries.meetings import Place, acts_for
from ..queries.tasks import overdue_of
from .meeting_news import tell

LONGEST_AGENDA = 40  # items


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What is planned.  Whoever holds a post of the place is invited at once, to be edited."""

    kind: str
    title: str
    starts_at: datetime
    venue: str
    chair: int
    recorder: int
    agenda: Sequence[str] = ()
    next_on: date | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    is_synthetic: bool = False


@transaction.atomic
def plan_meeting(where: Where, new: NewMeeting, *, actor: Actor, today: date) -> Meeting:
    """Plan a meeting of a place or a body.  The same form sent twice is one meeting.

    Tasks set by earlier meetings of that kind and overdue are put on its agenda.

    Raises:
        Refused("not-your-place"): the actor does not act for the place.
        Refused("unknown-kind"): the policy knows no such meeting of such a place.
        Refused("meeting-in-the-past"): it would have begun more than a month ago.
        Refused("guest-from-elsewhere"): chair or recorder belong to another authority.
        Refused("agenda-too-long"): there are too many items.
    """
    known = Meeting.objects.filter(key=new.key).first()
    if known is not None:
        return known
    _check(where, new, actor, today)
    meeting = Meeting(
        authority_id=_authority(where.place),
        consortium_id=where.place.pk if sort_of(where.place) == "consortium" else None,
        school_id=where.place.pk if sort_of(where.place) == "school" else None,
        body=where.body,
        kind=new.kind,
        title=new.title.strip(),
        starts_at=new.starts_at,
        venue=new.venue.strip(),
        chair_id=new.chair,
        recorder_id=new.recorder,
        next_on=new.next_on,
        made_by_id=actor.person,
        key=new.key,
        is_synthetic=new.is_synthetic,
    )
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:
        return Meeting.objects.get(key=new.key)
    _invite(meeting, where, today)
    _set_agenda(meeting, [each.strip() for each in new.agenda if each.strip()], today)
    write("plan-meeting", meeting, actor=actor, note={"kind": new.kind})
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, new: NewMeeting, *, actor: Actor, today: date) -> Meeting:
    """Change what was planned; who was told already is told anew.

    Raises:
        Refused("not-your-place"), Refused("unknown-kind"), as for `plan_meeting`.
        Refused("meeting-is-over"): it was held or called off.
    """
    meeting = held_fast(meeting, actor)
    must_be_planned(meeting)
    _check(Where(meeting.place, meeting.body), new, actor, today)
    before = fingerprint(meeting)
    moved = (meeting.starts_at, meeting.venue) != (new.starts_at, new.venue.strip())
    meeting.kind, meeting.title, meeting.venue = new.kind, new.title.strip(), new.venue.strip()
    meeting.starts_at, meeting.next_on = new.starts_at, new.next_on
    meeting.chair_id, meeting.recorder_id = new.chair, new.recorder
    meeting.save()
    write("change-meeting", meeting, actor=actor, before=before)
    if moved and meeting.noticed_at:
        tell(meeting, Text("会议改期或改地点", "meeting moved"), actor, "moved")
    return meeting


def held_fast(meeting: Meeting, actor: Actor) -> Meeting:
    """The meeting, locked until the transaction ends, for whoever acts for its place.

    Raises:
        Refused("not-your-place"): that is not the actor.
    """
    meeting = locked(meeting)
    if not acts_for(actor, meeting.place):
        raise Refused("not-your-place", name=str(meeting.place))
    return meeting


def locked(meeting: Meeting) -> Meeting:
    """The meeting, locked until the transaction ends."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def must_be_planned(meeting: Meeting) -> None:
    """Refuse to change what was held or called off."""
    if meeting.state != Meeting.State.PLANNED:
        raise Refused("meeting-is-over", state=meeting.get_state_display())


def _check(where: Where, new: NewMeeting, actor: Actor, today: date) -> None:
    place = where.place
    if not acts_for(actor, place):
        raise Refused("not-your-place", name=str(place))
    if where.body is not None and _place_of(where.body) != (_authority(place), _unit(place)):
        raise Refused("not-your-place", name=where.body.name)
    day = timezone.localdate(new.starts_at)
    authority = place if isinstance(place, Authority) else place.authority
    kind = kind_of(new.kind, kinds_of(authority, day))
    if kind is None or not kind.is_held_by(sort_of(place)):
        raise Refused("unknown-kind", kind=new.kind, name=str(place))
    if day < today - timedelta(days=31):
        raise Refused("meeting-in-the-past", day=day)
    if len(new.agenda) > LONGEST_AGENDA:
        raise Refused("agenda-too-long", most=LONGEST_AGENDA)
    same_authority(_authority(place), {new.chair, new.recorder})


def same_authority(authority: int, people: Collection[int]) -> None:
    """Refuse people of another authority."""
    if Person.objects.filter(authority=authority, pk__in=people).count() != len(set(people)):
        raise Refused("guest-from-elsewhere")


def _authority(place: Place) -> int:
    return int(getattr(place, "authority_id", None) or place.pk)


def _unit(place: Place) -> int | None:
    return place.pk if sort_of(place) == "consortium" else None


def _place_of(body: Body) -> tuple[int, int | None]:
    return body.authority_id, body.consortium_id


def _invite(meeting: Meeting, where: Where, today: date) -> None:
    invited = guests(where, max(today, timezone.localdate(meeting.starts_at)))
    posts = {each.person: each.post for each in invited}
    for person in {meeting.chair_id, meeting.recorder_id} - posts.keys():
        posts[person] = posts_of([person], today).get(person, "")
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person_id=person, post=post) for person, post in posts.items()
    )


def _set_agenda(meeting: Meeting, lines: Sequence[str], today: date) -> None:
    items = [AgendaItem(meeting=meeting, title=each[:200]) for each in lines]
    late = overdue_of(meeting, today)
    items += [
        AgendaItem(meeting=meeting, title=f"督办：{each.title}"[:200], task=each) for each in late
    ]
    for number, each in enumerate(items, start=1):
        each.number = number
    AgendaItem.objects.bulk_create(items)
