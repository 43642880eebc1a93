"""What a round is coordinated by, who owes what when, and what was done at the desk."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Consortium, Person, School
from xuequ.vault.fields import EncryptedTextField

from .families import Child
from .rounds import Round


class Coordination(models.Model):
    """The district a round is run in as one (以学区为单位统筹招生), and the forms it chose.

    `forms` are codes of forms of the locality's policy; `division` is the grade division (年级部)
    that looks after the children over the campuses.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="coordination")
    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="+")
    forms = models.JSONField(default=list)
    division = models.CharField(_("grade division"), max_length=40, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(_("registered"))

    class Meta:
        verbose_name = _("coordination by district")

    def __str__(self) -> str:
        return f"{self.round} {self.consortium_id}"


class Study(models.Model):
    """Supply of seats and demand, studied before the zoning mode is set (学位供需研判).

    `said` holds a sentence for each quantity the policy names; `figures` what the forecast said
    of each school of the round that day, school by school.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="study")
    said = models.JSONField()
    figures = models.JSONField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("studied"))

    class Meta:
        verbose_name = _("study of seats and demand")

    def __str__(self) -> str:
        return f"{self.round} {self.made_at:%Y-%m-%d}"


class Step(models.TextChoices):
    """What is due in the calendar of a round, in its order."""

    PLAN = "plan", pgettext_lazy("step of a round", "plan")
    OPINION = "opinion", pgettext_lazy("step of a round", "opinion on the catchment")
    NOTICE = "notice", pgettext_lazy("step of a round", "enrolment notice")
    RECEPTION = "reception", pgettext_lazy("step of a round", "reception of families")
    REGISTRATION = "registration", pgettext_lazy("step of a round", "registration")


class StepDay(models.Model):
    """By when a step of a round is due from every school of it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="step_days")
    step = models.CharField(_("step"), max_length=15, choices=Step)
    due = models.DateField(_("due"))

    class Meta:
        ordering = ("due", "id")
        constraints = [
            models.UniqueConstraint(fields=["round", "step"], name="enrolment_step_due_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.step} {self.due}"


class StepDone(models.Model):
    """Who answers for a school reported that a step of a round is done there, and how."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps_done")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    step = models.CharField(_("step"), max_length=15, choices=Step)
    said = models.TextField(_("what was done"), max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    post = models.CharField(_("post"), max_length=80)
    done_at = models.DateTimeField(_("reported"))

    class Meta:
        ordering = ("done_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "school", "step"], name="enrolment_step_done_once"
            ),
            models.CheckConstraint(condition=~Q(said=""), name="enrolment_step_says_what_was_done"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.school_id} {self.step}"


class StepRaised(models.Model):
    """A step that was late was put before the general principal of a consortium (升级提醒)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps_raised")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="+")
    step = models.CharField(_("step"), max_length=15, choices=Step)
    raised_at = models.DateTimeField(_("put before the general principal"))

    class Meta:
        ordering = ("raised_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "school", "step"], name="enrolment_step_raised_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.school_id} {self.step}"


class DeskEntry(models.Model):
    """Somebody of the authority entered a parent at the desk, and keeps out of their children."""

    parent = models.OneToOneField(Person, models.PROTECT, related_name="desk_entry")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(_("why at the desk"), max_length=200)
    entered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("entry at the desk")
        ordering = ("-entered_at", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="enrolment_desk_has_its_reason")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class CustodyEntry(models.Model):
    """The authority let somebody speak for a child, or ended that, on papers that it saw."""

    class Act(models.TextChoices):
        ADDED = "added", pgettext_lazy("of a guardian", "added")
        ENDED = "ended", pgettext_lazy("of a guardian", "ended")

    child = models.ForeignKey(Child, models.CASCADE, related_name="custody_entries")
    parent = models.ForeignKey(Person, models.PROTECT, related_name="+")
    act = models.CharField(_("what was done"), max_length=10, choices=Act)
    reason = EncryptedTextField(_("reason"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("done on"))

    class Meta:
        verbose_name = _("entry about a guardian")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def authority_id(self) -> int:
        return self.child.authority_id
