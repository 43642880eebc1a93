"""What every act on a round begins with, and what a change does to its rules."""

from __future__ import annotations

from datetime import datetime

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ..models import Round
from ..queries.access import CHANGE, may
from ..queries.preparing import current, is_open

SHORTEST = 10  # characters of a reason


def held(found: Round, permission: str, *, actor: Actor) -> Round:
    """The round, held until the transaction ends.

    Raises:
        Refused("not-your-place"): the actor does not prepare rounds of this authority.
    """
    rows = Round.objects.select_for_update(of=("self",)).select_related("authority")
    row = rows.get(pk=found.pk)
    if not may(actor, permission, row.authority_id):
        raise Refused("not-your-place", name=row.authority.name)
    return row


def changing(found: Round, *, actor: Actor, now: datetime) -> Round:
    """The round, held and still to be changed.

    Raises:
        Refused("not-your-place"): as `held`.
        Refused("enrolment-is-open"): it has opened; nothing about it is changed any more.
    """
    row = held(found, CHANGE, actor=actor)
    if is_open(row, now):
        raise Refused("enrolment-is-open", name=row.name)
    return row


def in_person(actor: Actor) -> int:
    """The person who acts.

    Raises:
        Refused("done-in-person"): a program, or an account of nobody.
    """
    if actor.everywhere or actor.person is None:
        raise Refused("done-in-person")
    return actor.person


def end_rules(found: Round, now: datetime) -> bool:
    """Rules that were made hold no longer, for what they were made of has changed."""
    rule_set = current(found)
    if rule_set is None:
        return False
    rule_set.ended_at = now
    rule_set.save(update_fields=["ended_at"])
    return True
