"""Record that a school building cannot meet added grades and pupils (学位缺口)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import School
from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import year_of
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..engine.forecast.survival import FARTHEST
from ..models import Shortfall
from ..queries.forecast.shortfalls import may_record

SHORTEST = 10
BACK = 5  # years back that are still recorded


@dataclass(frozen=True, slots=True)
class NewShortfall:
    """What is recorded: the pupils who come, the seats there are, why, and what is planned."""

    stage: str
    year: int
    pupils: int
    seats: int
    reason: str
    planned: str
    settled_on: date | None = None


@transaction.atomic
def record_shortfall(
    school: School, new: NewShortfall, *, actor: Actor, now: datetime
) -> Shortfall:
    """Record a shortfall of seats, or change what was recorded of the same year.

    Raises:
        Refused("not-your-place"): the actor records nothing for this school.
        Refused("stage-not-taught"): the school does not teach the stage.
        Refused("shortfall-year"): the year is too far away to be recorded.
        Refused("shortfall-is-none"): the seats suffice.
        Refused("shortfall-needs-words"): reason or plan is said in fewer than ten characters.
        Refused("nothing-changed"): the same is recorded already.
    """
    row = School.objects.select_for_update(of=("self",)).select_related("authority")
    held = row.get(pk=school.pk)
    today = timezone.localdate(now)
    _check(held, new, actor, today)
    found = Shortfall.objects.filter(school=held, stage=new.stage, year=new.year).first()
    values = {
        "pupils": new.pupils,
        "seats": new.seats,
        "reason": new.reason.strip(),
        "planned": new.planned.strip(),
        "settled_on": new.settled_on,
    }
    if found and all(getattr(found, name) == value for name, value in values.items()):
        raise Refused("nothing-changed")
    if found is None:
        found = Shortfall(school=held, stage=new.stage, year=new.year)
        found.is_synthetic = held.authority.has_synthetic_data
    for name, value in values.items():
        setattr(found, name, value)
    found.person_id, found.recorded_at = actor.person, now
    found.save()
    note = {"stages": new.stage, "year": new.year, "short": found.short}
    if new.settled_on:
        note["settled_on"] = f"{new.settled_on}"
    write("record-shortfall", held, actor=actor, note=note)
    return found


def _check(school: School, new: NewShortfall, actor: Actor, today: date) -> None:
    if not may_record(school, actor=actor, on=today):
        raise Refused("not-your-place", name=school.name)
    if not school.sections.filter(stage=new.stage, until=None).exists():
        raise Refused("stage-not-taught", school=school.name)
    first, last = year_of(today) - BACK, year_of(today) + FARTHEST
    if not first <= new.year <= last:
        raise Refused("shortfall-year", first=first, last=last)
    if new.pupils <= new.seats:
        raise Refused("shortfall-is-none", pupils=new.pupils, seats=new.seats)
    if min(len(new.reason.strip()), len(new.planned.strip())) < SHORTEST:
        raise Refused("shortfall-needs-words", count=SHORTEST)
