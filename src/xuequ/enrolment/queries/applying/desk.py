"""What the bureau sees of families at the desk: its own authority's, and nobody else's."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from xuequ.directory.engine.identity import clean
from xuequ.directory.engine.masks import mask_number, mask_phone
from xuequ.directory.models import Person, Registrant
from xuequ.directory.queries.scope import AUTHORITY, standing
from xuequ.kernel.actors import Actor
from xuequ.vault.fields import holding

from ...models import Application, Child, Custody, CustodyEntry

CHECK = "application.confirm"


def applications(*, seen_by: Actor) -> QuerySet[Application]:
    """The applications of the actor's own authority."""
    found = Application.objects.select_related("child", "round__authority")
    if standing(seen_by) != AUTHORITY or not seen_by.may(CHECK):
        return found.none()
    return found.filter(round__authority=seen_by.authority or 0)


def registrants(*, seen_by: Actor, on: date) -> QuerySet[Registrant]:
    """Parents who registered in person and whose paper was not compared yet, the oldest first."""
    found: QuerySet[Registrant] = Registrant.objects.on(on)
    if standing(seen_by) != AUTHORITY or not seen_by.may(CHECK):
        return found.none()
    found = found.filter(person__authority=seen_by.authority or 0).exclude(id_number=None)
    found = found.select_related("person").annotate(children=Count("person__custodies"))
    return found.order_by("since", "pk")


def children(*, seen_by: Actor) -> QuerySet[Child]:
    """Children registered with the actor's own authority, those of the actor's people left out."""
    found = Child.objects.filter(erased_at=None)
    if standing(seen_by) != AUTHORITY or not seen_by.may(CHECK) or seen_by.person is None:
        return found.none()
    own = (
        Q(custodies__person=seen_by.person)
        | Q(conflicts__person=seen_by.person)
        | Q(pupil__guardianships__person=seen_by.person)
        | Q(custody_entries__parent=seen_by.person)
        | Q(applications__person=seen_by.person)
    )
    return found.filter(authority=seen_by.authority or 0).exclude(pk__in=Child.objects.filter(own))


def child_by(number: str, *, seen_by: Actor) -> Child | None:
    """The child with a number of ours, or with a paper of this number."""
    if not number.isprintable() or not number:
        return None
    paper = holding(Child, "id_number", clean(number))
    return children(seen_by=seen_by).filter(Q(number=number) | paper).first()


def guardians(found: Child) -> list[tuple[Custody, str, str]]:
    """Who speaks for a child, with log-in name and masked telephone."""
    rows = found.custodies.select_related("person__account")
    return [(each, _login(each.person), _phone(each.person)) for each in rows]


def entries(found: Child) -> list[tuple[CustodyEntry, str]]:
    """What the authority did about its guardians, the last first, with the reason."""
    rows = found.custody_entries.select_related("parent", "by")
    return [(each, each.reason.open()) for each in rows]


def _login(person: Person) -> str:
    account = getattr(person, "account", None)
    return account.username if account is not None else ""


def _phone(person: Person) -> str:
    return mask_phone(person.phone.open()) if person.phone else ""


def row_of(found: Registrant) -> tuple[Registrant, str, str]:
    """A registrant with number and telephone, masked."""
    number = found.id_number.open() if found.id_number else ""
    return found, mask_number(number), _phone(found.person)
