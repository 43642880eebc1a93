"""What happened in a case: every turn it took, objections to it, files handed in with it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Person
from xuequ.vault.fields import EncryptedTextField
from xuequ.vault.models import StoredFile

from .cases import Case, Seat


class Turn(models.Model):
    """One line of the history of a case (审批记录): what happened, by whom, with which words."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="turns", db_index=False)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(_("time"))
    verb = models.SlugField(max_length=30)
    step = models.SlugField(max_length=40, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.CharField(_("post"), max_length=120, blank=True)
    whose = models.CharField(max_length=120, blank=True)  # the label of the seat
    to = models.CharField(max_length=120, blank=True)  # whom it went to
    words = models.TextField(blank=True, max_length=2000)
    said = models.JSONField(default=list)  # what was filled in: [name of the blank, what it says]
    is_late = models.BooleanField(default=False)

    class Meta:
        ordering = ("case", "number")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_turn_once")]

    def __str__(self) -> str:
        return f"{self.case} {self.number} {self.verb}"


class Objection(models.Model):
    """What somebody said against a case while it was shown (异议), and the answer."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of an objection", "not answered yet")
        UPHELD = "upheld", pgettext_lazy("of an objection", "upheld")
        DISMISSED = "dismissed", pgettext_lazy("of an objection", "dismissed")

    case = models.ForeignKey(Case, models.CASCADE, related_name="objections")
    step = models.SlugField(max_length=40)
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField(pgettext_lazy("of a person", "name"), null=True)
    phone = EncryptedTextField(_("telephone"), null=True)
    words = models.TextField(_("objection"), max_length=2000)
    made_at = models.DateTimeField(_("time"))
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    class Meta:
        ordering = ("made_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(answer=""),
                name="cases_a_closed_objection_has_its_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.made_at:%Y-%m-%d}"


class CaseFile(models.Model):
    """A file handed in with a case, or with what somebody said in it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.file)
