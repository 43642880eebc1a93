"""What an act that can be taken back keeps of every row it wrote."""

from __future__ import annotations

from django.db import models

from xuequ.vault.fields import EncryptedTextField


class WrittenRow(models.Model):
    """A row that an act wrote: as it was before, and the seal of what it is after."""

    model = models.CharField(max_length=80)  # label, e.g. "directory.Person"
    key = models.BigIntegerField()  # its primary key
    line = models.PositiveIntegerField()  # of the sheet; 0 if it comes from none
    before = EncryptedTextField(null=True)  # values in JSON; none for a new row
    after = models.CharField(max_length=64, blank=True)  # fingerprint; "" for one that is gone

    class Meta:
        abstract = True
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.model}:{self.key}"
