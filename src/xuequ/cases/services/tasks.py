"""Tasks that are followed up: set one, report on it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from xuequ.directory.models import Person, Post, School
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write
from xuequ.vault.models import StoredFile
from xuequ.vault.services.files import Taken, check_entry_quota, store_taken

from ..models import Resolution, Task, TaskFile, TaskReport
from ..queries.meeting_kinds import sort_of
from ..queries.meetings import Place, acts_for
from ..queries.tasks import OPEN, doers, may_report
from .task_news import tell

LEAST_REASON = 2  # characters


@dataclass(frozen=True, slots=True)
class NewTask:
    """What somebody is to do.  Just one of `person`, `post` and `school` answers for it.

    `origin` says where it comes from, such as "meeting:12" or "case:7".
    """

    title: str
    due: date
    person: int | None = None
    post: int | None = None
    school: int | None = None
    helpers: Collection[int] = ()
    words: str = ""
    origin: str = ""
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    is_synthetic: bool = False


@transaction.atomic
def set_task(
    place: Place,
    new: NewTask,
    *,
    actor: Actor,
    today: date,
    resolution: Resolution | None = None,
) -> Task:
    """Set a task for a place; who answers for it is told.  The same form sent twice is one task.

    A task out of a resolution or a case is set by whoever kept that; the caller has checked it.

    Raises:
        Refused("not-your-place"): the actor does not act for the place.
        Refused("one-answers-for-it"): nobody does, or several.
        Refused("guest-from-elsewhere"): somebody belongs to another authority.
        Refused("due-in-the-past"): the day lies before today.
    """
    known = Task.objects.filter(key=new.key).first()
    if known is not None:
        return known
    if not new.origin and resolution is None and not acts_for(actor, place):
        raise Refused("not-your-place", name=str(place))
    _check(place, new, today)
    task = Task(
        authority_id=int(getattr(place, "authority_id", None) or place.pk),
        consortium_id=place.pk if sort_of(place) == "consortium" else None,
        school_id=place.pk if sort_of(place) == "school" else None,
        title=new.title.strip(),
        words=new.words.strip(),
        person_id=new.person,
        post_id=new.post,
        of_school_id=new.school,
        due=new.due,
        origin=new.origin,
        resolution=resolution,
        set_on=today,
        set_by_id=actor.person,
        key=new.key,
        is_synthetic=new.is_synthetic,
    )
    try:
        with transaction.atomic():
            task.save(force_insert=True)
    except IntegrityError:
        return Task.objects.get(key=new.key)
    task.helpers.set(set(new.helpers) - {new.person})
    write("set-task", task, actor=actor, note={"due": new.due.isoformat()})
    tell(task, doers(task, today), Text("督办事项", "task for you"), actor, "set")
    return task


@dataclass(frozen=True, slots=True)
class NewReport:
    """What was done; `is_done` asks for the task to be closed."""

    words: str
    is_done: bool = False
    files: Sequence[Taken] = ()
    key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def report_on_task(task: Task, new: NewReport, *, actor: Actor, today: date) -> TaskReport:
    """Report how far a task has come, or that it is done.  The same form twice is one report.

    Raises:
        Refused("not-your-task"): the actor neither answers for it nor helps.
        Refused("task-is-decided"): it is closed, withdrawn, or reported as done already.
        Refused("report-too-short"), and what the quota of files refuses.
    """
    task = locked(task)
    known = task.reports.filter(key=new.key).first()
    if known is not None:
        return known
    if not may_report(actor, task, today):
        raise Refused("not-your-task")
    if task.state not in OPEN:
        raise Refused("task-is-decided", state=task.get_state_display())
    if len(new.words.strip()) < LEAST_REASON:
        raise Refused("report-too-short")
    report = TaskReport.objects.create(
        task=task,
        person_id=actor.person,
        words=new.words.strip(),
        is_done=new.is_done,
        key=new.key,
    )
    for each in new.files:
        TaskFile.objects.create(report=report, file=store_taken(each))
    check_entry_quota(StoredFile.objects.filter(pk__in=report.files.values("file")))
    before = fingerprint(task)
    if new.is_done:
        task.state, task.reported_at, task.reason = Task.State.REPORTED, timezone.now(), ""
        task.save(update_fields=["state", "reported_at", "reason"])
    write("report-task", task, actor=actor, before=before, note={"files": len(new.files)})
    if new.is_done and task.set_by is not None:
        word = Text("督办事项已报办结", "task reported as done")
        tell(task, [task.set_by], word, actor, f"done:{report.pk}")
    return report


def locked(task: Task) -> Task:
    """The task, locked until the transaction ends."""
    return Task.objects.select_for_update().get(pk=task.pk)


def _check(place: Place, new: NewTask, today: date) -> None:
    if sum(each is not None for each in (new.person, new.post, new.school)) != 1:
        raise Refused("one-answers-for-it")
    if new.due < today:
        raise Refused("due-in-the-past", day=new.due)
    authority = int(getattr(place, "authority_id", None) or place.pk)
    people = {*new.helpers, *([new.person] if new.person else [])}
    here = Person.objects.filter(authority=authority, pk__in=people).count() == len(people)
    here &= not new.post or Post.objects.filter(authority=authority, pk=new.post).exists()
    here &= not new.school or School.objects.filter(authority=authority, pk=new.school).exists()
    if not here:
        raise Refused("guest-from-elsewhere")
