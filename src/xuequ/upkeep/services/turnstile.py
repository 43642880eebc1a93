"""The waiting room: numbers given out, visitors let in, and when it opens and closes by itself.

It is no act of anybody and stands in no record: a row that changes some times a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least

from ..models import Turnstile

ONE = 1
CALM = timedelta(seconds=60)  # without strain and with nobody waiting, until the door stands open


@dataclass(frozen=True, slots=True)
class Door:
    """How the door stands."""

    is_on: bool = False
    issued: int = 0
    serving: int = 0

    @property
    def waiting(self) -> int:
        return self.issued - self.serving


def door() -> Door:
    """How the door stands now."""
    row = Turnstile.objects.filter(pk=ONE).values_list("is_on", "issued", "serving").first()
    return Door(*row) if row else Door()


def close_door(now: datetime) -> None:
    """More come than can be carried: from now on they wait."""
    row, is_new = Turnstile.objects.get_or_create(
        pk=ONE, defaults={"is_on": True, "strained_at": now}
    )
    if not is_new:
        Turnstile.objects.filter(pk=row.pk).update(is_on=True, strained_at=now)


def call_in(count: int, now: datetime) -> None:
    """Call so many more; with nobody waiting and no strain for a minute the door opens."""
    rows = Turnstile.objects.filter(pk=ONE)
    if count:
        rows.update(serving=Least("issued", F("serving") + count))
    rows.filter(serving=F("issued"), strained_at__lt=now - CALM).update(is_on=False)


@transaction.atomic
def number() -> int:
    """The next number."""
    rows = Turnstile.objects.filter(pk=ONE)
    if not rows.update(issued=F("issued") + 1):
        Turnstile.objects.get_or_create(pk=ONE)
        rows.update(issued=F("issued") + 1)
    return int(rows.values_list("issued", flat=True).get())
