"""Posts exercised by a deputy for a while (委托代理)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .dated import Dated, DatedQuerySet, in_force, overlapping
from .people import Holding, Person, Teacher


class DelegationQuerySet(DatedQuerySet["Delegation"]):
    """Questions about a day; what was revoked or whose post has ended counts no longer."""

    def in_effect(self, day: date) -> DelegationQuerySet:
        """The delegations that lend their post on that day.

        The holder must still be in the post, and the deputy still work somewhere.
        """
        works = Exists(Holding.objects.on(day).filter(person=OuterRef("person"))) | Exists(
            Teacher.objects.on(day).filter(person=OuterRef("person"))
        )
        return self.filter(
            in_force(day), not_revoked(day), in_force(day, "holding__"),
            in_force(day, "holding__post__"), works,
        )  # fmt: skip

    def together(self, since: date, until: date | None) -> DelegationQuerySet:
        """The delegations that share a day with the span and are not revoked by then."""
        return self.filter(overlapping(since, until), not_revoked(since))


def not_revoked(day: date) -> Q:
    """The condition that a delegation has not been revoked by that day."""
    return Q(revoked_on=None) | Q(revoked_on__gt=day)


class Delegation(Dated):
    """The holder of a post lends it to a deputy up to a day, until revoked or the post ends."""

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="delegations")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="deputising", verbose_name=_("deputy")
    )
    until = models.DateField(_("until (first day no longer)"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)

    objects = DelegationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("delegation")
        ordering = ("since", "id")

    def __str__(self) -> str:
        return f"{self.holding.post} · {self.holding.person} → {self.person}"
