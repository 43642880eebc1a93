"""Look after a child until it is settled where it goes to school; look at a pupil's schooling."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Pupil
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ...models import TraceLook, Watch, WatchStep
from ...queries.following.trace import PURPOSES, pupil_seen
from ...queries.following.watches import may_act

SHORTEST = 5  # characters of a note or reason
FOR = timedelta(minutes=30)


@transaction.atomic
def add_step(
    watch: Watch, kind: str, note: str, *, actor: Actor, now: datetime
) -> WatchStep:  # fmt: skip
    """Note what was done for a child; whoever does it first is responsible from then on.

    Raises:
        Refused("not-your-place"), Refused("watch-is-settled"), Refused("done-in-person"): as
            `_held`.
        Refused("note-too-short"): it does not say what came of it.
        Refused("unknown-step"): it is none of the steps there are.
    """
    row, person = _held(watch, actor, now)
    if kind not in WatchStep.Kind.values:
        raise Refused("unknown-step")
    if len("".join(note.split())) < SHORTEST:
        raise Refused("note-too-short", count=SHORTEST)
    if row.person_id is None:
        row.person_id = person
        row.save(update_fields=["person"])
    made = WatchStep.objects.create(
        watch=row, kind=kind, note=note.strip(), person_id=person, post=actor.post[:80], at=now
    )
    write("step-for-child", row, actor=actor, note={"step_kind": made.get_kind_display()})
    return made


@transaction.atomic
def settle_watch(watch: Watch, ground: str, reason: str, *, actor: Actor, now: datetime) -> Watch:
    """Say where the child goes to school, or why it does not, with the reason; that ends it.

    Raises:
        Refused("not-your-place"), Refused("watch-is-settled"), Refused("done-in-person"): as
            `_held`.
        Refused("unknown-ground"): it is none of the grounds there are.
        Refused("note-too-short"): no reason that could be checked later.
    """
    row, person = _held(watch, actor, now)
    if ground not in Watch.Ground.values:
        raise Refused("unknown-ground")
    if len("".join(reason.split())) < SHORTEST:
        raise Refused("note-too-short", count=SHORTEST)
    row.ground, row.reason = ground, reason.strip()
    row.settled_by_id, row.settled_at = person, now
    row.save(update_fields=["ground", "reason", "settled_by", "settled_at"])
    write("settle-child", row, actor=actor, note={"ground": row.get_ground_display()})
    return row


@transaction.atomic
def look_at_trace(pupil: Pupil, purpose: str, *, actor: Actor, now: datetime) -> TraceLook:
    """Open the schooling of a pupil for half an hour, for a purpose.

    Raises:
        Refused("done-in-person"): a program, or an account of nobody.
        Refused("not-your-school"): the pupil is at none of the actor's own schools.
        Refused("purpose-unknown"): no purpose of the list was chosen.
    """
    if actor.everywhere or actor.person is None:
        raise Refused("done-in-person")
    if pupil_seen(pupil.pk, seen_by=actor, on=timezone.localdate(now)) is None:
        raise Refused("not-your-school")
    if purpose not in PURPOSES:
        raise Refused("purpose-unknown")
    made = TraceLook.objects.create(
        pupil=pupil, person_id=actor.person, purpose=purpose, at=now, until=now + FOR
    )
    write("look-at-schooling", pupil, actor=actor, note={"purpose": PURPOSES[purpose].zh})
    return made


def _held(watch: Watch, actor: Actor, now: datetime) -> tuple[Watch, int]:
    """The child's row, held, and who acts.

    Raises:
        Refused("done-in-person"): a program, or an account of nobody.
        Refused("not-your-place"): it is looked after by others.
        Refused("watch-is-settled"): it is settled.
    """
    rows = Watch.objects.select_for_update(of=("self",)).select_related("authority")
    row = rows.get(pk=watch.pk)
    if actor.everywhere or actor.person is None:
        raise Refused("done-in-person")
    if not may_act(row, actor, timezone.localdate(now)):
        raise Refused("not-your-place", name=row.authority.name)
    if row.settled_at is not None:
        raise Refused("watch-is-settled")
    return row, actor.person
