"""What acts after a result begin with."""

from __future__ import annotations

from datetime import datetime

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused

from ...models import Application, Outcome, Round
from ...queries.placing import Told, is_released, told
from ...queries.telling.family import own_applications


def own(application: Application, *, actor: Actor, now: datetime) -> Told:
    """The released place of one's own child; its round is held until the transaction ends.

    Raises:
        Refused("not-your-child"): somebody else speaks for the child.
        Refused("not-told-yet"): no result is released.
    """
    hold_own(application, actor)
    placement = told(now).filter(application=application).first()
    if placement is None:
        raise Refused("not-told-yet")
    return placement


def hold_own(application: Application, actor: Actor) -> None:
    """The round of one's own child is held until the transaction ends.

    Raises:
        Refused("not-your-child"): somebody else speaks for the child.
    """
    if not own_applications(seen_by=actor).filter(pk=application.pk).exists():
        raise Refused("not-your-child")
    Round.objects.select_for_update().get(pk=application.round_id)


def still_released(outcome: Outcome, now: datetime) -> Outcome:
    """The result, its round held until the transaction ends.

    Raises:
        Refused("not-told-yet"): no result is released.
    """
    Round.objects.select_for_update().get(pk=outcome.round_id)
    if not is_released(outcome, now):
        raise Refused("not-told-yet")
    return outcome
