"""Note who came to school, and fix by when everybody has to have."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Arrival, ArrivalTerms, Round
from ...queries.access import CHANGE
from ...queries.following.arrivals import awaited
from ..guards import held

LONGEST = timedelta(days=60)


@transaction.atomic
def settle_arrival(
    found: Round, day: date, until: date, *, actor: Actor, now: datetime
) -> ArrivalTerms:
    """Fix from which day children of a round come, and after which day they are looked for.

    Raises:
        Refused("not-your-place"): the actor does not prepare rounds of this authority.
        Refused("arrival-ends-oddly"): the last day lies before the first, or months after it.
    """
    row = held(found, CHANGE, actor=actor)
    if not day <= until <= day + LONGEST:
        raise Refused("arrival-ends-oddly", most=LONGEST.days)
    said = {"day": day, "until": until, "person_id": actor.person, "set_at": now}
    made, _ = ArrivalTerms.objects.update_or_create(round=row, defaults=said)
    write("settle-arrival", made, actor=actor, note={"until": until.isoformat()})
    return made


@transaction.atomic
def note_arrivals(
    found: Round, was: Collection[int], came: Collection[int], on: date,
    *, actor: Actor, now: datetime,
) -> tuple[int, int]:  # fmt: skip
    """Note who of the children on a page has come; a mark made by mistake is taken back.

    What others have changed since the page was shown stays as they left it.

    Args:
        was, came: primary keys of applications, noted so when the page was shown, and now.

    Returns:
        How many marks are new, and how many were taken back.

    Raises:
        Refused("not-your-child-here"): one of them has no place at the actor's own schools.
        Refused("came-in-future"): the day is still to come.
        Refused("nothing-changed"): it is noted so already.
    """
    Round.objects.select_for_update().get(pk=found.pk)
    mine = {e.application: e.seat for e in awaited(found, seen_by=actor, now=now)}
    if (set(was) | set(came)) - mine.keys():
        raise Refused("not-your-child-here")
    if on > timezone.localdate(now) + timedelta(days=1):
        raise Refused("came-in-future")
    rows = Arrival.objects.filter(application__in={*was, *came})
    known = set(rows.values_list("application", flat=True))
    new, gone = set(came) - set(was) - known, (set(was) - set(came)) & known
    if not new and not gone:
        raise Refused("nothing-changed")
    Arrival.objects.filter(application__in=gone).delete()
    for pk in sorted(new):
        Arrival.objects.create(
            application_id=pk, school_id=mine[pk], on=on, person_id=actor.person, at=now
        )
    note = {"children": len(new), "taken_back": len(gone)}
    write("note-arrivals", found, actor=actor, note=note)
    return len(new), len(gone)
