"""What the classes of schools reached in an exam: sums over a class, never a pupil's mark."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.record.journal import WatchedQuerySet

from .authority import Authority
from .pupils import SchoolClass


class Exam(models.Model):
    """An exam or test that schools of an authority sat (考试), by name and day."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("unit or monthly test")
        MIDTERM = "midterm", _("mid-term exam")
        FINAL = "final", _("final exam")
        MONITORING = "monitoring", _("quality monitoring")
        OTHER = "other", pgettext_lazy("kind of exam", "other")

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="exams")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    day = models.DateField(_("day"))
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("exam")
        ordering = ("-day", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name", "day"], name="directory_exam_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class ClassResult(models.Model):
    """How a class did in one subject of an exam (班级成绩).

    `passed`, `excellent` and `low` count pupils (及格、优秀、低分); None for what was not told.
    `bands` counts pupils by mark, lowest first, as `engine.results` writes it.
    """

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="results")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="results")
    subject = models.CharField(_("subject"), max_length=20)
    present = models.PositiveSmallIntegerField(_("took part"))
    absent = models.PositiveSmallIntegerField(_("absent"), default=0)
    full_mark = models.DecimalField(_("full mark"), max_digits=6, decimal_places=1)
    mean = models.DecimalField(_("mean"), max_digits=7, decimal_places=2, null=True)
    deviation = models.DecimalField(
        _("standard deviation"), max_digits=7, decimal_places=2, null=True
    )
    passed = models.PositiveSmallIntegerField(_("passed"), null=True)
    excellent = models.PositiveSmallIntegerField(_("excellent"), null=True)
    low = models.PositiveSmallIntegerField(_("low"), null=True)
    bands = models.CharField(_("pupils by mark"), max_length=200, blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("class result")
        ordering = ("exam", "subject", "school_class", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["exam", "school_class", "subject"], name="directory_result_once"
            ),
            models.CheckConstraint(
                condition=Q(mean=None) | Q(mean__lte=F("full_mark")),
                name="directory_mean_within_full_mark",
            ),
            models.CheckConstraint(
                condition=(Q(passed=None) | Q(passed__lte=F("present")))
                & (Q(excellent=None) | Q(excellent__lte=F("present")))
                & (Q(low=None) | Q(low__lte=F("present"))),
                name="directory_no_more_than_took_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam} {self.school_class} {self.subject}"
