"""Propose a batch of what is due, and release it by a second person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Authority
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...engine.privacy.retention import counted, held_back
from ...models import Erasure, ErasureItem
from ...queries.privacy.batches import CHANGE, CONFIRM, may, open_batch
from ...queries.privacy.due import due
from ...queries.privacy.settings import privacy_of


@transaction.atomic
def propose(authority: Authority, *, actor: Actor, now: datetime) -> Erasure:
    """Put together what is due today and not held back; nothing is deleted yet.

    Raises:
        Refused("not-your-place"): the actor does not decide for this authority.
        Refused("batch-is-open"): one is proposed or being carried out.
        Refused("nothing-due"): nothing is, or all of it is held back.
    """
    if not may(actor, CHANGE, authority.pk):
        raise Refused("not-your-place", name=authority.name)
    Authority.objects.select_for_update().get(pk=authority.pk)
    if open_batch(authority) is not None:
        raise Refused("batch-is-open")
    found = due(authority, timezone.localdate(now))
    counts = counted(found)
    if not counts:
        raise Refused("nothing-due")
    held = [each.plain() for each in held_back(found)]
    is_clock = actor.everywhere
    made = Erasure.objects.create(
        authority=authority,
        held=held,
        automatic=is_clock,
        person_id=None if is_clock else actor.person,
        proposed_at=now,
        released_at=now if is_clock else None,
    )
    ErasureItem.objects.bulk_create(
        [ErasureItem(erasure=made, kind=e.kind, row=e.row) for e in found if e.held is None],
        batch_size=1000,
    )
    write("propose-erasure", made, actor=actor, note={**counts, "held": sum_of(held)})
    return made


def sum_of(held: list[dict[str, object]]) -> int:
    """How many things are held back."""
    return sum(int(str(each["count"])) for each in held)


@transaction.atomic
def release(found: Erasure, *, actor: Actor, now: datetime) -> Erasure:
    """Let a batch be carried out; somebody else than who proposed it.

    Raises:
        Refused("not-your-place"): the actor does not decide for this authority.
        Refused("batch-is-over"): it was released or taken back before.
        Refused("release-by-another"): the same person proposed it.
    """
    erasure = _held(found, CONFIRM, actor)
    if erasure.person_id == actor.person:
        raise Refused("release-by-another")
    before = fingerprint(erasure)
    erasure.second_id, erasure.released_at = actor.person, now
    erasure.save(update_fields=["second", "released_at"])
    write("release-erasure", erasure, actor=actor, before=before)
    return erasure


@transaction.atomic
def take_back(found: Erasure, *, actor: Actor) -> None:
    """Take a batch back that is not released; what is due stays due.

    Raises:
        Refused("not-your-place"), Refused("batch-is-over"): as `release`.
    """
    erasure = _held(found, CHANGE, actor)
    write("take-erasure-back", erasure, actor=actor, note={"rows": erasure.items.count()})
    erasure.delete()


def is_automatic(authority: Authority, now: datetime) -> bool:
    """Does the profile let the clock delete what is due?"""
    return privacy_of(authority, timezone.localdate(now)).automatic


def _held(found: Erasure, permission: str, actor: Actor) -> Erasure:
    rows = Erasure.objects.select_for_update(of=("self",)).select_related("authority")
    erasure = rows.filter(pk=found.pk).first()
    if erasure is None or erasure.released_at is not None:
        raise Refused("batch-is-over")
    if actor.everywhere or not may(actor, permission, erasure.authority_id):
        raise Refused("not-your-place", name=erasure.authority.name)
    return erasure
