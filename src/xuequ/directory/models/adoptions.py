"""Which policy an authority has adopted, from which day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .authority import Authority
from .dated import Dated


class Adoption(Dated):
    """The text of a profile that an authority follows from a day on.

    Of several in force on a day the one adopted last holds, so that nothing is ever rewritten: to
    go back, the earlier text is adopted again.  Before the first, `Authority.profile` holds.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="adoptions")
    code = models.SlugField(_("policy profile"))
    text = models.TextField(_("text of the profile"))
    digest = models.CharField(_("digest of the text"), max_length=64)
    note = models.CharField(_("decision or reason"), max_length=200)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("adopted policy")

    def __str__(self) -> str:
        return f"{self.code} {self.since}"
