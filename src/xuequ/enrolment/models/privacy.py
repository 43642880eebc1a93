"""Personal data kept: consents, what is held back from deletion, and what was deleted when due."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Person

from .families import Child
from .rounds import Round


class Consent(models.Model):
    """A guardian agreed to something that no law obliges the authority to do (监护人同意).

    `version` and `digest` say which words they read.  It ends when a guardian takes it back.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="consents")
    kind = models.SlugField(pgettext_lazy("of a consent", "what for"), max_length=20)
    version = models.PositiveSmallIntegerField(pgettext_lazy("of a document", "version"))
    digest = models.CharField("SHA-256", max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(pgettext_lazy("of a consent", "given"))
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(pgettext_lazy("of a consent", "taken back"), null=True)

    class Meta:
        verbose_name = _("consent of a guardian")
        ordering = ("-at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["child", "kind"], condition=Q(ended_at=None), name="enrolment_consent_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="enrolment_consent_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.child_id} {self.kind}"

    @property
    def authority_id(self) -> int:
        return self.child.authority_id


class LegalHold(models.Model):
    """Nothing of a round, or of a child in it, is deleted before a day, for a reason (暂缓删除)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="holds")
    child = models.ForeignKey(Child, models.CASCADE, null=True, related_name="holds")
    reason = models.TextField(_("reason"), max_length=500)
    until = models.DateField(_("until"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(pgettext_lazy("of a hold", "ordered"))
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("stay of deletion")
        ordering = ("-at", "-id")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="enrolment_hold_has_its_reason")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} #{self.pk}"

    @property
    def authority_id(self) -> int:
        return self.round.authority_id


class Erasure(models.Model):
    """A batch of what is due to be deleted (到期删除批次), and what came of it.

    `person` proposes it and `second` releases it; where the profile lets the clock do both,
    `automatic` is set and neither is named.  `held` says what was due and is held back, each
    {"why": …, "count": …, "until": …}; no names.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    held = models.JSONField(default=list)
    automatic = models.BooleanField(_("by the clock"), default=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(pgettext_lazy("of a deletion", "proposed"))
    second = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(pgettext_lazy("of a deletion", "released"), null=True)
    done_at = models.DateTimeField(pgettext_lazy("of a deletion", "done"), null=True)

    class Meta:
        verbose_name = _("batch of deletions")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["authority"], condition=Q(done_at=None), name="enrolment_one_open_erasure"
            ),
            models.CheckConstraint(
                condition=Q(automatic=True, person=None, second=None)
                | Q(automatic=False, person__isnull=False),
                name="enrolment_erasure_proposed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("person")),
                name="enrolment_erasure_released_by_another",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(automatic=True) | Q(second__isnull=False),
                name="enrolment_erasure_released_by_two",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(released_at__isnull=False),
                name="enrolment_erasure_done_once_released",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ErasureItem(models.Model):
    """One thing of a batch: which row, and whether it was deleted or held back meanwhile."""

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("of a deletion", "due")
        DONE = "done", pgettext_lazy("of a deletion", "deleted")
        KEPT = "kept", pgettext_lazy("of a deletion", "held back meanwhile")

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="items")
    kind = models.SlugField(pgettext_lazy("of a deletion", "what"), max_length=20)
    row = models.BigIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["erasure", "kind", "row"], name="enrolment_erased_once")
        ]

    def __str__(self) -> str:
        return f"{self.erasure_id} {self.kind} {self.row}"
