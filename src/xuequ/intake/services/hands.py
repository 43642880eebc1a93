"""Two hands: who may confirm what somebody else brought or proposed."""

from __future__ import annotations

from xuequ.kernel.actors import Actor

from ..models import Import, Rollover


def is_second(actor: Actor, one: Import | Rollover) -> bool:
    """Is it another person who acts, and a person at all?

    Neither the account that began it nor another account of the same person is a second hand,
    nor is the command line, behind which anybody may sit.
    """
    first = None if one.account is None else one.account.person_id
    is_same = actor.account == one.by or (first is not None and first == actor.person)
    return not (actor.everywhere or is_same)
