"""Terms and teaching days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuequ.record.journal import WatchedQuerySet

from .authority import Authority


class Term(models.Model):
    """A term (学期) of an authority: from `since` up to, not including, `until`."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="terms")
    year = models.PositiveSmallIntegerField(_("school year (the year it starts)"))
    ordinal = models.PositiveSmallIntegerField(_("term"))
    since = models.DateField(_("first day"))
    until = models.DateField(_("first day after"))

    class Meta:
        verbose_name = _("term")
        ordering = ("since",)
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year", "ordinal"], name="directory_term_once"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="directory_term_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}–{self.year + 1} {self.ordinal}"


class SchoolDay(models.Model):
    """Whether an authority's schools teach on a day.  This table is the truth.

    It is drafted from public holidays and then edited; `reason` says why a day differs.  A new
    draft leaves what was entered `by_hand` as it is.
    """

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="school_days")
    day = models.DateField(_("day"))
    teaching = models.BooleanField(_("teaching day"))
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    by_hand = models.BooleanField(_("entered by hand"), default=False)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("school day")
        ordering = ("day",)
        constraints = [
            models.UniqueConstraint(fields=["authority", "day"], name="directory_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.teaching}"
