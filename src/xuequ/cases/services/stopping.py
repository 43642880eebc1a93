"""End what cannot go on (终止): by the office, with a reason, or because a place is gone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Case, Seat
from ..models.cases import OPEN, CaseState
from ..queries.parties import holders
from ..queries.starting import may_stop
from .standing import locked
from .telling import tell
from .turns import turn

LEAST_REASON = 2  # characters


@transaction.atomic
def stop_case(case: Case, words: str, *, actor: Actor, now: datetime) -> Case:
    """End a case that cannot or need not go on; its history and what was carried out stay.

    Who asked, who has it now and who has had a say are told.

    Raises:
        Refused("not-yours-to-end"): only the authority's office and its leaders end cases.
        Refused("case-has-ended"): it has ended already.
        Refused("opinion-is-needed"): no reason is given.
    """
    case = locked(case)
    if not may_stop(case, actor):
        raise Refused("not-yours-to-end")
    if case.state not in OPEN:
        raise Refused("case-has-ended", state=case.get_state_display())
    if len(words.strip()) < LEAST_REASON:
        raise Refused("opinion-is-needed")
    before = fingerprint(case)
    told = _concerned(case, timezone.localdate(now))
    open_seats = case.seats.filter(state__in=[Seat.State.WAITING, Seat.State.LENT_OUT])
    open_seats.exclude(kind=Seat.Kind.COPY).update(state=Seat.State.NOT_NEEDED)
    turn(case, "stopped", actor=actor, now=now, words=words.strip())
    case.state, case.due, case.is_late = CaseState.STOPPED, None, False
    case.save()
    write("stop-case", case, actor=actor, before=before, note={"case": case.label})
    by = Person.objects.filter(pk=actor.person or 0).first()
    for person in told:
        tell(person, case, "已终止，理由见事项页", "was ended; the page says why", by=by)
    return case


def _concerned(case: Case, on: date) -> list[Person]:
    found = set()
    if case.started_by_id is not None:
        found.add(case.started_by_id)
    seats = case.seats.exclude(kind=Seat.Kind.COPY)
    found |= set(seats.filter(acted_by__isnull=False).values_list("acted_by", flat=True))
    for seat in seats.filter(state=Seat.State.WAITING):
        found |= set(holders(seat, on).values_list("pk", flat=True))
    return list(Person.objects.filter(pk__in=found).order_by("pk"))
