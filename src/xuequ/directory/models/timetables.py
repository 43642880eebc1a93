"""When the bells ring at a school (作息时间), and who teaches which class when (课表).

Of several rows in force on a day the one that began last holds: a summer schedule or the two
days of an exam lie over what goes on without an end, and leave it as it was.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.record.journal import WatchedQuerySet

from .dated import Dated
from .facilities import Facility
from .people import Person
from .pupils import SchoolClass
from .schools import School, Stage


class BellSchedule(Dated):
    """The bells of a school, or of one of its stages, over a span of days (夏季、冬季、考试日)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="bell_schedules")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)
    name = models.CharField(_("name"), max_length=40)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("bell schedule")
        ordering = ("-since", "-id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "stage"],
                condition=Q(until=None),
                name="directory_one_open_bell_schedule",
            ),
            models.UniqueConstraint(
                fields=["school", "stage", "since"], name="directory_bell_schedule_begins_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.name}"


class BellPeriod(models.Model):
    """One stretch of the day, by the clock on the wall.

    `number` is what timetables call it by (第几节); a break has none.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", pgettext_lazy("of a period", "lesson")
        BREAK = "break", pgettext_lazy("of a period", "break")
        ACTIVITY = "activity", pgettext_lazy("of a period", "activity")

    schedule = models.ForeignKey(BellSchedule, models.CASCADE, related_name="periods")
    number = models.PositiveSmallIntegerField(_("period"), null=True)
    name = models.CharField(_("name"), max_length=20)
    kind = models.CharField(pgettext_lazy("of a period", "kind"), max_length=10, choices=Kind)
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("bell period")
        ordering = ("begins", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")), name="directory_period_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["schedule", "number"], name="directory_period_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.begins:%H:%M}–{self.ends:%H:%M}"


class Timetable(Dated):
    """One version of a school's timetable.

    `version` counts up for each school and is never used twice.  A version that was mended on
    its first day keeps its lessons and says which one took its place.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="timetables")
    version = models.PositiveSmallIntegerField(_("version"))
    source = models.CharField(_("source"), max_length=120, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replaces")
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("timetable")
        ordering = ("-since", "-version")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "version"], name="directory_timetable_version_once"
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(until=None, replaced_by=None),
                name="directory_one_open_timetable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} v{self.version}"


class Lesson(models.Model):
    """One lesson of the week: when, what, where.  `weekday` 1 is Monday.

    Several classes may sit in it (合班) and several teachers give it.  Without a room it is
    given where the class sits.
    """

    class Parity(models.TextChoices):
        EVERY = "", pgettext_lazy("of a lesson", "every week")
        ODD = "odd", pgettext_lazy("of a lesson", "odd weeks")
        EVEN = "even", pgettext_lazy("of a lesson", "even weeks")

    timetable = models.ForeignKey(Timetable, models.CASCADE, related_name="lessons")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    period = models.PositiveSmallIntegerField(_("period"))
    parity = models.CharField(_("weeks"), max_length=4, choices=Parity, blank=True)
    subject = models.CharField(_("subject"), max_length=20)
    room = models.ForeignKey(Facility, models.PROTECT, null=True, related_name="lessons")

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        ordering = ("weekday", "period", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7), name="directory_lesson_has_a_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}/{self.period} {self.subject}"


class LessonClass(models.Model):
    """A class that sits in a lesson; `part` names the group of it that does, if not all (分组)."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="classes")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="lessons")
    part = models.CharField(pgettext_lazy("of a class", "group"), max_length=20, blank=True)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.school_class} {self.part}".strip()


class LessonTeacher(models.Model):
    """A teacher who gives a lesson."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="teachers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="lessons")

    objects = WatchedQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.person)
