"""Fix how the applications of a round are checked, before the first is read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...engine.checking.former import MOST_YEARS
from ...models import Check, CheckSettings, Round
from ...queries.access import may
from ...queries.checking.items import digest_of, standard_for
from ...queries.checking.scope import CONFIRM
from ...queries.preparing import is_open


@dataclass(frozen=True, slots=True)
class NewSettings:
    """What the bureau settles: percent read twice, years of a seat lock (none: no locks)."""

    share: int
    lock_years: int | None = None
    siblings_exempt: bool = True


@transaction.atomic
def set_checks(found: Round, new: NewSettings, *, actor: Actor, now: datetime) -> CheckSettings:
    """Fix share, seed, seat locks and standard for a round; seat locks before it opens.

    Raises:
        Refused("not-your-place"): the actor does not check for this authority.
        Refused("checks-have-begun"): an application has been read already.
        Refused("share-out-of-range"), Refused("lock-years-out-of-range"): no such number.
        Refused("locks-are-fixed"): families apply already, and seat locks would be others.
    """
    row = held_round(found, actor=actor)
    if Check.objects.filter(application__round=row).exists():
        raise Refused("checks-have-begun")
    if not 0 <= new.share <= 100:
        raise Refused("share-out-of-range", share=new.share)
    if new.lock_years is not None and not 1 <= new.lock_years <= MOST_YEARS:
        raise Refused("lock-years-out-of-range", years=new.lock_years, most=MOST_YEARS)
    known = CheckSettings.objects.filter(round=row).first()
    if is_open(row, now) and _locks(new) != _locks(known):
        raise Refused("locks-are-fixed", name=row.name)
    seed = secrets.token_hex(32)
    values = {
        "share": new.share,
        "seed": seed,
        "seed_digest": sha256(seed.encode()).hexdigest(),
        "standard": digest_of(standard_for(row)),
        "lock_years": new.lock_years,
        "siblings_exempt": new.siblings_exempt,
        "person_id": actor.person,
        "set_at": now,
    }
    settings, _is_new = CheckSettings.objects.update_or_create(round=row, defaults=values)
    note = {
        "share": new.share,
        "lock_years": new.lock_years or 0,
        "seed_digest": settings.seed_digest,
        "standard": settings.standard,
    }
    write("set-checks", settings, actor=actor, note=note)
    return settings


def _locks(said: NewSettings | CheckSettings | None) -> tuple[int, bool] | None:
    """How seats are locked; none where they are not, as long as nothing else was settled."""
    if said is None or said.lock_years is None:
        return None
    return said.lock_years, said.siblings_exempt


def held_round(found: Round, *, actor: Actor) -> Round:
    """The round, held until the transaction ends, for whoever checks its applications.

    Raises:
        Refused("not-your-place"): the actor does not check for this authority.
    """
    rows = Round.objects.select_for_update(of=("self",)).select_related("authority")
    row = rows.get(pk=found.pk)
    if not may(actor, CONFIRM, row.authority_id):
        raise Refused("not-your-place", name=row.authority.name)
    return row


def settled(found: Round) -> CheckSettings:
    """The settings of a round.

    Raises:
        Refused("checks-not-settled"): share and locks have not been fixed.
        Refused("standard-has-changed"): points or conditions are not those fixed with them.
    """
    settings = CheckSettings.objects.filter(round=found).first()
    if settings is None:
        raise Refused("checks-not-settled")
    if settings.standard != digest_of(standard_for(found)):
        raise Refused("standard-has-changed", day=settings.set_at.date())
    return settings
