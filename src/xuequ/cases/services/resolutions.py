"""What a meeting resolves, and the tasks that follow from it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..models import Meeting, Resolution, Task
from ..queries.tasks import UNDECIDED
from .attendance import recording
from .tasks import NewTask, set_task


@dataclass(frozen=True, slots=True)
class NewResolution:
    """What was resolved; with a task where somebody has to do something."""

    words: str
    item: int | None = None  # of the agenda
    task: NewTask | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def record_resolution(
    meeting: Meeting, new: NewResolution, *, actor: Actor, today: date
) -> Resolution:
    """Record a resolution; its task is set at once.  The same form sent twice is one.

    Raises:
        Refused("not-the-recorder"), Refused("minutes-are-out"), Refused("meeting-is-over").
        Refused("attendance-first"): the meeting was not held yet.
        Refused("not-on-the-agenda"): the item is another meeting's.
        Refused: what `set_task` refuses.
    """
    known = Resolution.objects.filter(key=new.key).first()
    if known is not None:
        return known
    meeting = recording(meeting, actor)
    if meeting.state != Meeting.State.HELD:
        raise Refused("attendance-first")
    if new.item is not None and not meeting.items.filter(pk=new.item).exists():
        raise Refused("not-on-the-agenda")
    last = meeting.resolutions.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            resolution = Resolution.objects.create(
                meeting=meeting, item_id=new.item, number=last + 1, words=new.words.strip(),
                key=new.key,
            )  # fmt: skip
    except IntegrityError:
        return Resolution.objects.get(key=new.key)
    write("record-resolution", meeting, actor=actor, note={"number": resolution.number})
    if new.task is not None:
        task = replace(new.task, origin=f"meeting:{meeting.pk}", is_synthetic=meeting.is_synthetic)
        set_task(meeting.place, task, actor=actor, today=today, resolution=resolution)
    return resolution


@transaction.atomic
def strike_resolution(resolution: Resolution, *, actor: Actor) -> Meeting:
    """Strike a resolution out before the minutes go round; its open task is withdrawn.

    Raises:
        Refused("not-the-recorder"), Refused("minutes-are-out"), Refused("meeting-is-over").
    """
    meeting = recording(resolution.meeting, actor)
    for task in Task.objects.select_for_update().filter(resolution=resolution, state__in=UNDECIDED):
        task.state, task.reason = Task.State.WITHDRAWN, STRUCK
        task.save(update_fields=["state", "reason"])
        write("withdraw-task", task, actor=actor)
    resolution.delete()
    for shift in (1000, 0):
        for number, each in enumerate(meeting.resolutions.order_by("number"), start=1):
            each.number = number + shift
            each.save(update_fields=["number"])
    write("strike-resolution", meeting, actor=actor)
    return meeting


STRUCK = "议定事项已删除"
