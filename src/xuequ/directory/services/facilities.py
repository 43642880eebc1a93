"""Acts on facilities: rooms, halls and grounds that schools have and may share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Facility, FacilityStanding, Lesson, School
from .people.checks import room
from .succession import end, end_all, succeed


@dataclass(frozen=True, slots=True)
class NewFacility:
    """A facility to register: `facts` are fields of its standing."""

    name: str
    kind: str
    facts: Mapping[str, object]
    campus: str = ""


@transaction.atomic
def add_facility(school: School, new: NewFacility, *, since: date, actor: Actor) -> Facility:
    """Register a facility of a school.

    Raises:
        Refused("name-is-taken"): the school has one of that name there already.
        Refused("not-yet-begun", "already-ended"): the school is not open on that day.
        Refused("hours-but-not-shared"): it is not shared, yet has hours for others.
    """
    School.objects.select_for_update().get(pk=school.pk)
    until = room(school, since)
    _check(new.facts)
    same = Facility.objects.filter(school=school, campus=new.campus, name=new.name)
    if same.during(since, None).exists():
        raise Refused("name-is-taken", name=new.name)
    facility = Facility.objects.create(
        school=school,
        campus=new.campus,
        name=new.name,
        kind=new.kind,
        since=since,
        until=until,
        is_synthetic=school.authority.has_synthetic_data,
    )
    FacilityStanding.objects.create(facility=facility, since=since, until=until, **new.facts)
    write("add-facility", facility, actor=actor, note={"kind": new.kind})
    return facility


@transaction.atomic
def change_facility(
    facility: Facility, facts: Mapping[str, object], *, since: date, actor: Actor
) -> Facility:
    """Record from a day on what a facility is.

    Raises:
        Refused("not-yet-begun", "already-ended"): it is not there on that day.
        Refused("hours-but-not-shared"): it is not shared, yet has hours for others.
        Refused("nothing-changed"): all of it is on record already.
    """
    facility = Facility.objects.select_for_update().get(pk=facility.pk)
    if since < facility.since:
        raise Refused("not-yet-begun", name=facility.name, since=facility.since)
    if facility.until is not None and facility.until <= since:
        raise Refused("already-ended", until=facility.until)
    _check(facts)
    before = fingerprint(facility.standings.on(since).first())
    standing = succeed(FacilityStanding, {"facility": facility}, since=since, values=dict(facts))
    note: dict[str, object] = {"since": since.isoformat()}
    write("change-facility", standing, actor=actor, before=before, note=note)
    return facility


@transaction.atomic
def end_facility(facility: Facility, *, until: date, actor: Actor) -> Facility:
    """Let a facility be there no longer from a day on.

    Raises:
        Refused("ends-before-it-begins", "already-ended"): see `end`.
        Refused("facility-in-use"): a timetable then in force gives lessons there.
    """
    facility = Facility.objects.select_for_update().get(pk=facility.pk)
    before = fingerprint(facility)
    end_with_standings(facility, until=until)
    write("end-facility", facility, actor=actor, before=before)
    return facility


def end_with_standings(facility: Facility, *, until: date) -> None:
    """End a facility and what is known of it.

    Raises:
        Refused: as `end_facility`.
    """
    used = Lesson.objects.filter(room=facility, timetable__replaced_by=None)
    for lesson in used.select_related("timetable"):
        if lesson.timetable.until is None or lesson.timetable.until > until:
            raise Refused("facility-in-use", since=lesson.timetable.since)
    end(facility, until=until)
    later = facility.standings.filter(since__gte=until)
    later.delete()
    end_all(facility.standings.filter(since__lt=until), until=until)


def _check(facts: Mapping[str, object]) -> None:
    if facts["hours"] and facts["is_shared"] is False:
        raise Refused("hours-but-not-shared")
