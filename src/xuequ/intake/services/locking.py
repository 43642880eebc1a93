"""Hold an import, and with it every other of its authority, until an act is over."""

from __future__ import annotations

from collections.abc import Collection

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ..models import Import

OPEN = (Import.State.GIVEN, Import.State.FAULTY, Import.State.READY, Import.State.WAITING)


def locked(one: Import, *, actor: Actor, states: Collection[str] = OPEN) -> Import:
    """The import as it stands now, held with its authority until the transaction ends.

    Raises:
        Refused("import-not-yours"): somebody else brought it.
        Refused("import-is-over"), Refused("import-at-work"): see `held`.
    """
    found = held(one, states=states)
    if found.by != actor.account:
        raise Refused("import-not-yours", by=found.by)
    return found


def held(one: Import, *, states: Collection[str], by_run: bool = False) -> Import:
    """The same for an import whoever brought it.

    Args:
        by_run: it is its own run that asks.

    Raises:
        Refused("import-is-over"): it is in none of the states in which that can be done.
        Refused("import-at-work"): its run is on the way.
    """
    Authority.objects.select_for_update().get(pk=one.authority_id)
    found = Import.objects.select_for_update().get(pk=one.pk)
    found.authority = one.authority
    if is_at_work(found) and not by_run:
        raise Refused("import-at-work")
    if found.state not in states:
        raise Refused("import-is-over", state=found.get_state_display())
    return found


def is_at_work(one: Import) -> bool:
    """Is a run of it waiting or on its way?"""
    return one.run is not None and not one.run.is_over
