"""Who checks which application and what they found, who may not, and who looked at it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Person, School
from xuequ.vault.fields import EncryptedTextField

from .families import Application, Child
from .rounds import Round


class CheckSettings(models.Model):
    """How the applications of a round are checked; fixed before the first is read.

    `share` percent of the children are read by a second person too; which, `seed` says, that
    nobody reads.  `standard` is the digest of the points table and the conditions on that day.
    `lock_years`: for how many years a dwelling gives a seat once; none: seats are not locked.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="check_settings")
    share = models.PositiveSmallIntegerField(
        _("percent read twice"), validators=[MaxValueValidator(100)]
    )
    seed = EncryptedTextField()
    seed_digest = models.CharField("SHA-256", max_length=64)
    standard = models.CharField("SHA-256", max_length=64)
    lock_years = models.PositiveSmallIntegerField(_("years of a seat lock"), null=True)
    siblings_exempt = models.BooleanField(_("brothers and sisters are exempt"), default=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(pgettext_lazy("of settings", "fixed"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share__lte=100), name="enrolment_share_of_hundred"),
            models.CheckConstraint(
                condition=Q(lock_years=None) | Q(lock_years__gte=1),
                name="enrolment_lock_lasts_a_year",
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def authority_id(self) -> int:
        return self.round.authority_id


class Assignment(models.Model):
    """An application in the hands of one reviewer (认领), until a time."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="assignment")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reader = models.PositiveSmallIntegerField(_("reader"))
    taken_at = models.DateTimeField(_("taken"))
    until = models.DateTimeField(_("until"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("taken_at")), name="enrolment_taken_for_a_while"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.application_id}"


class Check(models.Model):
    """What one reader found of one version; never changed.

    `items` are the values by code of the head, None where an item was not shown; `said` reasons
    by field, each {"field": …, "text": …}; `answers` what was said to each warning.  It ends when
    the application is taken up again.
    """

    class Verdict(models.TextChoices):
        ACCEPT = "accept", pgettext_lazy("of a check", "meets the conditions")
        RETURN = "return", pgettext_lazy("of a check", "returned for correction")
        REFUSE = "refuse", pgettext_lazy("of a check", "does not meet the conditions")

    application = models.ForeignKey(Application, models.CASCADE, related_name="checks")
    version = models.PositiveSmallIntegerField(pgettext_lazy("of a document", "version"))
    reader = models.PositiveSmallIntegerField(_("reader"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    ground = models.SlugField(_("ground"), max_length=40, blank=True)
    reason = EncryptedTextField(_("reason"), null=True)
    said = models.JSONField(default=list)
    items = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    points = models.CharField(_("points"), max_length=10, blank=True)
    claim_class = models.PositiveSmallIntegerField(_("class of claim"), null=True)
    home = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    primary = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    kinds = models.JSONField(default=list)
    dwelling = EncryptedTextField(_("number of the dwelling"), null=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=80)
    at = models.DateTimeField(_("checked"))
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("check of an application")
        ordering = ("version", "at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "version", "reader"],
                condition=Q(ended_at=None),
                name="enrolment_one_check_a_reader",
            ),
            models.UniqueConstraint(
                fields=["application", "version", "person"],
                condition=Q(ended_at=None),
                name="enrolment_no_person_checks_twice",
            ),
            models.CheckConstraint(
                condition=Q(reader__gte=1, reader__lte=3), name="enrolment_three_readers"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="refuse") | Q(reason__isnull=False),
                name="enrolment_verdict_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.version} {self.reader}"

    @property
    def authority_id(self) -> int:
        return self.application.authority_id


class Conflict(models.Model):
    """Somebody said that a child is one of their own people (回避); for ever."""

    class Kind(models.TextChoices):
        KIN = "kin", _("kin")
        ACQUAINTANCE = "known", _("acquaintance, or a colleague's child")
        INTEREST = "interest", _("other interest in the decision")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("what they are to the child"), max_length=10, choices=Kind)
    declared_at = models.DateTimeField(_("declared"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "child"], name="enrolment_declared_once")
        ]

    def __str__(self) -> str:
        return f"#{self.child_id}"

    @property
    def authority_id(self) -> int:
        return self.child.authority_id


class Look(models.Model):
    """Somebody opened a child's file that was not in their hands, and said what for."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.SlugField(_("purpose"), max_length=20)
    at = models.DateTimeField(_("looked"))
    until = models.DateTimeField(_("until"))

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="enrolment_look_ends")
        ]

    def __str__(self) -> str:
        return f"#{self.application_id}"
