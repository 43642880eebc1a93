"""Let a second guardian speak for a child: added by the first, in person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from xuequ.directory.models import Account, Guardianship, Person
from xuequ.directory.queries.identities import identities_of
from xuequ.directory.services.security.attempts import check_lock, count_try
from xuequ.kernel.actors import Actor
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.record.services import write

from ...models import Child, Custody
from ...queries.applying.codes import guarding
from ...queries.applying.scope import children
from .codes import prove
from .holding import tell_guardians


@dataclass(frozen=True, slots=True)
class NewCustody:
    """Whom a guardian adds: log-in name and name must be those of one parent's account."""

    username: str
    name: str
    kind: str


def add_custody(
    child: Child,
    new: NewCustody,
    *,
    code: str = "",
    account: Account | None = None,
    actor: Actor,
    now: datetime,
) -> Custody:
    """Let another parent of the same authority speak for the child, too; both are told.

    Once something is handed in it takes the family's proof: whoever is added may prove himself by
    a second factor of his own, and change what was handed in.  What does not fit is answered
    alike, so that nobody finds out who has an account.

    Args:
        code: the change code of what was handed in, or one of the account's second factor.

    Raises:
        Refused("not-your-child"): the actor does not speak for the child.
        Refused("parent-not-found"): no parent's account has this log-in name and this name.
        Refused("locked-out"): too many were tried.
        Refused: as `codes.prove`, where something was handed in.
    """
    if not children(seen_by=actor).filter(pk=child.pk).exists():
        raise Refused("not-your-child")
    handed_in = guarding(child)
    if handed_in is not None:
        prove(handed_in, code, account)
    person = parent_named(child, new, actor=actor, now=now)
    with transaction.atomic():
        Child.objects.select_for_update().get(pk=child.pk)
        if not children(seen_by=actor).filter(pk=child.pk).exists():  # ended meanwhile
            raise Refused("not-your-child")
        found, is_new = custody_of(child, person, new.kind)
        if is_new:
            write("add-custody", found, actor=actor, note={"kind": found.kind})
            text = Text(
                f"编号{child.number}的儿童添加了一位监护人。如非本人操作，请立即联系教育局。",
                f"A guardian was added to the child of number {child.number}. If it was not you, "
                "tell the education bureau at once.",
            )
            tell_guardians(child.pk, text, "/family/enrolment/", actor=actor)
    return found


def parent_named(child: Child, new: NewCustody, *, actor: Actor, now: datetime) -> Person:
    """The parent of this log-in name and this name, of the authority of the child.

    Outside of any transaction that a refusal would take back, for a wrong one is counted.

    Raises:
        Refused("parent-not-found"): no parent's account has this log-in name and this name.
        Refused("locked-out"): too many were tried.
    """
    tried = f"custody:{actor.person}"
    check_lock(tried)
    found = _account(child, new, timezone.localdate(now))
    if found is None or found.person is None:
        count_try(tried)
        raise Refused("parent-not-found")
    return found.person


def custody_of(child: Child, person: Person, kind: str) -> tuple[Custody, bool]:
    """Let a person speak for a child: the custody, and whether it is new."""
    kind = kind if kind in Guardianship.Kind.values else Guardianship.Kind.OTHER
    return Custody.objects.get_or_create(child=child, person=person, defaults={"kind": kind})


def _account(child: Child, new: NewCustody, on: date) -> Account | None:
    rows = Account.objects.filter(username=new.username.strip(), is_active=True)
    found = rows.select_related("person").first()
    if found is None or found.person is None or found.person.name != new.name.strip():
        return None
    is_here = found.person.authority_id == child.authority_id
    roles = {each.role for each in identities_of(found.person, on)}
    return found if is_here and "guardian" in roles else None
