"""Runs, the processes that carry them out, and what is done by the clock."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Person
from xuequ.kernel.jobs import Rhythm
from xuequ.kernel.text import Text
from xuequ.vault.fields import EncryptedTextField
from xuequ.vault.models import StoredFile


class Run(models.Model):
    """A long computation (运算任务): what it was given, how far it is, what it found.

    Inputs, result and error may hold personal data and are encrypted; their digests are not.
    `claim` is new with every attempt: only who holds it may finish the run.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("of a run", "waiting")
        RUNNING = "running", pgettext_lazy("of a run", "at work")
        DONE = "done", pgettext_lazy("of a run", "done")
        FAILED = "failed", pgettext_lazy("of a run", "failed")
        CANCELLED = "cancelled", pgettext_lazy("of a run", "cancelled")

    OVER = (State.DONE, State.FAILED, State.CANCELLED)

    kind = models.CharField(pgettext_lazy("of a run", "kind"), max_length=60)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True)
    account = models.CharField(_("account"), max_length=150)
    post = models.CharField(_("post"), max_length=120, blank=True)
    identity = models.CharField(_("identity"), max_length=40, blank=True)  # "": a program
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    inputs = EncryptedTextField(_("inputs"))
    inputs_sha256 = models.CharField(max_length=64)
    input_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    engine = models.CharField(_("version of the computation"), max_length=60)
    policy_sha256 = models.CharField(max_length=64, blank=True)
    seed_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(
        pgettext_lazy("of a run", "state"), max_length=10, choices=State, default=State.WAITING
    )
    share = models.FloatField(default=0)  # 0 to 1
    doing_zh = models.CharField(max_length=200, blank=True)
    doing_en = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    task = models.CharField(max_length=36, blank=True)  # the row of the queue that calls for it
    claim = models.CharField(max_length=36, blank=True)
    worker = models.CharField(max_length=64, blank=True)
    is_unwanted = models.BooleanField(default=False)  # cancelled while at work
    made_at = models.DateTimeField(_("started"), auto_now_add=True)
    queued_at = models.DateTimeField(auto_now_add=True)  # when it was put into the queue last
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    result = EncryptedTextField(_("result"), null=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    result_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    error = EncryptedTextField(null=True)  # JSON: a list of sentences in both languages

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["account", "-id"], name="runs_of_an_account"),
            models.Index(fields=["kind", "inputs_sha256"], name="runs_with_the_same_inputs"),
            models.Index(
                fields=["state"], condition=Q(state__in=["waiting", "running"]), name="runs_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(result_sha256=""), name="runs_done_has_a_result"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | Q(state__in=["done", "failed", "cancelled"], ended_at__isnull=False),
                name="runs_end_with_their_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER

    @property
    def percent(self) -> int:
        return round(100 * self.share)

    @property
    def doing(self) -> Text:
        return Text(self.doing_zh, self.doing_en)

    @property
    def errors(self) -> list[Text]:
        """Why it failed, in sentences."""
        told = json.loads(self.error.open()) if self.error else []
        return [Text(zh, en) for zh, en in told]

    def opened(self, column: str) -> Any:
        """The values of `inputs` or `result`."""
        kept = getattr(self, column)
        return json.loads(kept.open()) if kept else {}


class Worker(models.Model):
    """A process that carries out runs; it says every few seconds that it is there."""

    name = models.CharField(max_length=64, unique=True)  # machine, process, and a chance word
    since = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("since",)

    def __str__(self) -> str:
        return self.name


class Schedule(models.Model):
    """A job (定时任务) with its rhythm; the job itself is declared in a package."""

    class Every(models.TextChoices):
        MINUTES = "minutes", _("every so many minutes")
        HOUR = "hour", _("every hour")
        DAY = "day", _("every day")
        WEEK = "week", _("every week")

    job = models.CharField(max_length=60, unique=True)
    is_on = models.BooleanField()
    every = models.CharField(_("how often"), max_length=10, choices=Every)
    minutes = models.PositiveSmallIntegerField(default=0)
    at = models.TimeField(_("at"))
    weekday = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    once_at = models.DateTimeField(null=True)  # asked for by an administrator

    class Meta:
        ordering = ("job",)

    def __str__(self) -> str:
        return self.job

    @property
    def rhythm(self) -> Rhythm:
        every: Any = self.every
        return Rhythm(every, self.minutes, self.at, self.weekday)


class Slot(models.Model):
    """One time a job was due, and what became of it.  Whoever makes the row carries it out."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("of a run", "at work")
        DONE = "done", pgettext_lazy("of a run", "done")
        FAILED = "failed", pgettext_lazy("of a run", "failed")
        LOST = "lost", pgettext_lazy("of a run", "worker lost")

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="slots")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    worker = models.CharField(max_length=64)
    begun_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    zh = models.CharField(max_length=300, blank=True)
    en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-due_at",)
        constraints = [
            models.UniqueConstraint(fields=["schedule", "due_at"], name="runs_slot_taken_once")
        ]

    def __str__(self) -> str:
        return f"{self.schedule} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def said(self) -> Text:
        return Text(self.zh, self.en)
