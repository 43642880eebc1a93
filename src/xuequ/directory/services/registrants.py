"""Acts on parents who register in person, and on what they say of themselves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.record.fingerprint import fingerprint
from xuequ.record.services import write

from ..engine.identity import clean
from ..engine.names import log_in_name
from ..models import Account, Authority, Guardianship, Holding, Person, Registrant
from .families import end_guardian, link_guardian
from .identity import Identity, carrier, change_identity, checked
from .people import open_account, register_person
from .security.attempts import STRANGER, check_lock, count_try


@dataclass(frozen=True, slots=True)
class NewParent:
    """What a parent types to register: who they say they are, and a password."""

    name: str
    identity: Identity
    password: str


def register_parent(authority: Authority, new: NewParent, *, now: datetime) -> Account:
    """Open an account for a parent who registers in person; the log-in name is drawn.

    Whoever is registered with the number already, nothing of theirs is shown or taken over, and
    the answer is the same: the number stays a claim until `confirm_registrant`.

    Raises:
        Refused("needs-a-number"): there is no ID number.
        Refused("identity-number"): it cannot be one of its kind.
        Refused("locked-out"): too many registered with this number in a short time.
        Refused("weak-password"): the password can be guessed.
    """
    number = checked(new.identity.id_kind, new.identity.id_number)
    if number is None:
        raise Refused("needs-a-number")
    tried = f"register:{authority.pk}:{number}"
    check_lock(tried)
    count_try(tried)
    with transaction.atomic():
        synthetic = authority.has_synthetic_data
        person = register_person(authority, new.name, actor=STRANGER, is_synthetic=synthetic)
        if new.identity.phone:
            change_identity(person, Identity(phone=new.identity.phone), actor=STRANGER)
        account = open_account(free_name(new.name), new.password, person=person, actor=STRANGER)
        registrant = Registrant.objects.create(
            person=person,
            id_kind=new.identity.id_kind,
            id_number=number,
            informed_at=now,
            since=timezone.localdate(now),
        )
        write("register-parent", registrant, actor=STRANGER)
    return account


@transaction.atomic
def enter_parent(
    authority: Authority, name: str, identity: Identity, *, actor: Actor, now: datetime
) -> Registrant:
    """Enter a parent at the desk, whose paper was seen there; an account is opened as for staff.

    Raises:
        Refused("not-your-place"): the actor does not keep people of this authority.
        Refused("identity-number"), Refused("identity-is-taken"): as `change_identity`.
    """
    if not actor.everywhere and not (
        actor.may("application.confirm") and actor.is_at_home(authority.pk)
    ):
        raise Refused("not-your-place", name=authority.name)
    synthetic = authority.has_synthetic_data
    person = register_person(authority, name, actor=actor, is_synthetic=synthetic)
    change_identity(person, identity, actor=actor)
    found = Registrant.objects.create(
        person=person,
        id_kind=identity.id_kind,
        informed_at=now,
        confirmed_at=now,
        since=timezone.localdate(now),
    )
    write("register-parent", found, actor=actor)
    return found


@transaction.atomic
def confirm_registrant(
    registrant: Registrant, number: str, *, actor: Actor, now: datetime
) -> Registrant:
    """Say that the number on the paper is the one they gave; what is under it becomes theirs.

    Args:
        number: as it stands on the paper; typed, so that the one given need not be shown.

    Raises:
        Refused("not-your-place"): the actor does not check applications of this authority.
        Refused("nothing-changed"): it was confirmed before.
        Refused("paper-differs"): the number on the paper is another.
        Refused("has-an-account"): somebody with this number has an account already.
        Refused("registrant-is-staff"): somebody with this number works here.
    """
    rows = Registrant.objects.select_for_update(of=("self",)).select_related("person__authority")
    row = rows.get(pk=registrant.pk)
    person, authority = row.person, row.person.authority
    if not (actor.may("application.confirm") and actor.is_at_home(authority.pk)):
        raise Refused("not-your-place", name=authority.name)
    if row.id_number is None:
        raise Refused("nothing-changed")
    given = row.id_number.open()
    if clean(number) != given:
        raise Refused("paper-differs")
    before = fingerprint(row)
    other = carrier(authority, given)
    if other is not None and other.pk != person.pk:
        _take_over(other, person, actor=actor, now=now)
    phone = person.phone.open() if person.phone else ""
    change_identity(person, Identity(row.id_kind, given, phone), actor=actor)
    row.id_number, row.confirmed_at = None, now
    row.save(update_fields=["id_number", "id_number_index", "confirmed_at"])
    write("confirm-registrant", row, actor=actor, before=before)
    return row


def _take_over(other: Person, person: Person, *, actor: Actor, now: datetime) -> None:
    """Let the confirmed account speak for the pupils of the same human being, entered before."""
    account = Account.objects.filter(person=other).first()
    if account is not None:
        raise Refused("has-an-account", person=other.name, name=account.username)
    if Holding.objects.filter(person=other).exists() or other.teaching.exists():
        raise Refused("registrant-is-staff", name=other.name)
    today = timezone.localdate(now)
    for each in Guardianship.objects.on(today).filter(person=other).select_related("pupil"):
        link_guardian(person, each.pupil, each.kind, since=today, actor=actor)
        if each.since < today:
            end_guardian(each, until=today, actor=actor)
    phone = other.phone.open() if other.phone else ""
    change_identity(other, Identity(phone=phone), actor=actor)


def free_name(name: str) -> str:
    """A log-in name nobody has, with random digits: whose name is taken cannot be found out."""
    base = log_in_name(name)
    while True:
        tried = f"{base}{secrets.randbelow(9000) + 1000}"
        if not Account.objects.filter(username__iexact=tried).exists():
            return tried
