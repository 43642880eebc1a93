"""Acts on the identity data of people and pupils.  The record never holds the data itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint, subject_of
from xuequ.record.services import write
from xuequ.vault.fields import holding
from xuequ.vault.sealing import Sealed

from ..engine.identity import clean, fault
from ..engine.purposes import FAULTS, PURPOSES, reason_fault
from ..models import Authority, Person, Pupil
from ..queries.scope import people

REVEALABLE: dict[type, tuple[str, ...]] = {
    Person: ("id_number", "phone"),
    Pupil: ("name", "number", "id_number"),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Identity data as typed; "" for what is not known."""

    id_kind: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody wants to see, what for, and why."""

    fields: Sequence[str]
    purpose: str
    reason: str


def checked(kind: str, number: str) -> str | None:
    """The number as it is kept, None for none.

    Raises:
        Refused("identity-number"): it cannot be a number of its kind.
    """
    number = clean(number)
    if not number:
        return None
    if found := fault(kind, number, timezone.localdate()):
        raise Refused("identity-number", reason=FAULTS[found])
    return number


@transaction.atomic
def change_identity(person: Person, identity: Identity, *, actor: Actor) -> Person:
    """Say on which paper a person is known, under which number, and the telephone.

    Raises:
        Refused("identity-number"): the number cannot be one of its kind.
        Refused("identity-is-taken"): somebody else of the authority carries it.
        Refused("nothing-changed"): all of it is registered already.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    number = checked(identity.id_kind, identity.id_number)
    if number and (other := carrier(person.authority, number)) and other.pk != person.pk:
        raise Refused("identity-is-taken")  # whose it is, only those may ask who may reveal
    values = {
        "id_kind": identity.id_kind if number else None,
        "id_number": number,
        "phone": identity.phone or None,
    }
    changed = [name for name, value in values.items() if _plain(person, name) != value]
    if not changed:
        raise Refused("nothing-changed")
    before = fingerprint(person)
    for name in changed:
        setattr(person, name, values[name])
    person.save(update_fields=[*values, "id_number_index"])
    write(
        "change-identity",
        person,
        actor=actor,
        before=before,
        note={"fields": [f"field.{name}" for name in changed]},
    )
    return person


def carrier(authority: Authority, number: str) -> Person | None:
    """The person of an authority who carries a number."""
    return Person.objects.filter(holding(Person, "id_number", number), authority=authority).first()


@transaction.atomic
def reveal_identity(subject: Person | Pupil, asking: Asking, *, actor: Actor) -> dict[str, str]:
    """The plain values asked for, by field.  Who asked, what for and why goes into the record.

    Raises:
        Refused("may-not-reveal"): the actor's identity does not carry that right.
        Refused("purpose-unknown"): the purpose is none of the list.
        Refused("reason-too-short"): no reason anybody could check later.
        Refused("reason-holds-data"): the reason itself repeats a number of somebody.
        Refused("nothing-to-reveal"): none of the fields is known.
    """
    check_asking(asking, actor=actor)
    wanted = [name for name in REVEALABLE[type(subject)] if name in asking.fields]
    values = {name: value.open() for name in wanted if (value := getattr(subject, name))}
    if not values:
        raise Refused("nothing-to-reveal")
    note = {
        "purpose": f"purpose.{asking.purpose}",
        "reason": asking.reason.strip()[:200],
        "fields": [f"field.{name}" for name in values],
    }
    write("reveal-identity", subject, actor=actor, note=note)
    return values


def check_asking(asking: Asking, *, actor: Actor) -> None:
    """May the actor see identity data for this purpose and reason?

    Raises:
        Refused("may-not-reveal"), Refused("purpose-unknown"), Refused("reason-too-short"),
            Refused("reason-holds-data"): as `reveal_identity`.
    """
    if not actor.may("identity.reveal"):
        raise Refused("may-not-reveal")
    if asking.purpose not in PURPOSES:
        raise Refused("purpose-unknown")
    if found := reason_fault(asking.reason):
        raise Refused("reason-too-short") if found == "short" else Refused("reason-holds-data")


@transaction.atomic
def note_refused_reveal(subject: Model, *, actor: Actor) -> None:
    """Record that somebody tried to see identity data outside their own scope."""
    authority = Authority.objects.get(pk=actor.authority or 0)
    write("refuse-reveal", authority, actor=actor, note={"subject": subject_of(subject)})


@transaction.atomic
def search_identity(authority: Authority, number: str, *, actor: Actor, on: date) -> Person | None:
    """Who in the actor's scope carries just this number; that one searched is recorded.

    The record says no more than the actor is told, so that it betrays nobody outside the scope.
    """
    found = carrier(authority, clean(number))
    if found and not people(seen_by=actor, on=on).filter(pk=found.pk).exists():
        found = None
    write("search-identity", authority, actor=actor, note={"found": int(found is not None)})
    return found


def _plain(person: Person, name: str) -> str | None:
    if name == "id_kind":
        return person.id_kind
    value: Sealed | None = getattr(person, name)
    return None if value is None else value.open()
