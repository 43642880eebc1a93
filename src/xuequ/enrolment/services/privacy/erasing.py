"""Carry out a released batch, piece by piece, so that a kill at any moment loses nothing.

Every piece is one transaction with one line in the record.  A thing that is held back by now is
left and noted so; one that is gone already counts as deleted.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Authority, Registrant
from xuequ.kernel.actors import Actor, program
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ...models import Application, Child, Erasure, ErasureItem
from ...queries.privacy.batches import open_batch
from ...queries.privacy.due import lone_parents
from ...queries.privacy.held import busy_people, held_applications, held_children
from . import wiping
from .releasing import is_automatic, propose

PIECE = 100
CLOCK = program("enrolment.erase")
log = logging.getLogger("xuequ.runs")
State = ErasureItem.State
OF_APPLICATIONS = {
    "draft": wiping.wipe_draft,
    "papers": wiping.wipe_papers,
    "unplaced": wiping.wipe_application,
    "placed": wiping.wipe_application,
}


def erase_by_the_clock(now: datetime) -> Text:
    """Carry out what is released everywhere; where the profile says so, release what is due.

    Raises:
        Refused("erasure-broke-off"): of some authorities it did; all others were seen to.
    """
    done = waiting = 0
    broken: list[str] = []
    for authority in Authority.objects.order_by("pk"):
        try:
            batch = _of(authority, now)
            if batch is not None and batch.released_at is not None:
                done += carry_out(batch, now=now)
            elif batch is not None:
                waiting += 1
        except Exception:
            log.exception("deletion of authority %s", authority.pk)
            broken.append(authority.name)
    if broken:
        raise Refused("erasure-broke-off", names="、".join(broken), count=done)
    return Text(
        f"到期删除{done}项，待第二人批准的批次{waiting}个。",
        f"{done} things were deleted when due; {waiting} batches wait for a second person.",
    )


def _of(authority: Authority, now: datetime) -> Erasure | None:
    """The open batch of an authority, one that is due by itself included."""
    batch = open_batch(authority)
    if batch is None and is_automatic(authority, now):
        batch = _proposed(authority, now)
    return batch


def carry_out(erasure: Erasure, *, now: datetime, actor: Actor = CLOCK) -> int:
    """Delete everything of a released batch that is not held back; says how many things."""
    done = 0
    while (count := _piece(erasure.pk, actor, now)) is not None:
        done += count
    return done


@transaction.atomic
def _piece(pk: int, actor: Actor, now: datetime) -> int | None:
    """The next things of a batch; none when nothing was left and the batch is closed."""
    erasure = Erasure.objects.select_for_update().get(pk=pk)
    if erasure.released_at is None or erasure.done_at is not None:
        return None
    items = list(erasure.items.filter(state=State.DUE).order_by("pk")[:PIECE])
    if not items:
        erasure.done_at = now
        erasure.save(update_fields=["done_at"])
        counts = {each.value: erasure.items.filter(state=each).count() for each in State}
        write("end-erasure", erasure, actor=actor, note={k: v for k, v in counts.items() if v})
        return None
    done = sum(_erased(each, now) for each in items)
    ErasureItem.objects.bulk_update(items, ["state"])
    write("erase", erasure, actor=actor, note={"rows": done, "kept": len(items) - done})
    return done


def _erased(item: ErasureItem, now: datetime) -> bool:
    """Delete one thing unless it is held back by now."""
    today = timezone.localdate(now)
    if item.kind in OF_APPLICATIONS:
        is_done = _application(item, now)
    elif item.kind == "child":
        child = Child.objects.filter(pk=item.row, applications=None).first()
        is_done = child is None or not held_children({child.pk}, today)
        if child is not None and is_done:
            wiping.wipe_lone_child(child, now)
    else:
        is_done = _guardian(item, now)
    item.state = State.DONE if is_done else State.KEPT
    return is_done


def _application(item: ErasureItem, now: datetime) -> bool:
    rows = Application.objects.select_for_update(of=("self",)).select_related("child")
    row = rows.filter(pk=item.row, erased_at=None).first()
    if row is None:
        return True
    if item.kind == "draft" and row.version:
        return False  # it was handed in meanwhile
    if held_applications([row], timezone.localdate(now), kind=item.kind):
        return False
    OF_APPLICATIONS[item.kind](row, now)
    return True


def _guardian(item: ErasureItem, now: datetime) -> bool:
    row = Registrant.objects.filter(pk=item.row).select_related("person").first()
    if row is None or row.until is not None:
        return True
    if not lone_parents(row.person.authority).filter(pk=row.pk).exists():
        return False
    if busy_people({row.person_id}):
        return False
    wiping.wipe_guardian(row, now)
    return True


def _proposed(authority: Authority, now: datetime) -> Erasure | None:
    try:
        return propose(authority, actor=CLOCK, now=now)
    except Refused as refused:
        if refused.code != "nothing-due":
            raise
        return None
