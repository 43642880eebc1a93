"""What the other applications of a child mean for one that is to begin."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...models import Application, Round
from ...queries.applying.free import is_unsent
from ...queries.placing import told
from ...queries.telling.seats import seat_of
from .holding import take_back


def check_others(
    others: QuerySet[Application], found: Round, *, actor: Actor, now: datetime
) -> None:
    """Another application that holds the child keeps it out, and so does a place.

    One that was not handed in before its round closed holds nobody, and is withdrawn.

    Raises:
        Refused("applies-elsewhere"): one of another round of the year and stage is not over.
        Refused("has-a-place"): another round has given the child a place.
        Refused("complement-only"): it ended without a place; only what completes a round is left.
    """
    for other in others.select_related("round").select_for_update(of=("self",)):
        if other.unplaced_at is not None and found.complement_of_id is not None:
            continue
        if now >= other.round.closes and is_unsent(other):
            take_back(other, actor=actor, now=now)
            continue
        if other.unplaced_at is None:
            placement = told(now).filter(application=other).first()
            if placement is not None and (school := seat_of(placement)) is not None:
                raise Refused("has-a-place", school=school.name)
            raise Refused("applies-elsewhere", name=other.round.name)
        raise Refused("complement-only", name=found.name)
