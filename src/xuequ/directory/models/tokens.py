"""Tokens that let a program read in one identity of an account."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import Account


class Token(models.Model):
    """A token.  Only its digest is kept, so nobody can read it here; it always expires.

    It may never do more than its identity, which must still be held when the token is used.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    identity = models.CharField(_("identity"), max_length=40)
    identity_name = models.CharField(_("identity in words"), max_length=120)
    name = models.CharField(_("used by"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    permissions = models.JSONField(_("permissions"), default=list)
    issued = models.DateField(_("issued on"))
    expires = models.DateField(_("expires on (first day no longer)"))
    revoked = models.DateField(_("revoked on"), null=True, blank=True)
    last_used = models.DateField(_("last used on"), null=True, blank=True)

    class Meta:
        verbose_name = _("access token")
        ordering = ("-issued", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires__gt=F("issued")), name="directory_token_expires_after_issue"
            )
        ]

    def __str__(self) -> str:
        return self.name
