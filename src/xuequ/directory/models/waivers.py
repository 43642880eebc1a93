"""Recorded leave not to meet a clause for a while."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .authority import Authority
from .consortia import Consortium
from .dated import Dated


class Waiver(Dated):
    """A decision that one consortium, or the whole authority, need not meet a clause.

    It lies over the verdict and names its decision; it never changes what was measured.
    """

    authority = models.ForeignKey(Authority, models.PROTECT)
    consortium = models.ForeignKey(
        Consortium, models.PROTECT, null=True, blank=True, related_name="waivers"
    )
    clause = models.CharField(_("clause"), max_length=10)
    decision = models.CharField(_("decision (number or date of the paper)"), max_length=120)
    reason = models.TextField(_("reason"), max_length=1000)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("waiver")

    def __str__(self) -> str:
        return f"{self.clause} {self.decision}"
