"""Take a roll-over back as a whole, while nothing was built on it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import Rollover
from ...queries.built import built_on
from ..undoing import take_back
from .locking import held
from .proposing import forget


@transaction.atomic
def revert_rollover(one: Rollover, *, actor: Actor) -> Rollover:
    """Everybody sits again where they did; classes and seats that it made are gone.

    Raises:
        Refused("rollover-is-over"): it is not carried out, or was reverted already.
        Refused("rollover-built-on"): something was built on it since.
    """
    one = held(one, states=(Rollover.State.DONE,))
    if built := built_on(one):
        what = [f"{each.what} {each.count}" for each in built]
        raise Refused("rollover-built-on", what=what)
    take_back(one)
    forget(one)
    one.state, one.undone_at, one.undone_by = Rollover.State.UNDONE, timezone.now(), actor.account
    one.save(update_fields=["state", "undone_at", "undone_by"])
    note: dict[str, object] = {"year": one.year, "digest": one.digest, **one.counts}
    write("revert-rollover", one, actor=actor, note=note)
    return one
