"""How much was handed in and confirmed of each duty, and who is excused."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuequ.directory.models import Authority, Consortium, Person, School
from xuequ.directory.models.dated import Dated


class Counter(models.Model):
    """What one owner has done of one duty in one period; kept in the entry's transaction.

    The owner is a `person`, `posting`, `pairing`, `school`, `consortium` or `authority`.
    `handed` counts what waits for confirmation, `confirmed` what was confirmed, of both
    `nothing` what said that there was nothing to report.
    """

    authority = models.ForeignKey(Authority, models.CASCADE, db_index=False)
    duty = models.CharField(_("duty"), max_length=80)
    since = models.DateField(_("from"))
    owner_kind = models.CharField(max_length=12)
    owner_id = models.PositiveBigIntegerField()
    subject = models.CharField(_("subject"), max_length=20, blank=True)
    school = models.ForeignKey(School, models.CASCADE, null=True, db_index=False)
    consortium = models.ForeignKey(Consortium, models.CASCADE, null=True, db_index=False)
    handed = models.IntegerField(default=0)
    confirmed = models.IntegerField(default=0)
    nothing = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(  # all that the board reads, so that it reads nothing else
                fields=[
                    "authority", "owner_kind", "duty", "since",
                    "school", "confirmed", "handed", "owner_id",
                ],
                name="ledger_counter_states",
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "duty", "since", "subject"],
                name="ledger_counter_once",
            ),
            models.CheckConstraint(
                condition=Q(handed__gte=0, confirmed__gte=0, nothing__gte=0),
                name="ledger_counter_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.owner_kind}:{self.owner_id} {self.since}"


class Excuse(Dated):
    """An owner need not do a duty for a while, by a decision (豁免)."""

    authority = models.ForeignKey(Authority, models.PROTECT)
    duty = models.CharField(_("duty"), max_length=80)
    owner_kind = models.CharField(max_length=12)
    owner_id = models.PositiveBigIntegerField()
    subject = models.CharField(_("subject"), max_length=20, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    decision = models.CharField(_("decision"), max_length=120)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True)
    revoked_on = models.DateField(_("revoked on"), null=True)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("-since", "-id")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(revoked_on=None) | Q(revoked_on__gte=F("since")),
                name="ledger_excuse_is_revoked_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.since}"
