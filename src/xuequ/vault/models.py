"""When the keys were rotated, and which private files are kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rotation(models.Model):
    """One rotation: every value was sealed anew with the key `key`."""

    key = models.PositiveIntegerField(_("key"))
    rows = models.PositiveBigIntegerField(_("rows sealed anew"), default=0)
    began = models.DateTimeField(_("began"), auto_now_add=True)
    ended = models.DateTimeField(_("ended"), null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"vault-{self.key}.key"


class StoredFile(models.Model):
    """A private file (附件): what it is by its content, and the digest it is kept under.

    Two rows may share one content; it lies in the installation's folder once.
    """

    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("bytes"))
    kind = models.CharField(_("kind"), max_length=100)  # media type, told by the content
    name = models.CharField(_("file name"), max_length=150)  # as its owner called it
    is_scanned = models.BooleanField(_("scanned for viruses"), default=False)
    stored_at = models.DateTimeField(_("stored"), auto_now_add=True)

    class Meta:
        ordering = ("id",)
        verbose_name = _("private file")

    def __str__(self) -> str:
        return self.name
