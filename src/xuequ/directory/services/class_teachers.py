"""Say who looks after a class (班主任)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.periods import Span
from xuequ.kernel.refusal import Refused
from xuequ.record.services import write

from ..models import ClassTeacher, Person, SchoolClass
from ..queries.workplaces import teaches_at
from .succession import end, succeed


@transaction.atomic
def set_class_teacher(
    room: SchoolClass, person: Person | None, *, since: date, actor: Actor
) -> ClassTeacher | None:
    """Somebody looks after a class from a day on; None: nobody does any longer.

    Raises:
        Refused("day-outside-year"): the day lies outside the school year of the class.
        Refused("does-not-teach-there"): the person does not teach at the school that day.
        Refused("nothing-changed"): it is so already.
        Refused("ends-before-it-begins"): what ends began on that very day.
    """
    room = SchoolClass.objects.select_for_update(of=("self",)).get(pk=room.pk)
    year = Span(date(room.year, 9, 1), date(room.year + 1, 9, 1))
    if since not in year:
        raise Refused("day-outside-year", first=year.since, end=date(room.year + 1, 8, 31))
    note: dict[str, object] = {"since": since.isoformat()}
    if person is None:
        held: ClassTeacher | None = ClassTeacher.objects.on(since).filter(school_class=room).first()
        if held is None:
            raise Refused("nothing-changed")
        end(held, until=since)
        write("set-class-teacher", held, actor=actor, note={"until": since.isoformat()})
        return held
    if not teaches_at(person, room.school, since):
        raise Refused(
            "does-not-teach-there", name=person.name, school=room.school.name, since=since
        )
    found = succeed(ClassTeacher, {"school_class": room}, since=since, values={"person": person})
    found.is_synthetic = room.is_synthetic
    write("set-class-teacher", found, actor=actor, note=note)
    return found
