"""Catchments of schools (施教区), by the list that is the law and by outline; and their drafts."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.record.journal import WatchedQuerySet

from .authority import Authority
from .consortia import Consortium
from .dated import Dated
from .people import Person
from .schools import Campus, School, Stage

STAGES = [(each.value, each.label) for each in (Stage.PRIMARY, Stage.JUNIOR)]


class Catchment(Dated):
    """The catchment (施教区、服务地段) of a school at a stage.

    `area` names several catchments that are served together, of which a family may choose (片区,
    共享学区); only these may list one place twice.  `outline` is a GeoJSON geometry of kind
    Polygon; the list of places is what holds.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="catchments")
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES)
    area = models.CharField(_("served together as"), max_length=40, blank=True)
    outline = models.JSONField(_("outline"), null=True)
    datum = models.CharField(_("datum"), max_length=10, choices=Campus.Datum,
                             default=Campus.Datum.WGS84)  # fmt: skip
    basis = models.CharField(_("basis"), max_length=120, blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("catchment")
        ordering = ("school__sort_key", "school_id", "since")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "stage"],
                condition=Q(until=None),
                name="directory_one_open_catchment",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["primary", "junior"]),
                name="directory_catchment_is_compulsory",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.get_stage_display()}"


class CatchmentLine(models.Model):
    """A line of the list: an estate, road or village, and which of its doors.

    Without numbers and side the whole place belongs.  `unit` is what is numbered: 号, 栋, 弄, 组.
    `children` are those of the age to enter whom somebody counted there; empty: nobody did.
    """

    class Side(models.TextChoices):
        ALL = "all", pgettext_lazy("doors", "all")
        ODD = "odd", pgettext_lazy("doors", "odd")
        EVEN = "even", pgettext_lazy("doors", "even")

    catchment = models.ForeignKey(Catchment, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(default=0)
    place = models.CharField(_("place"), max_length=60)
    first = models.PositiveIntegerField(
        _("from number"), null=True, validators=[MaxValueValidator(99999)]
    )
    last = models.PositiveIntegerField(
        _("to number"), null=True, validators=[MaxValueValidator(99999)]
    )
    side = models.CharField(_("side"), max_length=4, choices=Side, default=Side.ALL)
    unit = models.CharField(_("unit"), max_length=2, default="号")
    children = models.PositiveIntegerField(_("children of age"), null=True)
    note = models.CharField(_("note"), max_length=100, blank=True)

    class Meta:
        ordering = ("order", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(first=None) | Q(last=None) | Q(last__gte=F("first")),
                name="directory_doors_go_up",
            ),
            models.CheckConstraint(
                condition=~Q(place=""), name="directory_catchment_line_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.place


class CatchmentDraft(models.Model):
    """The catchments of a stage as they are to be from a day on, until they are published.

    It holds the whole of the stage: what it does not list ends when it is published.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="catchment_drafts")
    stage = models.CharField(_("stage"), max_length=10, choices=STAGES)
    since = models.DateField(_("to hold from"))
    basis = models.CharField(_("basis"), max_length=120, blank=True)
    asked_at = models.DateTimeField(_("opinions asked"), null=True)
    published_at = models.DateTimeField(_("published"), null=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of catchments")
        ordering = ("-since", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "stage"],
                condition=Q(published_at=None),
                name="directory_one_open_draft",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["primary", "junior"]),
                name="directory_catchment_draft_is_compulsory",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority.short_name} {self.get_stage_display()} {self.since}"


class DraftedCatchment(models.Model):
    """The catchment of a school in a draft; `text` is its list, one place a line."""

    draft = models.ForeignKey(CatchmentDraft, models.CASCADE, related_name="catchments")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    area = models.CharField(_("served together as"), max_length=40, blank=True)
    text = models.TextField(_("places and doors"), max_length=20000, blank=True)
    outline = models.JSONField(_("outline"), null=True)
    datum = models.CharField(_("datum"), max_length=10, choices=Campus.Datum,
                             default=Campus.Datum.WGS84)  # fmt: skip

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("catchment in a draft")
        ordering = ("school__sort_key", "school_id")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "school"], name="directory_drafted_once_a_school"
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.school}"


class CatchmentOpinion(models.Model):
    """What somebody of a school or consortium says of a draft, in which post."""

    draft = models.ForeignKey(CatchmentDraft, models.CASCADE, related_name="opinions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=80)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("opinion"), max_length=2000)
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("opinion on a draft")
        ordering = ("said_at", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="directory_opinion_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.post}"
