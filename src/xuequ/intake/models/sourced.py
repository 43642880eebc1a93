"""Ids of another system, kept so that they are given out again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import (
    Authority,
    Body,
    Campus,
    Consortium,
    Person,
    Pupil,
    School,
    SchoolClass,
    TeachingPoint,
)
from xuequ.record.journal import WatchedQuerySet


class SourcedId(models.Model):
    """The id by which another system knows something, kept so that it is given out again.

    It points at the row it is of.  What no row stands for, a school year or somebody's role, is
    named by the id it would have otherwise (`own`).
    """

    class Kind(models.TextChoices):
        AUTHORITY = "authority", _("authority")
        CONSORTIUM = "consortium", _("consortium")
        SCHOOL = "school", _("school")
        CAMPUS = "campus", _("campus")
        POINT = "point", _("teaching point")
        BODY = "body", _("body")
        SESSION = "session", pgettext_lazy("of OneRoster", "school year")
        COURSE = "course", pgettext_lazy("of OneRoster", "course")
        CLASS = "class", _("class")
        WORKER = "worker", _("person")
        PUPIL = "pupil", _("pupil")
        ROLE = "role", pgettext_lazy("of OneRoster", "role")
        ENROLLMENT = "enrollment", pgettext_lazy("of OneRoster", "enrolment")

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    value = models.CharField("sourcedId", max_length=255)
    own = models.CharField(max_length=36, blank=True, editable=False)
    consortium = models.ForeignKey(Consortium, models.CASCADE, null=True, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+")
    campus = models.ForeignKey(Campus, models.CASCADE, null=True, related_name="+")
    point = models.ForeignKey(TeachingPoint, models.CASCADE, null=True, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, null=True, related_name="+")
    school_class = models.ForeignKey(SchoolClass, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    pupil = models.ForeignKey(Pupil, models.CASCADE, null=True, related_name="+")

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("id of another system")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "value"], name="intake_sourced_id_once"
            )
        ]

    def __str__(self) -> str:
        return self.value
