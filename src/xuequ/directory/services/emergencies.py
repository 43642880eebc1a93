"""What the security administrator stops at once, with a reason that is recorded."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Account, Delegation, Holding
from .people.appointments import end_holding, withdraw_appointment
from .people.checks import check_not_oneself
from .security.attempts import unlock_account


@transaction.atomic
def stop_delegation(
    delegation: Delegation, *, reason: str, actor: Actor, today: date
) -> Delegation:
    """Take a lent post back in the holder's place.

    Raises:
        Refused("already-ended"): it has ended or was revoked.
        Refused("not-on-yourself"): it was lent to the actor.
    """
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    check_not_oneself(delegation.person, actor)
    ended = delegation.revoked_on or delegation.until
    if ended <= today:
        raise Refused("already-ended", until=ended)
    before = fingerprint(delegation)
    delegation.revoked_on = today
    delegation.save(update_fields=["revoked_on"])
    write("revoke-delegation", delegation, actor=actor, before=before, note={"reason": reason})
    return delegation


def stop_holding(holding: Holding, *, reason: str, actor: Actor, today: date) -> None:
    """End somebody's post from today on; one that begins today or later is withdrawn.

    Raises:
        Refused: see `end_holding` and `withdraw_appointment`.
    """
    if holding.since >= today:
        withdraw_appointment(holding, today=today, actor=actor, reason=reason)
    else:
        end_holding(holding, until=today, actor=actor, reason=reason)


def unlock(account: Account, *, actor: Actor) -> None:
    """Let an account in again that failed attempts have locked.

    Raises:
        Refused("not-on-yourself"): it is the actor's own account.
        Refused("not-locked"): it is not locked.
    """
    check_not_oneself(account.person, actor)
    unlock_account(account, actor=actor)
