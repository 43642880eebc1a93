"""Ask the one above to look at a decision again (申诉)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.engine.days import working_day_after
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Case, Seat
from ..models.cases import CaseState
from ..queries.starting import is_own
from .moving import enter
from .standing import kind_of, locked
from .turns import turn


@transaction.atomic
def appeal(case: Case, words: str, *, actor: Actor, now: datetime) -> Case:
    """Appeal against a decision; the case goes to whoever the kind of case names for it.

    Raises:
        Refused("not-your-case"): only who asked may appeal.
        Refused("no-appeal"): the kind knows none, or not after such a decision.
        Refused("appealed-already"): once is all there is.
        Refused("appeal-is-late"): the days for it are over.
        Refused("opinion-is-needed"): it says nothing.
    """
    case = locked(case)
    if not is_own(case, actor):
        raise Refused("not-your-case")
    today = timezone.localdate(now)
    kind = kind_of(case, today)
    asked = [CaseState.REFUSED]
    if kind.appeal_always:
        asked += [CaseState.APPROVED, CaseState.EXECUTING]
    if case.turns.filter(verb="appeal").exists():
        raise Refused("appealed-already")
    if kind.appeal is None or case.state not in asked or case.decided_on is None:
        raise Refused("no-appeal", name=kind.name)
    last = working_day_after(case.decided_on, kind.appeal_days)
    if today > last:
        raise Refused("appeal-is-late", day=last)
    if len(words.strip()) < 5:
        raise Refused("opinion-is-needed")
    before = fingerprint(case)
    left = case.seats.filter(state__in=[Seat.State.WAITING, Seat.State.LENT_OUT])
    left.exclude(kind=Seat.Kind.COPY).update(state=Seat.State.NOT_NEEDED)
    turn(case, "appeal", actor=actor, now=now, words=words.strip(), step="")
    case.round += 1
    case.outcome = {**case.outcome, "amended": False}
    enter(case, kind.appeal, actor=actor, now=now)
    write("appeal-case", case, actor=actor, before=before, note={"case": case.label})
    return case
