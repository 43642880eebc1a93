"""Year roll-overs (升年级): what is proposed, what somebody decided otherwise, what was written.

Where a pupil goes follows from the class; only what was decided for one pupil or one class, and
who cannot be moved, has a row of its own.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Account, Authority, Person, Pupil, School, SchoolClass
from xuequ.vault.fields import EncryptedTextField

from .written import WrittenRow


class Rollover(models.Model):
    """The roll-over of an authority's schools, or of one school, out of one school year."""

    class State(models.TextChoices):
        READY = "ready", pgettext_lazy("of a roll-over", "proposed")
        WAITING = "waiting", pgettext_lazy("of a roll-over", "waits for a second person")
        DONE = "done", pgettext_lazy("of a roll-over", "carried out")
        UNDONE = "undone", pgettext_lazy("of a roll-over", "reverted")
        DROPPED = "dropped", pgettext_lazy("of a roll-over", "given up")

    authority = models.ForeignKey(Authority, models.PROTECT)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")  # only this
    year = models.PositiveSmallIntegerField()  # that ends, by the year it began
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    digest = models.CharField(max_length=64, blank=True)  # of everything it was made from
    counts = models.JSONField(default=dict)  # pupils by outcome; classes; posts
    by = models.CharField(max_length=60)  # log-in name, or of a program
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    second = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)  # a second person is asked since then
    done_at = models.DateTimeField(null=True)
    act = models.PositiveBigIntegerField(null=True)  # number of its line in the record
    undone_by = models.CharField(max_length=60, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("year roll-over")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["authority", "state"], name="intake_rollover_of_place")]

    def __str__(self) -> str:
        return f"{self.year}–{self.year + 1} → {self.year + 1}–{self.year + 2}"

    @property
    def day(self) -> date:
        """The first day of the new year."""
        return date(self.year + 1, 9, 1)

    @property
    def eve(self) -> date:
        """The last day of the year that ends."""
        return date(self.year + 1, 8, 31)


class RolloverSchool(models.Model):
    """One school of a roll-over: the grades it teaches, and how many pupils go which way."""

    of = models.ForeignKey(Rollover, models.CASCADE, related_name="schools")
    school = models.ForeignKey(School, models.PROTECT, related_name="rollovers")
    grades = models.JSONField(default=dict)  # of a stage: [first, last]
    is_edited = models.BooleanField(default=False)  # the grades were set by somebody
    counts = models.JSONField(default=dict)  # pupils by outcome
    classes = models.PositiveIntegerField(default=0)
    open = models.PositiveIntegerField(default=0)  # who is not moved, and not waived
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("school of a roll-over")
        ordering = ("school__sort_key", "school")
        constraints = [
            models.UniqueConstraint(fields=["of", "school"], name="intake_rolls_a_school_once")
        ]

    def __str__(self) -> str:
        return str(self.school)


class RolloverClass(models.Model):
    """What somebody decided about a class: its new number, and who looks after it."""

    class Teacher(models.TextChoices):
        USUAL = "", pgettext_lazy("class teacher", "as proposed")
        STAYS = "stays", pgettext_lazy("class teacher", "stays with the class")
        GOES = "goes", pgettext_lazy("class teacher", "gives the class up")

    of = models.ForeignKey(Rollover, models.CASCADE, related_name="classes")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="rollovers")
    number = models.PositiveSmallIntegerField(null=True)
    teacher = models.CharField(max_length=6, choices=Teacher, blank=True)
    successor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("class of a roll-over")
        constraints = [
            models.UniqueConstraint(fields=["of", "school_class"], name="intake_rolls_a_class_once")
        ]

    def __str__(self) -> str:
        return str(self.school_class)


class RolloverPupil(models.Model):
    """A pupil about whom somebody decided, or who cannot be moved.  It names no child."""

    class Wish(models.TextChoices):
        REPEATS = "repeats", pgettext_lazy("of a pupil", "repeats the grade")
        GOES = "goes", pgettext_lazy("of a pupil", "goes to another class or school")
        SUSPENDED = "suspended", pgettext_lazy("of a pupil", "interrupts schooling")
        TRANSFERRED = "transferred", pgettext_lazy("of a pupil", "leaves for a school elsewhere")
        LEFT = "left", pgettext_lazy("of a pupil", "leaves for another reason")
        WAIVED = "waived", pgettext_lazy("of a pupil", "stays where it is, for a reason")

    LEAVES = (Wish.SUSPENDED, Wish.TRANSFERRED, Wish.LEFT)

    of = models.ForeignKey(Rollover, models.CASCADE, related_name="pupils")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="rollovers")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")  # where it sits
    wish = models.CharField(max_length=12, choices=Wish, blank=True)
    to_school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    to_number = models.PositiveSmallIntegerField(null=True)
    reason = EncryptedTextField(null=True)
    kind = models.CharField(max_length=10, blank=True)  # what becomes of it: `engine.rollover`
    why = models.SlugField(max_length=20, blank=True)  # it is not moved

    class Meta:
        verbose_name = _("pupil of a roll-over")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["of", "pupil"], name="intake_rolls_a_pupil_once")
        ]
        indexes = [models.Index(fields=["of", "school", "why"], name="intake_rollover_unmoved")]

    def __str__(self) -> str:
        return f"#{self.pupil_id}"


class RolledRow(WrittenRow):
    """A row that a roll-over wrote."""

    of = models.ForeignKey(Rollover, models.CASCADE, related_name="written")

    class Meta(WrittenRow.Meta):
        abstract = False
        verbose_name = _("row of a roll-over")
        indexes = [models.Index(fields=["model", "key"], name="intake_row_rolled")]
