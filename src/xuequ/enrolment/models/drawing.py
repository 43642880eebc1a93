"""How the seed of a round will come about, the frozen roster, and what is tried out beforehand."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Person
from xuequ.kernel.text import Text

from .rounds import Round, RuleSet


class Announcement(models.Model):
    """How each part of the seed will come about, made known before the roster is frozen (种子约定).

    `parts` is a list of kind, name, commitment, length and faces, in their order.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="announcements")
    parts = models.JSONField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(_("announced"))
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(ended_at=None), name="enrolment_one_announcement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.pk}"


class Roster(models.Model):
    """The roster (名册) of a round, frozen: the exact bytes that a package will hold.

    It has the numbers of children and no names.  `engine` is the digest of the program that
    decides, on the day of freezing; `defects` are the warnings that were read and accepted,
    each with the number it is about and its words; `parts` as in the announcement.  Results are
    released at `releases_at` at the earliest.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="rosters")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(pgettext_lazy("of a document", "version"))
    applications = models.BinaryField()
    travel = models.BinaryField()
    digest = models.CharField(_("frozen digest"), max_length=64)
    engine = models.CharField(_("digest of the program"), max_length=64)
    children = models.PositiveIntegerField(_("children"))
    parts = models.JSONField(default=list)
    defects = models.JSONField(default=list)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(_("frozen"))
    releases_at = models.DateTimeField(_("results are released"))
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("frozen roster")
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(
                fields=["round", "version"], name="enrolment_roster_version_once"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(ended_at=None), name="enrolment_one_current_roster"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(end_reason=""),
                name="enrolment_roster_ends_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.version}"

    @property
    def authority_id(self) -> int:
        return self.round.authority_id

    @property
    def accepted(self) -> list[tuple[str, Text]]:
        """The warnings that were accepted: number of the child, and words."""
        return [(each["number"], Text(each["zh"], each["en"])) for each in self.defects]


class Brought(models.Model):
    """What a party revealed, or what was thrown, as it was entered and read against (种子各方所出).

    It counts once somebody else than who entered it has confirmed it.
    """

    roster = models.ForeignKey(Roster, models.PROTECT, related_name="brought")
    name = models.CharField(_("part of the seed"), max_length=200)
    value = models.TextField(_("value"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"))
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    class Meta:
        verbose_name = _("part of the seed")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["roster", "name"], name="enrolment_brought_once"),
            models.CheckConstraint(
                condition=Q(second=None, confirmed_at=None)
                | (Q(second__isnull=False, confirmed_at__isnull=False) & ~Q(second=F("person"))),
                name="enrolment_read_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.name}"


class DryRun(models.Model):
    """A trial (试算) on applications as they stand, by a seed that is never used for a result.

    `summary` counts by step, choice and school; `moved` says by number who would go elsewhere than
    in the trial before.  `outcome` is kept so that the next one can be compared, and shown nowhere.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="dry_runs")
    roster = models.ForeignKey(Roster, models.PROTECT, null=True, related_name="dry_runs")
    rules_digest = models.CharField("SHA-256", max_length=64)
    seats_digest = models.CharField("SHA-256", max_length=64)
    applications_digest = models.CharField("SHA-256", max_length=64)
    outcome = models.BinaryField()
    summary = models.JSONField()
    moved = models.JSONField(default=list)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("dry run")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.round} {self.pk}"


class Rehearsal(models.Model):
    """A rehearsal (演练): invented children, an invented seed, a package marked for ever.

    It stands in a table of its own, and nothing leads from here to a result.  `engine_before` and
    `engine_after` are the digest of the program before and after it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="rehearsals")
    package = models.BinaryField()
    digest = models.CharField(_("digest of the package"), max_length=64)
    engine_before = models.CharField(max_length=64)
    engine_after = models.CharField(max_length=64)
    children = models.PositiveIntegerField(_("invented children"))
    summary = models.JSONField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("rehearsal")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.round} {self.pk}"
