"""Education authorities (教育局), county under city."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Authority(models.Model):
    """A city's or county's education authority and the policy profile it follows."""

    class Level(models.TextChoices):
        CITY = "city", pgettext_lazy("level", "city")
        COUNTY = "county", pgettext_lazy("level", "county or district")

    name = models.CharField(_("name"), max_length=80, unique=True)
    short_name = models.CharField(_("short name"), max_length=20)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.COUNTY)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    profile = models.SlugField(_("policy profile"))
    area_code = models.CharField(_("area code (GB/T 2260)"), max_length=6, blank=True)
    is_public = models.BooleanField(_("shown to the public"), default=False)
    has_synthetic_data = models.BooleanField(_("holds synthetic data"), default=False)

    class Meta:
        verbose_name = _("authority")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
