"""When the keys were rotated."""

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
