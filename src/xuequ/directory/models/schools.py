"""Schools with their names, sections, standing, campuses and teaching points, dated."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .authority import Authority
from .dated import Dated


class Stage(models.TextChoices):
    """Stages of schooling (学段)."""

    PRIMARY = "primary", pgettext_lazy("stage", "primary")
    JUNIOR = "junior", pgettext_lazy("stage", "junior")
    SENIOR = "senior", pgettext_lazy("stage", "senior")


class School(Dated):
    """A school as an institution.  What can change over time stands in the rows around it.

    `name` and `sort_key` repeat the official name in force last, for lists and search.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, verbose_name=_("authority"))
    code = models.CharField(_("school code"), max_length=10, null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=80, db_index=True)
    sort_key = models.CharField(max_length=240, db_index=True, editable=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("school")
        ordering = ("sort_key", "id")

    def __str__(self) -> str:
        return self.name


class SchoolName(Dated):
    """One of a school's official names: its own, or a plaque it carries (加挂牌子)."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official name")
        PLAQUE = "plaque", _("additional plaque")
        ALIAS = "alias", _("other name in use")

    school = models.ForeignKey(School, models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFFICIAL)
    name = models.CharField(_("name"), max_length=80, db_index=True)

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(kind="official", until=None),
                name="directory_one_official_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Section(Dated):
    """A stage a school teaches (小学部、初中部); it may be a party of a consortium itself."""

    school = models.ForeignKey(School, models.CASCADE, related_name="sections")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    name = models.CharField(_("name of the section"), max_length=80, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "stage"],
                condition=Q(until=None),
                name="directory_section_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.school} {self.get_stage_display()}"


class SchoolStanding(Dated):
    """What a school is over a span of days.  An empty field means: not known."""

    class Ownership(models.TextChoices):
        PUBLIC = "public", pgettext_lazy("ownership", "public")
        PRIVATE = "private", pgettext_lazy("ownership", "private")

    class Strength(models.TextChoices):
        QUALITY = "quality", _("quality school")
        ORDINARY = "ordinary", _("ordinary school")
        WEAK = "weak", _("relatively weak school")

    class Locality(models.TextChoices):
        CITY = "city", pgettext_lazy("locality", "city")
        TOWN = "town", pgettext_lazy("locality", "town")
        VILLAGE = "village", pgettext_lazy("locality", "village")

    school = models.ForeignKey(School, models.CASCADE, related_name="standings")
    ownership = models.CharField(_("ownership"), max_length=10, choices=Ownership, null=True)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength, null=True)
    locality = models.CharField(_("locality"), max_length=10, choices=Locality, null=True)
    township = models.CharField(_("township"), max_length=40, null=True)
    newly_built = models.BooleanField(_("newly built"), null=True)
    source = models.CharField(_("source of these facts"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school"], condition=Q(until=None), name="directory_one_open_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.since}"


class Campus(Dated):
    """A place of teaching (校区).  Coordinates are kept in the datum they were given in."""

    class Datum(models.TextChoices):
        WGS84 = "wgs84", "WGS-84"
        CGCS2000 = "cgcs2000", "CGCS2000"
        GCJ02 = "gcj02", "GCJ-02"

    school = models.ForeignKey(School, models.CASCADE, related_name="campuses")
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone of the office"), max_length=30, blank=True)
    longitude = models.FloatField(
        _("longitude"), null=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    latitude = models.FloatField(
        _("latitude"), null=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    datum = models.CharField(_("datum"), max_length=10, choices=Datum, default=Datum.WGS84)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.name


class TeachingPoint(Dated):
    """A small rural teaching site (教学点) under its parent school.  It is not a school."""

    parent = models.ForeignKey(School, models.PROTECT, related_name="teaching_points")
    name = models.CharField(_("name"), max_length=80)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("teaching point")
        ordering = ("id",)
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(until=None),
                name="directory_teaching_point_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
