"""What demand for seats is forecast from, and shortfalls of seats that were recorded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Person, School
from xuequ.record.journal import WatchedQuerySet

from .rounds import STAGES


class Cohort(models.Model):
    """How many children born in a year from September to August live in a school's catchment.

    `born` is the year in which that September lies; `day` the day of the count.  A later count
    stands beside an earlier one.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="cohorts")
    born = models.PositiveSmallIntegerField(_("born from September of"))
    day = models.DateField(_("counted on"))
    count = models.PositiveIntegerField(_("children"))
    source = models.CharField(_("source"), max_length=100)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("birth cohort")
        ordering = ("school__sort_key", "school_id", "born", "day")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "born", "day"], name="enrolment_cohort_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.born}"


class PastRoll(models.Model):
    """How many pupils a grade of a school had in a school year of which no classes are kept."""

    school = models.ForeignKey(School, models.PROTECT, related_name="past_rolls")
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES)
    year = models.PositiveSmallIntegerField(_("school year (the year it starts)"))
    grade = models.PositiveSmallIntegerField(_("grade"))
    count = models.PositiveIntegerField(_("pupils"))
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("past roll")
        ordering = ("school__sort_key", "school_id", "year", "grade")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "stage", "year", "grade"], name="enrolment_past_roll_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.year} {self.grade}"


class Seats(models.Model):
    """The classrooms a stage of a school has from a school year on, and pupils of a class."""

    school = models.ForeignKey(School, models.PROTECT, related_name="seats")
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES)
    year = models.PositiveSmallIntegerField(_("from the school year"))
    rooms = models.PositiveSmallIntegerField(_("classrooms"))
    class_size = models.PositiveSmallIntegerField(_("most pupils of a class"))
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("seats")
        ordering = ("school__sort_key", "school_id", "stage", "year")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "stage", "year"], name="enrolment_seats_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(class_size__gte=1), name="enrolment_seats_of_a_class"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.year}"


class Shortfall(models.Model):
    """A school building cannot meet added grades and pupils: recorded with numbers and cure.

    `pupils` will come to the stage in `year`, `seats` are there.  `settled_on`: the day from which
    the school has seats enough.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="shortfalls")
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES)
    year = models.PositiveSmallIntegerField(_("first school year of the shortfall"))
    pupils = models.PositiveIntegerField(_("pupils expected"))
    seats = models.PositiveIntegerField(_("seats there are"))
    reason = models.TextField(_("why the building does not suffice"), max_length=500)
    planned = models.TextField(_("what is planned"), max_length=500)
    settled_on = models.DateField(_("settled on"), null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("shortfall of seats")
        ordering = ("year", "school__sort_key", "school_id", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "stage", "year"], name="enrolment_shortfall_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(pupils__gt=models.F("seats")), name="enrolment_shortfall_is_short"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(planned=""), name="enrolment_shortfall_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.year}"

    @property
    def short(self) -> int:
        """How many seats are lacking."""
        return self.pupils - self.seats
