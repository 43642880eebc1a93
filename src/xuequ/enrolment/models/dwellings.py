"""Dwellings and the seats they gave (学位锁定), and what other departments were asked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Person, School
from xuequ.vault.fields import BlindIndexField, EncryptedTextField
from xuequ.vault.models import StoredFile

from .families import Application
from .rounds import STAGES, Round


class Dwelling(models.Model):
    """A dwelling by which children enter: `key` is its address or number, in one spelling."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    key = EncryptedTextField(_("dwelling"))
    key_index = BlindIndexField(of="key")

    class Meta:
        verbose_name = _("dwelling")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "key_index"], name="enrolment_dwelling_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SeatLock(models.Model):
    """A dwelling gave a seat for `years`, the year it was given the first.

    Of a seat from before the platform there is no application; then `guardian` is the number of
    identity of somebody who speaks for that child, by which brothers and sisters are known.
    `ended_by`: who said that it was brought in by mistake, and accepts nobody from there.
    """

    dwelling = models.ForeignKey(Dwelling, models.CASCADE, related_name="locks")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="seat_locks"
    )
    guardian = EncryptedTextField(_("ID number of a guardian"), null=True)
    guardian_index = BlindIndexField(of="guardian")
    year = models.PositiveSmallIntegerField(_("school year that begins in"))
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES)
    years = models.PositiveSmallIntegerField(_("years of a seat lock"))
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("seat lock")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling", "application"],
                condition=Q(ended_at=None),
                name="enrolment_locked_once",
            ),
            models.CheckConstraint(condition=Q(years__gte=1), name="enrolment_locked_for_a_year"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def authority_id(self) -> int:
        return self.dwelling.authority_id


class Inquiry(models.Model):
    """Another department was asked about items of children of a round (核验请求).

    `mark` stands on every line given out, so that a line says where it comes from.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="inquiries")
    department = models.SlugField(_("department"), max_length=20)
    receiver = models.CharField(_("receiver"), max_length=80)
    purpose = models.SlugField(_("purpose"), max_length=20)
    codes = models.JSONField(default=list)
    subjects = models.JSONField(default=list)  # whose data went out
    mark = models.CharField(_("batch"), max_length=20)
    rows = models.PositiveIntegerField(_("lines"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("inquiry")
        ordering = ("-at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["round", "mark"], name="enrolment_mark_once"),
            models.CheckConstraint(
                condition=~Q(receiver=""), name="enrolment_inquiry_has_receiver"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.mark}"

    @property
    def authority_id(self) -> int:
        return self.round.authority_id


class DepartmentAnswer(models.Model):
    """What a department says of an item of an application; `pending` is no answer and no «no».

    `outdated_at`: since then the family claims something else, or lives elsewhere than was asked.
    """

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("of an answer", "pending")
        CONFIRMED = "confirmed", pgettext_lazy("of an answer", "confirmed")
        CONTRADICTED = "contradicted", pgettext_lazy("of an answer", "contradicted")

    application = models.ForeignKey(Application, models.CASCADE, related_name="department_answers")
    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="answers")
    code = models.SlugField(_("item"), max_length=40)
    state = models.CharField(_("state"), max_length=15, choices=State, default=State.PENDING)
    value = models.JSONField(null=True)
    at = models.DateTimeField(_("answered"), null=True)
    outdated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "application", "code"], name="enrolment_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state="pending") | Q(at__isnull=False),
                name="enrolment_answered_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.code}"
