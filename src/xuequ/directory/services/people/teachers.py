"""Acts on what teachers teach, and on their titles and honours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ...models import Honour, Pairing, Person, Posting, School, Teacher
from ...queries.offered import subject_said, subjects
from ...queries.workplaces import workplaces
from ..succession import end, end_all, succeed
from .checks import room


@dataclass(frozen=True, slots=True)
class NewTeaching:
    """What somebody teaches: `title` (职称) None where it is not known."""

    stage: str
    subject: str
    title: str | None = None


@transaction.atomic
def register_teacher(
    person: Person, school: School, new: NewTeaching, *, since: date, actor: Actor
) -> Teacher:
    """Let a person teach a subject at a school from a day on, with a title.

    The subject is kept by its Chinese name.  Who teaches it there already gets the new title
    from that day on.

    Raises:
        Refused("place-elsewhere"): the school belongs to another authority than the person.
        Refused("not-yet-begun"): the school begins after that day.
        Refused("already-ended"): the school ends on that day or earlier.
        Refused("nothing-changed"): all of it is registered already.
        Refused("teaching-is-registered"): it is registered from a later day on.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if school.authority_id != person.authority_id:
        raise Refused("place-elsewhere", name=school.name)
    until = room(school, since)
    subject = subject_said(new.subject, subjects(person.authority, since))
    owner = {"person": person, "school": school, "stage": new.stage, "subject": subject}
    held = Teacher.objects.filter(**owner)
    now = held.on(since).first()
    later = held.filter(since__gt=since).order_by("since").first()
    if now is None and later is not None:
        raise Refused("teaching-is-registered", name=person.name, since=later.since)
    before = fingerprint(now)
    teacher = succeed(Teacher, owner, since=since, values={"title": new.title})
    if now is None and until is not None:
        teacher.until = until
        teacher.save(update_fields=["until"])
    note = {"stages": new.stage, "since": since.isoformat()}
    write("register-teacher", teacher, actor=actor, before=before, note=note)
    return teacher


@transaction.atomic
def end_teaching(teacher: Teacher, *, until: date, actor: Actor) -> Teacher:
    """Let somebody teach a subject at a school no longer.

    Who then belongs to the school in no other way comes to the end of postings from it and of
    pairings there.

    Raises:
        Refused("ends-before-it-begins"): it begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
        Refused("work-to-come"): a posting or pairing that would end begins on that day or later.
    """
    person = Person.objects.select_for_update().get(pk=teacher.person_id)
    teacher = Teacher.objects.select_for_update().get(pk=teacher.pk)
    before = fingerprint(teacher)
    end(teacher, until=until)
    postings, pairings = _leave(person, teacher.school, until)
    note = {"since": until.isoformat(), "postings": postings, "pairings": pairings}
    write("end-teaching", teacher, actor=actor, before=before, note=note)
    return teacher


@transaction.atomic
def give_honour(person: Person, kind: str, level: str, *, since: date, actor: Actor) -> Honour:
    """Record a graded honour that a teacher bears from a day on.

    Raises:
        Refused("honour-is-held"): the person bears it on that day or later already.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    held = Honour.objects.filter(person=person, kind=kind, level=level).during(since, None).first()
    if held is not None:
        raise Refused("honour-is-held", name=person.name, since=held.since)
    honour = Honour.objects.create(person=person, kind=kind, level=level, since=since)
    note = {"kind": kind, "level": level, "since": since.isoformat()}
    write("give-honour", honour, actor=actor, note=note)
    return honour


@transaction.atomic
def end_honour(honour: Honour, *, until: date, actor: Actor) -> Honour:
    """Let an honour end: it ran out, or was taken away.

    Raises:
        Refused("ends-before-it-begins"): it begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
    """
    honour = Honour.objects.select_for_update().get(pk=honour.pk)
    before = fingerprint(honour)
    end(honour, until=until)
    write("end-honour", honour, actor=actor, before=before, note={"since": until.isoformat()})
    return honour


def _leave(person: Person, school: School, until: date) -> tuple[int, int]:
    """What ends for somebody who leaves a school: how many postings and pairings."""
    if workplaces(person, until).filter(pk=school.pk).exists():
        return 0, 0
    either = Q(mentor=person) | Q(apprentice=person)
    postings = Posting.objects.select_for_update().filter(person=person, from_school=school)
    bound = Pairing.objects.filter(posting__in=postings.values("pk"))
    pairings = Pairing.objects.select_for_update().filter(
        Q(pk__in=bound.values("pk")) | (either & Q(school=school))
    )
    return end_all(list(postings), until=until), end_all(list(pairings), until=until)
