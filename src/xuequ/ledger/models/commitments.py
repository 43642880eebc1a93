"""What people report on commitments."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Consortium, School


class CommitmentReport(models.Model):
    """What the owner of a commitment says of it on a day.

    It is the authority's own, unless it names a consortium or a school.  The latest that is not
    withdrawn counts, until the day it is to be looked at again.
    """

    class Status(models.TextChoices):
        NOT_BEGUN = "not_begun", pgettext_lazy("of a commitment", "not begun")
        UNDER_WAY = "under_way", pgettext_lazy("of a commitment", "under way")
        DONE = "done", pgettext_lazy("of a commitment", "done")
        STOPPED = "stopped", pgettext_lazy("of a commitment", "stopped")

    authority = models.ForeignKey(Authority, models.PROTECT)
    consortium = models.ForeignKey(Consortium, models.PROTECT, null=True, blank=True)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True)
    clause = models.CharField(_("clause"), max_length=10, db_index=True)
    status = models.CharField(_("status"), max_length=10, choices=Status)
    words = models.TextField(_("what was done"), max_length=1000)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    reported_on = models.DateField(_("reported on"))
    review_on = models.DateField(_("next review"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = _("report on a commitment")
        ordering = ("-reported_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gt=F("reported_on")),
                name="ledger_report_is_reviewed_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=Q(consortium=None) | Q(school=None),
                name="ledger_report_has_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} · {self.school or self.consortium or self.authority}"
