"""Monthly sheets as they were published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuequ.directory.models import Authority, Consortium, Person

from .entries import Entry


class SheetIssue(models.Model):
    """The monthly sheet (工作配档) of a consortium as its members were given it.

    `table` is what stood on it, frozen; the digest is made of it.  Publishing anew makes the
    next version, the former ones stay.  `entry` is what it counted as, where it did.
    """

    authority = models.ForeignKey(Authority, models.PROTECT)
    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="sheet_issues")
    month = models.DateField(_("month"))
    version = models.PositiveSmallIntegerField(pgettext_lazy("of a document", "version"))
    table = models.JSONField()
    digest = models.CharField("SHA-256", max_length=64)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("monthly sheet")
        ordering = ("-month", "consortium", "-version")
        constraints = [
            models.UniqueConstraint(
                fields=["consortium", "month", "version"], name="ledger_sheet_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consortium} {self.month:%Y-%m} ({self.version})"
