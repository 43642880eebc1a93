"""Hold a roll-over, and with it everything else of its authority, until an act is over."""

from __future__ import annotations

from collections.abc import Collection

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...models import Rollover


def held(one: Rollover, *, states: Collection[str]) -> Rollover:
    """The roll-over as it stands now.

    Raises:
        Refused("rollover-is-over"): it is in none of the states in which that can be done.
    """
    authority = Authority.objects.select_for_update().get(pk=one.authority_id)
    found = Rollover.objects.select_for_update().get(pk=one.pk)
    found.authority = authority
    if found.state not in states:
        raise Refused("rollover-is-over", state=found.get_state_display())
    return found


def own(one: Rollover, *, actor: Actor, states: Collection[str]) -> Rollover:
    """The same for whoever may go on with it: who proposed it, or what a program proposed.

    Raises:
        Refused("rollover-is-over"): see `held`.
        Refused("rollover-not-yours"): somebody else proposed it.
    """
    found = held(one, states=states)
    if found.by != actor.account and found.account_id is not None:
        raise Refused("rollover-not-yours", by=found.by)
    return found
