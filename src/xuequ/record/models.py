"""The record: one sealed line per act, and the head that says how many there are."""

from __future__ import annotations

from datetime import UTC

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Line(models.Model):
    """Who did what to which thing, and when.  Written once; the database refuses changes.

    Account and post are kept as the words they were, so that a line says the same for ever.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    account = models.CharField(_("account"), max_length=150)
    post = models.CharField(_("post"), max_length=120, blank=True)
    verb = models.SlugField(_("act"), max_length=60)
    subject = models.CharField(pgettext_lazy("of an act", "subject"), max_length=120, db_index=True)
    name = models.CharField(_("name of the subject"), max_length=200, blank=True)
    authority = models.BigIntegerField(_("authority"), null=True, db_index=True)
    before = models.CharField(_("digest before"), max_length=64, blank=True)
    after = models.CharField(_("digest after"), max_length=64, blank=True)
    note = models.JSONField(_("details"), default=dict)
    previous = models.CharField(_("seal before"), max_length=64)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"

    def content(self) -> dict[str, object]:
        """What the seal covers beside the number and the seal before.

        The moment stands in UTC, as databases give it back, whatever clock it was read from.
        """
        names = ("account", "post", "verb", "subject", "name", "authority", "before", "after")
        return {
            **{name: getattr(self, name) for name in names},
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "note": self.note,
        }


class Head(models.Model):
    """The number and seal of the last line, sealed itself: lines cut from the end show here."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64)
    proof = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="record_has_one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.seal}"
