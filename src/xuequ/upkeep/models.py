"""Which backups were made, and what was taken back from one."""

from __future__ import annotations

from django.db import models
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
