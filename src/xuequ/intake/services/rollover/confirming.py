"""Carry a roll-over out: all of it, just as it was shown, by two people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import (
    Account,
    ClassTeacher,
    Guardianship,
    Pupil,
    SchoolClass,
    Timetable,
)
from xuequ.directory.services.rising import (
    ClassAt,
    Handover,
    end_seats,
    end_timetables,
    hand_over,
    move_on,
    open_classes,
)
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.seal import digest
from xuequ.kernel.text import Text
from xuequ.record.journal import listening
from xuequ.record.services import write

from ...engine.rollover import Outcome
from ...engine.rollover.types import UNMOVED
from ...models import RolledRow, Rollover
from ...queries.rollover.scope import OPEN
from ...queries.rollover.worked import Worked, worked
from ...queries.written import heard, pieces
from ..hands import is_second
from ..keeping import rolled
from ..trying import Progress, quiet
from .locking import held, own
from .proposing import renewed
from .seats import at, check_seats

CHUNK = 5_000  # pupils moved, and their rows kept, at once
WRITES = (SchoolClass, Pupil, Guardianship, ClassTeacher, Timetable)
READY, WAITING = Rollover.State.READY, Rollover.State.WAITING


class Stale(Exception):
    """The data is no longer what the proposal was made from."""


@transaction.atomic
def ask_second(one: Rollover, *, actor: Actor) -> Rollover:
    """Let somebody else confirm the roll-over.

    Raises:
        Refused("rollover-unmoved"): somebody is not moved, and nobody said that this is right.
        Refused("rollover-is-over"), Refused("rollover-not-yours"): see `own`.
    """
    one = own(one, actor=actor, states=(READY,))
    _check_everybody(one)
    one.state, one.asked_at = WAITING, timezone.now()
    one.save(update_fields=["state", "asked_at"])
    write("ask-second-rollover", one, actor=actor, note=_note(one))
    return one


@transaction.atomic
def refuse_rollover(one: Rollover, *, actor: Actor) -> Rollover:
    """As the second person, say no: whoever proposed it may change it and ask again.

    Raises:
        Refused("rollover-is-over"): it no longer waits.
        Refused("rollover-second-is-first"): the second person is the first.
    """
    one = held(one, states=(WAITING,))
    _check_hands(one, actor)
    one.state, one.asked_at = READY, None
    one.save(update_fields=["state", "asked_at"])
    write("refuse-rollover", one, actor=actor, note=_note(one))
    return one


def commit_rollover(one: Rollover, *, actor: Actor, progress: Progress = quiet) -> Rollover:
    """As the second person, write what was proposed, in one transaction.

    Raises:
        Refused("rollover-data-changed"): the data has changed since; it is worked out anew.
        Refused("rollover-needs-second"): nobody was asked to confirm it yet.
        Refused("rollover-second-is-first"): the second person is the first.
        Refused("rollover-unmoved"): somebody is not moved, and nobody said that this is right.
        Refused("rollover-without-seat"): somebody would go to a school that gave it no seat.
        Refused("rollover-is-over"): it was carried out already, or given up.
    """
    try:
        return _commit(one, actor, progress)
    except Stale:
        with transaction.atomic():
            renewed(held(one, states=OPEN))
        raise Refused("rollover-data-changed") from None


@transaction.atomic
def _commit(one: Rollover, actor: Actor, progress: Progress) -> Rollover:
    one = held(one, states=OPEN)
    if one.state != WAITING:
        raise Refused("rollover-needs-second")
    _check_hands(one, actor)
    _check_everybody(one)
    progress(0.02, Text("正在核对数据", "comparing the data with the proposal"))
    found = worked(one)
    digests = found.digests()
    now = [[pk, digests.get(pk, "")] for pk in one.schools.order_by("school_id").values_list(
        "school_id", flat=True)]  # fmt: skip
    if digest(now) != one.digest:
        raise Stale
    _write(one, found, progress)
    one.state, one.done_at = Rollover.State.DONE, timezone.now()
    one.second = Account.objects.filter(username=actor.account).first()
    one.act = write("commit-rollover", one, actor=actor, note=_note(one)).number
    one.save()
    return one


def _check_hands(one: Rollover, actor: Actor) -> None:
    """It is confirmed by another person than the one who proposed it."""
    if not is_second(actor, one):
        raise Refused("rollover-second-is-first")


def _check_everybody(one: Rollover) -> None:
    if count := one.counts.get("open", 0):
        raise Refused("rollover-unmoved", count=count)


def _note(one: Rollover) -> dict[str, object]:
    school = {} if one.school is None else {"school": one.school.name}
    return {"year": one.year, **school, "digest": one.digest, **one.counts}


def _write(one: Rollover, found: Worked, progress: Progress) -> None:
    targets = {at(each.target) for each in found.plan.outcomes if each.target is not None}
    targets |= {at(each.target) for each in found.plan.classes if each.target is not None}
    with listening(WRITES, with_rows=True) as journal:
        rooms = open_classes(one.authority, one.year + 1, targets)
        check_seats(one, found.plan.outcomes, rooms)
        hand_over(list(_handovers(found, rooms)), one.day)
        end_timetables(list(found.timetables), one.day)
    _keep([rolled(one, each) for each in heard(journal)])
    done, all_of_them = 0, len(found.plan.outcomes)
    for some in pieces(found.plan.outcomes, CHUNK):
        _move(one, some, rooms)
        done += len(some)
        told = Text(f"已处理{done}名学生，共{all_of_them}名", f"{done} of {all_of_them} pupils")
        progress(0.1 + 0.85 * done / all_of_them, told)


def _move(one: Rollover, some: Sequence[Outcome], rooms: dict[ClassAt, int]) -> None:
    """Move some of the pupils, and keep what it takes to take that back."""
    moves = {each.pupil: rooms[at(each.target)] for each in some if each.target is not None}
    gone = [each.pupil for each in some if each.target is None and each.kind not in UNMOVED]
    with listening(WRITES, with_rows=True) as journal:
        end_seats(gone, one.day)
        move_on(moves, one.day)
    _keep([rolled(one, each) for each in heard(journal)])


def _keep(kept: Sequence[RolledRow]) -> None:
    RolledRow.objects.bulk_create(kept, batch_size=1_000)


def _handovers(found: Worked, rooms: dict[ClassAt, int]) -> Iterator[Handover]:
    for each in found.posts:
        room = None if each.target is None else rooms[at(each.target)]
        yield Handover(each.post, each.person, room)
