"""Count a meeting for the duty it fulfils, in the work ledger."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.ledger.models import Entry
from xuequ.ledger.queries.claiming import For
from xuequ.ledger.services.entries import hand_in
from xuequ.ledger.services.keeping import NewEntry

from ..models import Meeting
from ..queries.meeting_kinds import kind_in, sort_of
from ..queries.meetings import CAME, acts_for
from .meetings import locked

SPACE = uuid.UUID("6d1f8e54-2a41-4c0e-9b8e-0d7a3f5c9a10")


@transaction.atomic
def count_meeting(meeting: Meeting, *, actor: Actor, today: date) -> Entry:
    """Hand a meeting with confirmed minutes in for the duty its kind stands for, once.

    Raises:
        Refused("not-your-place"): the actor does not act for the place.
        Refused("minutes-not-confirmed"): they are not confirmed yet.
        Refused("counts-for-nothing"): no duty asks for such a meeting.
        Refused: what `hand_in` refuses.
    """
    meeting = locked(meeting)
    if not acts_for(actor, meeting.place):
        raise Refused("not-your-place", name=str(meeting.place))
    if meeting.state != Meeting.State.CONFIRMED:
        raise Refused("minutes-not-confirmed")
    kind = kind_in(meeting)
    if kind is None or not kind.duty:
        raise Refused("counts-for-nothing")
    came = meeting.invitations.filter(attendance__in=CAME)
    resolved = [each.words for each in meeting.resolutions.order_by("number")]
    new = NewEntry(
        artefact="meeting",
        title=meeting.title,
        happened_on=timezone.localdate(meeting.starts_at),
        duties=[For(kind.duty, sort_of(meeting.place), meeting.place.pk)],
        words="\n".join(each.title for each in meeting.items.order_by("number")),
        place=meeting.venue,
        fields={
            "chaired_by": meeting.chair.name,
            "attendance": came.count(),
            "resolutions": "\n".join(resolved)[:4000],
        },
        people=list(came.values_list("person", flat=True)),
        key=uuid.uuid5(SPACE, str(meeting.pk)),
        is_synthetic=meeting.is_synthetic,
    )
    return hand_in(new, meeting.authority, actor=actor, today=today)


def counted(meeting: Meeting) -> Entry | None:
    """The entry of the ledger a meeting was handed in as, if it was."""
    return Entry.objects.filter(key=uuid.uuid5(SPACE, str(meeting.pk))).first()
