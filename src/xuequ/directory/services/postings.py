"""Acts on postings (交流轮岗): somebody of one school works at another for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..models import Authority, Person, Posting, School
from ..queries.offered import directions, named, subject_said, subjects
from ..queries.workplaces import teaches_at, workplaces
from .people.checks import room
from .succession import end, end_all


@dataclass(frozen=True, slots=True)
class NewPosting:
    """From where to where, as what, and by which decision.

    `direction` is a code of the policy, or its name; "" where there is none.  Without `until`
    the posting goes on until it is ended.
    """

    from_school: School
    to_school: School
    kind: str = Posting.Kind.TEACHER
    direction: str = ""
    subject: str = ""
    decision: str = ""
    until: date | None = None


@transaction.atomic
def post_teacher(person: Person, new: NewPosting, *, since: date, actor: Actor) -> Posting:
    """Post a teacher or leader of one school to another from a day on.

    Raises:
        Refused("same-school"): both schools are one.
        Refused("place-elsewhere"): one of them belongs to another authority than the person.
        Refused("ends-before-it-begins"): the last day lies before the first.
        Refused("not-yet-begun"): one of the schools begins after that day.
        Refused("already-ended"): one of them ends on that day or earlier.
        Refused("does-not-teach-there"): a teacher does not teach at the first school that day.
        Refused("does-not-work-there"): a leader neither holds a post there nor teaches there.
        Refused("no-directions"): the policy of that day tells no directions apart.
        Refused("unknown-direction"): the policy of that day knows others.
        Refused("posted-then"): the person is posted somewhere on one of these days.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    until = _room(person, new, since)
    _check_work(person, new, since)
    direction = _direction(person.authority, new.direction, since)
    held = Posting.objects.filter(person=person).during(since, until).order_by("since").first()
    if held is not None:
        facts = {"name": person.name, "school": held.to_school.name, "since": held.since}
        raise Refused("posted-then", **facts)
    posting = Posting.objects.create(
        authority=person.authority,
        person=person,
        from_school=new.from_school,
        to_school=new.to_school,
        kind=new.kind,
        direction=direction,
        subject=subject_said(new.subject, subjects(person.authority, since)),
        decision=new.decision,
        is_synthetic=person.is_synthetic,
        since=since,
        until=until,
    )
    note = {
        "since": since.isoformat(),
        "from_school": new.from_school.name,
        "direction": direction,
        "decision": new.decision,
    }
    note = {name: value for name, value in note.items() if value}
    write("post-teacher", posting, actor=actor, note=note)
    return posting


@transaction.atomic
def end_posting(posting: Posting, *, until: date, actor: Actor) -> Posting:
    """Let somebody come back: `until` is the first day no longer away.  Pairings of it end too.

    Raises:
        Refused("ends-before-it-begins"): it begins on that day or later.
        Refused("already-ended"): it ends on that day or earlier as it is.
        Refused("work-to-come"): a pairing of it begins on that day or later.
    """
    Person.objects.select_for_update().get(pk=posting.person_id)
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    before = fingerprint(posting)
    end(posting, until=until)
    pairings = end_all(list(posting.pairings.select_for_update()), until=until)
    note = {"since": until.isoformat(), "pairings": pairings}
    write("end-posting", posting, actor=actor, before=before, note=note)
    return posting


@transaction.atomic
def withdraw_posting(posting: Posting, *, today: date, actor: Actor) -> Person:
    """Take back a posting that has not begun.

    Raises:
        Refused("already-in-force"): it has begun; it can be ended.
        Refused("work-to-come"): a pairing belongs to it; withdraw that first.
    """
    person = Person.objects.select_for_update().get(pk=posting.person_id)
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.since <= today:
        raise Refused("already-in-force", name=str(posting), since=posting.since)
    if (bound := posting.pairings.first()) is not None:
        raise Refused("work-to-come", name=str(bound), since=bound.since)
    before = fingerprint(posting)
    note = {"since": posting.since.isoformat(), "to_school": posting.to_school.name}
    posting.delete()
    write("withdraw-posting", person, actor=actor, before=before, note=note)
    return person


def _room(person: Person, new: NewPosting, since: date) -> date | None:
    """The day on which the posting ends: as asked, and with either school at the latest."""
    if new.from_school == new.to_school:
        raise Refused("same-school", name=person.name, school=new.to_school.name)
    for school in (new.from_school, new.to_school):
        if school.authority_id != person.authority_id:
            raise Refused("place-elsewhere", name=school.name)
    if new.until is not None and new.until <= since:
        raise Refused("ends-before-it-begins", since=since)
    days = [new.until, room(new.from_school, since), room(new.to_school, since)]
    return min((day for day in days if day is not None), default=None)


def _check_work(person: Person, new: NewPosting, since: date) -> None:
    facts = {"name": person.name, "school": new.from_school.name, "since": since}
    if new.kind == Posting.Kind.TEACHER:
        if not teaches_at(person, new.from_school, since):
            raise Refused("does-not-teach-there", **facts)
    elif not workplaces(person, since).filter(pk=new.from_school.pk).exists():
        raise Refused("does-not-work-there", **facts)


def _direction(authority: Authority, asked: str, since: date) -> str:
    """The code of the direction asked for."""
    if not asked:
        return ""
    known = directions(authority, since)
    if not known:
        raise Refused("no-directions", direction=asked)
    code = named(asked, known)
    if code is None:
        raise Refused("unknown-direction", direction=asked, known=[*known.values()])
    return code
