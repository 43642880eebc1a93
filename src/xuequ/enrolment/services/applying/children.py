"""Register a child that is to enter a school, and who speaks for it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from xuequ.directory.engine.identity import read
from xuequ.directory.models import Authority, Guardianship, Person, Pupil
from xuequ.directory.services.identity import checked
from xuequ.directory.services.security.attempts import check_lock, count_try
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write
from xuequ.vault.fields import holding

from ...models import Child, Custody
from ...queries.applying.scope import APPLY

FIELDS = {
    "name": Text("姓名", "name"),
    "id_number": Text("证件号码", "ID number"),
    "born": Text("出生日期", "day of birth"),
    "sex": Text("性别", "sex"),
}
MOST_CHILDREN, OLDEST = 12, 20
DIGITS = 8


@dataclass(frozen=True, slots=True)
class NewChild:
    """A child as its parent types it.

    Args:
        kind: what the parent is to the child.
        born, sex: asked where the number does not tell them.
        pupil: primary key of the own pupil it is; its data are those of the register.
    """

    kind: str
    name: str = ""
    id_kind: str = ""
    id_number: str = ""
    born: date | None = None
    sex: str = ""
    pupil: int | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    name: str
    id_kind: str
    id_number: str
    born: str
    sex: str
    pupil: Pupil | None


def register_child(new: NewChild, *, actor: Actor, now: datetime) -> Child:
    """Register a child of the actor; its number is drawn now and stays for ever.

    Registered again by the same parent it is the same child with the same number.

    Raises:
        Refused("not-a-parent"): the actor is nobody who applies for children.
        Refused("not-your-child"): the pupil is not linked with the actor.
        Refused("identity-number"): the number cannot be one of its kind.
        Refused("child-needs"): name, number, day of birth or sex is missing.
        Refused("child-not-of-age"): the day of birth lies ahead, or too long ago.
        Refused("child-is-registered"): somebody else has registered this child.
        Refused("too-many-children"): nobody has so many.
        Refused("locked-out"): too many children of others were tried.
    """
    if actor.person is None or not actor.may(APPLY):
        raise Refused("not-a-parent")
    tried = f"child:{actor.person}"
    check_lock(tried)
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).select_related("authority")
        parent = person.get(pk=actor.person)
        facts = _facts(new, parent, timezone.localdate(now))
        known = _known(parent.authority, facts.id_number)
        if known is None:
            if Custody.objects.filter(person=parent).count() >= MOST_CHILDREN:
                raise Refused("too-many-children", count=MOST_CHILDREN)
            return _registered(parent, facts, new.kind, actor)
        if known.custodies.filter(person=parent).exists():
            return known
    count_try(tried)
    raise Refused("child-is-registered")


def _known(authority: Authority, number: str) -> Child | None:
    rows = Child.objects.filter(holding(Child, "id_number", number), authority=authority)
    return rows.first()


def _facts(new: NewChild, parent: Person, today: date) -> _Facts:
    pupil = _pupil(new.pupil, parent, today)
    name, kind, number = new.name.strip(), new.id_kind, new.id_number
    if pupil is not None:
        name = pupil.name.open() if pupil.name else name
        if pupil.id_number:
            kind, number = str(pupil.id_kind), pupil.id_number.open()
    held = checked(kind, number)
    for value, what in ((name, "name"), (held, "id_number")):
        if not value:
            raise Refused("child-needs", field=FIELDS[what])
    said = read(held or "") if kind in {"resident", "permit"} else None
    born, sex = (said.born, said.sex) if said else (new.born, new.sex)
    if born is None:
        raise Refused("child-needs", field=FIELDS["born"])
    if sex not in {"male", "female"}:
        raise Refused("child-needs", field=FIELDS["sex"])
    if born > today or today.year - born.year > OLDEST:
        raise Refused("child-not-of-age", day=born)
    return _Facts(name, kind, held or "", born.isoformat(), sex, pupil)


def _pupil(wanted: int | None, parent: Person, today: date) -> Pupil | None:
    if wanted is None:
        return None
    mine = Guardianship.objects.on(today).filter(person=parent, pupil=wanted)
    found = mine.select_related("pupil").first()
    if found is None:
        raise Refused("not-your-child")
    pupil: Pupil = found.pupil
    return pupil


def _registered(parent: Person, facts: _Facts, kind: str, actor: Actor) -> Child:
    """The new child, with a number that no other child of the authority has."""
    while True:
        number = str(secrets.randbelow(9 * 10 ** (DIGITS - 1)) + 10 ** (DIGITS - 1))
        if Child.objects.filter(authority=parent.authority, number=number).exists():
            continue
        try:
            with transaction.atomic():
                child = Child.objects.create(
                    authority=parent.authority,
                    number=number,
                    name=facts.name,
                    id_kind=facts.id_kind,
                    id_number=facts.id_number,
                    born=facts.born,
                    sex=facts.sex,
                    pupil=facts.pupil,
                    is_synthetic=parent.authority.has_synthetic_data,
                )
        except IntegrityError:
            if _known(parent.authority, facts.id_number) is not None:
                raise Refused("child-is-registered") from None
            continue
        custody = Custody.objects.create(child=child, person=parent, kind=kind)
        write("register-child", child, actor=actor, note={"kind": custody.kind})
        return child
