"""Tell people of a task."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from xuequ.directory.models import Person
from xuequ.kernel.actors import Actor
from xuequ.kernel.text import Text
from xuequ.ledger.models import Notice
from xuequ.ledger.services.notices import News, notify_many

from ..models import Task


def tell(task: Task, people: Iterable[Person], what: Text, actor: Actor, why: str) -> int:
    """Tell people of a task by its day; what was typed is not repeated."""
    text = Text(
        f"{what.zh}：{task.place}，时限{task.due}", f"{what.en}: {task.place}, due {task.due}"
    )
    link = reverse("cases:task_detail", args=[task.pk])
    news = News(Notice.Kind.TASK, text, link=link, about=f"task:{task.pk}:{why}")
    by = Person.objects.filter(pk=actor.person or 0).first()
    return notify_many(people, news, by=by)
