"""Say which school the leavers of a school go on to (对口升学)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.feeders import is_circle
from ..models import Authority, Feeder, School
from ..queries.feeders import feeders_on
from .succession import end, succeed


@transaction.atomic
def set_next_school(
    school: School, following: School | None, *, since: date, actor: Actor
) -> Feeder | None:
    """Say which school follows a school from a day on; None: none does any longer.

    Raises:
        Refused("next-is-itself"): both are one.
        Refused("next-is-elsewhere"): the next school is of another authority, or closed then.
        Refused("next-comes-back"): from the next school one comes back to this one.
        Refused("nothing-changed"): it is so already.
        Refused("ends-before-it-begins"): what ends began on that very day.
    """
    Authority.objects.select_for_update().get(pk=school.authority_id)
    if following is None:
        return _end(school, since, actor)
    if following.pk == school.pk:
        raise Refused("next-is-itself", school=school.name)
    if following.authority_id != school.authority_id or not following.is_in_force(since):
        raise Refused("next-is-elsewhere", school=following.name, day=since)
    if is_circle(school.pk, following.pk, feeders_on(school.authority, since)):
        raise Refused("next-comes-back", school=school.name, other=following.name)
    values = {"next_school": following}
    found = succeed(Feeder, {"school": school}, since=since, values=values)
    _record(found, since, actor)
    return found


def _end(school: School, since: date, actor: Actor) -> Feeder | None:
    found: Feeder | None = Feeder.objects.on(since).filter(school=school).first()
    if found is None:
        raise Refused("nothing-changed")
    before = fingerprint(found)
    if found.since == since:
        found.delete()
        write("set-next-school", school, actor=actor, note={"since": since.isoformat()})
        return None
    end(found, until=since)
    note = {"until": since.isoformat()}
    write("set-next-school", found, actor=actor, before=before, note=note)
    return found


def _record(found: Feeder, since: date, actor: Actor) -> None:
    note: dict[str, object] = {"since": since.isoformat(), "school": found.school.name}
    write("set-next-school", found, actor=actor, note=note)
