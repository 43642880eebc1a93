"""Tasks that are followed up (督办事项), and what was reported on them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Consortium, Person, Post, School
from xuequ.vault.models import StoredFile

from .meetings import Resolution


class Task(models.Model):
    """Something that somebody has to do by a day, set by a place and followed up.

    Responsible is one person, post or school.  `origin` says where it comes from, such as
    "meeting:12" or "case:7".
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of a task", "open")
        REPORTED = "reported", pgettext_lazy("of a task", "reported as done")
        RETURNED = "returned", pgettext_lazy("of a task", "returned")
        CLOSED = "closed", pgettext_lazy("of a task", "closed")
        WITHDRAWN = "withdrawn", pgettext_lazy("of a task", "withdrawn")

    authority = models.ForeignKey(Authority, models.PROTECT, db_index=False)
    consortium = models.ForeignKey(
        Consortium, models.PROTECT, null=True, blank=True, related_name="tasks_set"
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="tasks_set"
    )
    title = models.CharField(_("task"), max_length=200)
    words = models.TextField(_("details"), max_length=2000, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="tasks")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="tasks")
    of_school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    helpers = models.ManyToManyField(Person, related_name="tasks_helped")
    due = models.DateField(_("due"))
    state = models.CharField(
        pgettext_lazy("of a task", "state"), max_length=10, choices=State, default=State.OPEN
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    origin = models.CharField(max_length=60, blank=True, db_index=True)
    resolution = models.ForeignKey(Resolution, models.SET_NULL, null=True, related_name="tasks")
    set_on = models.DateField(_("set on"))
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="tasks_set")
    reported_at = models.DateTimeField(_("reported"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("task")
        ordering = ("due", "id")
        indexes = [models.Index(fields=["authority", "state", "due"])]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False, post=None, of_school=None)
                    | Q(person=None, post__isnull=False, of_school=None)
                    | Q(person=None, post=None, of_school__isnull=False)
                ),
                name="cases_task_has_one_who_answers_for_it",
            ),
            models.CheckConstraint(
                condition=Q(school=None) | Q(consortium=None), name="cases_task_has_one_place"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "withdrawn"]) | ~Q(reason=""),
                name="cases_task_goes_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="cases_closed_task_was_closed",
            ),
        ]

    def __str__(self) -> str:
        """Without the title, which may name people: this stands in the record."""
        return f"task {self.pk} {self.due}"

    @property
    def place(self) -> School | Consortium | Authority:
        """Whose task it is to follow up."""
        return self.school or self.consortium or self.authority

    @property
    def responsible(self) -> Person | Post | School:
        """Who answers for it."""
        found = self.person or self.post or self.of_school
        if found is None:
            raise ValueError("a task has somebody who answers for it")
        return found


class TaskReport(models.Model):
    """What was done so far; `is_done` asks for the task to be closed."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reports")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    words = models.TextField(_("what was done"), max_length=2000)
    is_done = models.BooleanField(_("done"), default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.task_id}:{self.pk}"


class TaskFile(models.Model):
    """A file of a report."""

    report = models.ForeignKey(TaskReport, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.file)
