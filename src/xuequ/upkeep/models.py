"""Backups that were made, what was taken back from one, and who waits at the door."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """One backup (备份) that was written whole.  It does not stand in itself."""

    made_at = models.DateTimeField(_("backup made"))
    name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField("SHA-256", max_length=64)  # of the manifest
    size = models.PositiveBigIntegerField(_("bytes"))
    rows = models.PositiveBigIntegerField(_("rows"))
    files = models.PositiveBigIntegerField(_("private files"))
    faults = models.PositiveBigIntegerField(_("private files not in order"))
    has_files = models.BooleanField(_("holds private files"))
    has_keys = models.BooleanField(_("holds the keys"))

    class Meta:
        ordering = ("-id",)
        verbose_name = _("backup")

    def __str__(self) -> str:
        return self.name


class Restoration(models.Model):
    """This installation was taken back (恢复) from a backup."""

    restored_at = models.DateTimeField(_("restored"), auto_now_add=True)
    made_at = models.DateTimeField(_("backup made"))
    digest = models.CharField("SHA-256", max_length=64)  # of the manifest
    rows = models.PositiveBigIntegerField(_("rows"))

    class Meta:
        ordering = ("-id",)
        verbose_name = _("restoration")

    def __str__(self) -> str:
        return self.made_at.isoformat(timespec="seconds")


class Turnstile(models.Model):
    """The one door (等候室) through which families come in when more come than can be carried.

    Numbers go up for ever; whose number is not above `serving` may come in.
    """

    is_on = models.BooleanField(_("visitors wait"), default=False)
    issued = models.PositiveBigIntegerField(_("numbers given out"), default=0)
    serving = models.PositiveBigIntegerField(_("numbers let in"), default=0)
    strained_at = models.DateTimeField(_("last strained"), null=True)

    class Meta:
        verbose_name = _("waiting room")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="upkeep_one_turnstile"),
            models.CheckConstraint(
                condition=Q(serving__lte=F("issued")), name="upkeep_none_let_in_before_it_came"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serving}/{self.issued}"
