"""What is recorded of how a consortium is governed, dated."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Consortium, Post, School
from xuequ.directory.models.dated import Dated


class UnificationStatus(Dated):
    """How far one item of the locality's catalogues has come in a consortium.

    `item` names catalogue and item of the policy, such as "six.enrolment".
    """

    class Status(models.TextChoices):
        NOT_BEGUN = "not_begun", pgettext_lazy("of an item", "not begun")
        UNDER_WAY = "under_way", pgettext_lazy("of an item", "under way")
        REACHED = "reached", pgettext_lazy("of an item", "reached")
        BLOCKED = "blocked", pgettext_lazy("of an item", "blocked")

    consortium = models.ForeignKey(Consortium, models.CASCADE, related_name="unification")
    item = models.CharField(_("item"), max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=Status)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["consortium", "item"],
                condition=Q(until=None),
                name="governance_one_open_status_per_item",
            ),
            models.CheckConstraint(
                condition=~Q(status="blocked") | ~Q(reason=""),
                name="governance_what_is_blocked_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consortium} · {self.item}"


class FoundingDocument(Dated):
    """A plan, charter or set of rules a consortium adopted; a new version follows the old one."""

    consortium = models.ForeignKey(Consortium, models.CASCADE, related_name="documents")
    code = models.SlugField(_("kind of document"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    version = models.PositiveSmallIntegerField(pgettext_lazy("of a document", "version"))
    words = models.TextField(_("main content"), max_length=2000, blank=True)
    source = models.CharField(_("decided in case"), max_length=20, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("code", "-version")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["consortium", "code", "version"], name="governance_version_once"
            ),
            models.UniqueConstraint(
                fields=["consortium", "code"],
                condition=Q(until=None),
                name="governance_one_open_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Signature(models.Model):
    """A member school signed a version of a founding document: at its adoption, or on joining."""

    document = models.ForeignKey(FoundingDocument, models.CASCADE, related_name="signatures")
    school = models.ForeignKey(School, models.PROTECT, related_name="signatures")
    signed_on = models.DateField(_("signed on"))
    source = models.CharField(_("decided in case"), max_length=20, blank=True)

    class Meta:
        ordering = ("signed_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "school"], name="governance_signed_once_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.school}"


class Filing(models.Model):
    """The official roster as it was filed for the record (备案), sealed by its digest."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="filings")
    as_of = models.DateField(_("roster as of"))
    filed_on = models.DateField(_("filed on"))
    receipt = models.CharField(_("number of the receipt"), max_length=120)
    responsible = models.TextField(_("persons responsible for each item"), max_length=2000)
    roster = models.JSONField()  # the rows as they were filed
    digest = models.CharField("SHA-256", max_length=64)
    source = models.CharField(_("decided in case"), max_length=20, blank=True)

    class Meta:
        ordering = ("-filed_on", "-id")

    def __str__(self) -> str:
        return f"{self.authority} {self.as_of}"


class Workload(Dated):
    """The duties of a post in writing, and the hours a week they count, once approved."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="workload")
    duties = models.CharField(_("duties"), max_length=300, blank=True)
    hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1, null=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=120, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["post"], condition=Q(until=None), name="governance_one_open_workload"
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gte=0) & Q(hours__lte=40),
                name="governance_hours_fit_a_week",
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)


class Aim(Dated):
    """A vision, idea or goal a consortium holds."""

    class Kind(models.TextChoices):
        VISION = "vision", _("vision")
        WORKING_IDEA = "working_idea", _("working idea")
        BRAND_GOAL = "brand_goal", _("brand goal")
        SCHOOL_IDEA = "school_idea", _("school idea")
        STYLE = "style", _("school style and culture")
        STRATEGIC_GOAL = "strategic_goal", _("strategic goal")

    consortium = models.ForeignKey(Consortium, models.CASCADE, related_name="aims")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    words = models.CharField(_("words"), max_length=300)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("kind",)
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["consortium", "kind"],
                condition=Q(until=None),
                name="governance_one_open_aim_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consortium} · {self.get_kind_display()}"
