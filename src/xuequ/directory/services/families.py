"""Acts on pupils and their parents or guardians."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write
from xuequ.vault.fields import holding

from ..engine.identity import clean, pupil_number_fault
from ..engine.purposes import FAULTS
from ..models import Authority, Guardianship, Person, Pupil, SchoolClass
from ..queries.admission import Entering, refusals
from .identity import Identity, carrier, change_identity, checked
from .people import register_person

NOTHING = Identity()


@dataclass(frozen=True, slots=True)
class NewPupil:
    """A child to enter in a class; "" for what is not known."""

    name: str
    number: str = ""
    id_kind: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class NewGuardian:
    """A grown-up who speaks for a child; somebody with this number may be registered already."""

    name: str
    kind: str
    identity: Identity = NOTHING


@transaction.atomic
def register_pupil(
    school_class: SchoolClass,
    new: NewPupil,
    *,
    since: date,
    actor: Actor,
    guardian: NewGuardian | None = None,
) -> Pupil:
    """Enter a pupil in a class, with a parent or guardian if one is named.

    Raises:
        Refused("identity-number"): a number cannot be what it is said to be.
        Refused("pupil-is-registered"): a pupil of the authority carries one of the numbers.
        Refused: whoever gives the seats says that the child may not be entered there.
    """
    entering = [Entering(school_class.pk, since, clean(new.id_number))]
    for refused in refusals(entering, timezone.now()).values():
        raise refused
    return enter_pupil(school_class, new, since=since, actor=actor, guardian=guardian)


@transaction.atomic
def enter_pupil(
    school_class: SchoolClass,
    new: NewPupil,
    *,
    since: date,
    actor: Actor,
    guardian: NewGuardian | None = None,
) -> Pupil:
    """The same for whoever gave the child its seat, and so need not be asked.

    Raises:
        Refused("identity-number"), Refused("pupil-is-registered"): as `register_pupil`.
    """
    number = _pupil_number(new.number)
    id_number = checked(new.id_kind, new.id_number)
    authority = school_class.school.authority
    for column, value in (("number", number), ("id_number", id_number)):
        if value and _pupils(authority, column, value, since):
            raise Refused("pupil-is-registered")
    pupil = Pupil.objects.create(
        school_class=school_class,
        name=new.name,
        number=number,
        id_kind=new.id_kind if id_number else None,
        id_number=id_number,
        since=since,
        is_synthetic=authority.has_synthetic_data,
    )
    write("register-pupil", pupil, actor=actor, note={"since": since.isoformat()})
    if guardian is not None:
        person = _person(authority, guardian, actor)
        link_guardian(person, pupil, guardian.kind, since=since, actor=actor)
    return pupil


@transaction.atomic
def add_guardian(pupil: Pupil, new: NewGuardian, *, since: date, actor: Actor) -> Guardianship:
    """Register a parent or guardian, or find the one registered already, and link the child.

    Raises:
        Refused("identity-number"), Refused("identity-is-taken"): as `change_identity`.
        Refused("already-guardian"), Refused("not-yet-begun"): as `link_guardian`.
    """
    person = _person(pupil.school_class.school.authority, new, actor)
    return link_guardian(person, pupil, new.kind, since=since, actor=actor)


@transaction.atomic
def link_guardian(
    person: Person, pupil: Pupil, kind: str, *, since: date, actor: Actor
) -> Guardianship:
    """Say that a person speaks for a pupil from a day on.

    Raises:
        Refused("already-guardian"): the person does so on that day or later.
        Refused("not-yet-begun"): the pupil was not yet there.
    """
    pupil = Pupil.objects.select_for_update().get(pk=pupil.pk)
    if since < pupil.since:
        raise Refused("not-yet-begun", name=str(pupil), since=pupil.since)
    if Guardianship.objects.during(since, None).filter(person=person, pupil=pupil).exists():
        raise Refused("already-guardian")
    found = Guardianship.objects.create(person=person, pupil=pupil, kind=kind, since=since)
    write("link-guardian", found, actor=actor, note={"kind": kind, "since": since.isoformat()})
    return found


@transaction.atomic
def end_guardian(guardianship: Guardianship, *, until: date, actor: Actor) -> Guardianship:
    """Say that a person no longer speaks for a pupil from a day on.

    Raises:
        Refused("already-ended"): it ended by then.
        Refused("ends-before-it-begins"): the day does not come after the first.
    """
    guardianship = Guardianship.objects.select_for_update().get(pk=guardianship.pk)
    if guardianship.until is not None and guardianship.until <= until:
        raise Refused("already-ended", until=guardianship.until)
    if until <= guardianship.since:
        raise Refused("ends-before-it-begins", since=guardianship.since)
    before = fingerprint(guardianship)
    guardianship.until = until
    guardianship.save(update_fields=["until"])
    note = {"until": until.isoformat()}
    write("end-guardian", guardianship, actor=actor, before=before, note=note)
    return guardianship


def _person(authority: Authority, new: NewGuardian, actor: Actor) -> Person:
    """Who carries the number and the name already, else somebody new."""
    number = clean(new.identity.id_number)
    found = carrier(authority, number) if number else None
    if found is not None and found.name == new.name:
        return found
    synthetic = authority.has_synthetic_data
    person = register_person(authority, new.name, actor=actor, is_synthetic=synthetic)
    if new.identity != NOTHING:
        change_identity(person, new.identity, actor=actor)
    return person


def _pupil_number(typed: str) -> str | None:
    number = clean(typed)
    if not number:
        return None
    if fault := pupil_number_fault(number, timezone.localdate()):
        raise Refused("identity-number", reason=FAULTS[fault])
    return number


def _pupils(authority: Authority, column: str, value: str, since: date) -> bool:
    """Is there a pupil of the authority, then or later, who carries the value?"""
    rows = Pupil.objects.filter(
        holding(Pupil, column, value), school_class__school__authority=authority
    )
    return bool(rows.during(since, None).exists())
