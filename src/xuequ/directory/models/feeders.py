"""Which school the leavers of a school go on to (对口升学)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dated import Dated
from .schools import School


class Feeder(Dated):
    """The school in which the leavers of a school go on; the year roll-over places them there."""

    school = models.ForeignKey(School, models.PROTECT, related_name="feeds")
    next_school = models.ForeignKey(
        School, models.PROTECT, related_name="fed_by", verbose_name=_("next school")
    )

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("next school")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(school=F("next_school")), name="directory_feeder_goes_elsewhere"
            ),
            models.UniqueConstraint(
                fields=["school"], condition=Q(until=None), name="directory_one_open_feeder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} → {self.next_school}"
