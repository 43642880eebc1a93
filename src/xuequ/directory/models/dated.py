"""Rows that hold for a span of days."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xuequ.record.journal import WatchedQuerySet

D = TypeVar("D", bound="Dated")


def in_force(on: date, prefix: str = "") -> Q:
    """The condition that a dated row, reached through `prefix`, is in force `on` that day."""
    return Q(**{f"{prefix}since__lte": on}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": on})
    )


def overlapping(since: date, until: date | None, prefix: str = "") -> Q:
    """The condition that a dated row, reached through `prefix`, shares a day with the span."""
    reaches = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": since})
    return reaches if until is None else reaches & Q(**{f"{prefix}since__lt": until})


class DatedQuerySet(WatchedQuerySet[D]):
    """Questions about a day."""

    def on(self, day: date) -> Any:
        """The rows in force on that day."""
        return self.filter(in_force(day))

    def during(self, since: date, until: date | None) -> Any:
        """The rows that share a day with the span."""
        return self.filter(overlapping(since, until))


class Dated(models.Model):
    """A row in force from `since` up to, not including, `until`."""

    since = models.DateField(_("from"))
    until = models.DateField(_("until (first day no longer)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            )
        ]

    def is_in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)
