"""Rooms, halls and grounds that schools have and may share (设施、场地)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .dated import Dated
from .people import Post
from .schools import School


class Facility(Dated):
    """A room, hall or ground of a school.  What can change over time stands in its standings.

    `campus` is the name of one of the school's campuses, empty for its only one.
    """

    class Kind(models.TextChoices):
        CLASSROOM = "classroom", _("classroom")
        FUNCTION_ROOM = "function_room", _("function room (music, art, calligraphy …)")
        LABORATORY = "laboratory", _("laboratory")
        INNOVATION_LAB = "innovation_lab", _("innovation laboratory")
        COMPUTER_ROOM = "computer_room", _("computer room")
        RECORDING_ROOM = "recording_room", _("recording and broadcasting room")
        LECTURE_HALL = "lecture_hall", _("lecture hall")
        LIBRARY = "library", _("library or reading room")
        GYM = "gym", _("sports hall")
        FIELD = "field", _("sports ground")
        ACTIVITY_ROOM = "activity_room", _("science and technology activity room")
        PRACTICE_BASE = "practice_base", _("practice base")
        OTHER = "other", pgettext_lazy("kind of facility", "other")

    school = models.ForeignKey(School, models.PROTECT, related_name="facilities")
    campus = models.CharField(_("campus"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("facility")
        ordering = ("school", "kind", "name", "id")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "campus", "name"],
                condition=Q(until=None),
                name="directory_facility_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.name}"


class FacilityStanding(Dated):
    """What a facility is over a span of days.  An empty field means: not known.

    `hours` says when others may use it, as `engine.hours` writes it: "1-5 16:30-18:00".
    """

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="standings")
    capacity = models.PositiveIntegerField(_("capacity"), null=True)
    area = models.DecimalField(_("area (m²)"), max_digits=8, decimal_places=1, null=True)
    is_shared = models.BooleanField(_("shared"), null=True)
    hours = models.CharField(_("open to others"), max_length=200, blank=True)
    contact = models.ForeignKey(Post, models.PROTECT, null=True, related_name="facilities")

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["facility"], condition=Q(until=None),
                name="directory_one_open_facility_standing",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.facility} {self.since}"
