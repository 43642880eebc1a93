"""What came of a round: the sealed outcome, who approved it, and each child's place.

Placements and places in waiting lists are read through `queries.placing` alone, which shows them
to nobody before the outcome is released.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Person, School
from xuequ.kernel.text import Text

from .drawing import Roster
from .families import Application
from .rounds import Round

APPROVALS = 2


class Outcome(models.Model):
    """The result of a round (录取结果): a sealed package and its digest.

    `checks` are the steps by which the package was made again, by this program and by the verifier
    that shares no line with it.  Nobody sees who has which place before two people have approved,
    it is published, and the hour `releases_at` has come.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="outcomes")
    roster = models.OneToOneField(Roster, models.PROTECT, related_name="outcome")
    package = models.BinaryField()
    digest = models.CharField(_("digest of the package"), max_length=64)
    engine = models.CharField(_("digest of the program"), max_length=64)
    summary = models.JSONField()
    checks = models.JSONField(default=list)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))
    releases_at = models.DateTimeField(_("results are released"))
    published_at = models.DateTimeField(_("published"), null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("result of a round")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(ended_at=None), name="enrolment_one_current_outcome"
            ),
            models.CheckConstraint(
                condition=Q(releases_at__gt=F("made_at")), name="enrolment_outcome_has_a_time_lock"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.digest[:16]}"

    @property
    def authority_id(self) -> int:
        return self.round.authority_id

    @property
    def verified(self) -> list[tuple[Text, bool]]:
        """The steps of verification, and whether each went well."""
        return [(Text(each["zh"], each["en"]), each["fine"]) for each in self.checks]


class Approval(models.Model):
    """A person approved a result, in a post of the authority (批准)."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="approvals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=80)
    at = models.DateTimeField(_("approved"))

    class Meta:
        verbose_name = _("approval")
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(fields=["outcome", "person"], name="enrolment_approved_once")
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.person_id}"


class Voiding(models.Model):
    """An attempt is declared void (作废): one person asks for it with a reason, another agrees."""

    roster = models.OneToOneField(Roster, models.PROTECT, related_name="voiding")
    reason = models.TextField(_("reason"), max_length=500)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for"))
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(_("agreed"), null=True)

    class Meta:
        verbose_name = _("declaration that an attempt is void")
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None, agreed_at=None)
                | (Q(second__isnull=False, agreed_at__isnull=False) & ~Q(second=F("person"))),
                name="enrolment_void_by_two",
            )
        ]

    def __str__(self) -> str:
        return f"{self.roster_id}"


class Placement(models.Model):
    """The place of a child, or that it has none (录取去向).

    `stage` is the step that placed it, `choice` which of its choices, 0 for none; `kept` the kind
    of child the seat was kept for.  `reasons` are the sentences for the family, each
    {"zh": …, "en": …}.
    """

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="placements")
    application = models.ForeignKey(Application, models.PROTECT, related_name="placements")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    stage = models.PositiveSmallIntegerField(_("step"), default=0)
    choice = models.PositiveSmallIntegerField(_("choice"), default=0)
    kept = models.CharField(max_length=60, blank=True)
    ticket = models.CharField(_("ticket"), max_length=64, blank=True)
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("place of a child")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "application"], name="enrolment_one_place_a_child"
            ),
            models.CheckConstraint(
                condition=Q(school=None, stage=0) | Q(school__isnull=False, stage__gte=1),
                name="enrolment_placed_by_a_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.application_id}"


class WaitingPlace(models.Model):
    """At which place a child waits for a seat at a school; children placed as one share it."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="waiting")
    application = models.ForeignKey(Application, models.PROTECT, related_name="waiting")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(_("place in the waiting list"))

    class Meta:
        verbose_name = _("place in a waiting list")
        ordering = ("school_id", "place", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "application", "school"], name="enrolment_waits_once_a_school"
            ),
            models.CheckConstraint(condition=Q(place__gte=1), name="enrolment_waits_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.application_id} {self.place}"
